/** One order, opened: who it is for, what is printed, and what happened to it. */
import { byId, fill, line, link, make, size, time } from './page.js';
import { customerOf, orderButton, orderButtons } from './orders.js';
import { postbackEntry } from './postbacks.js';

let opened;

export function openOrder(id, draw) {
	opened = id;
	draw();
	byId('order').showModal();
}

byId('order').addEventListener('close', () => (opened = undefined));
// A click beside it closes it, as people expect.
byId('order').addEventListener('click', (event) => event.target === byId('order') && byId('order').close());

function addressOf({ shipTo }) {
	const { name, companyName, address1, address2, address3, town, state, postcode, isoCountry } = shipTo;
	return [name, companyName, address1, address2, address3, [postcode, town].filter(Boolean).join(' '), state, isoCountry]
		.filter(Boolean)
		.join(', ');
}

function shipmentPart(shipment, index) {
	const { carrier, status, packages, shipTo } = shipment;
	const way = carrier.alias ? `${carrier.alias} (${carrier.code}, ${carrier.service})` : `${carrier.code}, ${carrier.service}`;
	const contact = [shipTo.email, shipTo.phone].filter(Boolean).join(', ');
	const parcels = packages.filter(({ trackingNumber }) => trackingNumber);
	return make(
		'div',
		{},
		make('h3', { text: `Shipment ${index + 1}` }),
		line(addressOf(shipment)),
		contact ? line(contact, 'small soft') : undefined,
		line(`${way}, ${status}`, 'small soft'),
		...parcels.map(({ name, trackingNumber, trackingUrl }) =>
			make('p', { class: 'small good' }, `${name}: `, trackingUrl ? link(trackingUrl, trackingNumber) : trackingNumber),
		),
	);
}

function fileRow(file, { code }) {
	const { status, error } = file;
	const className = { received: 'good', error: 'bad', notreceived: 'busy' }[status];
	const words = { received: `received, ${size(file.fileSize)}`, error: error.message, notreceived: 'not received yet' }[status];
	return make('tr', {}, make('td', { text: code }), make('td', {}, link(file.path)), make('td', { class: className, text: words }));
}

function itemPart(item, files) {
	return make(
		'div',
		{},
		make('h3', { text: `${item.quantity.toLocaleString()} × ${item.description || item.sku}` }),
		line(`SKU ${item.sku}, item ${item.sourceItemId}${item.batchNumber ? `, batch ${item.batchNumber}` : ''}`, 'small soft'),
		make(
			'table',
			{},
			...item.components.flatMap((component) => {
				const file = files.find(({ _id }) => _id === component.fileId);
				return file ? [fileRow(file, component)] : [];
			}),
		),
	);
}

function buttons(order) {
	const { status, shipments } = order.orderData;
	const all = orderButtons(order);
	if (['printed', 'shipped'].includes(status)) all.push(orderButton(order, 'Reprint', 'reprint'));
	if (status !== 'cancelled' && shipments.every((shipment) => shipment.status !== 'shipped'))
		all.push(orderButton(order, 'Cancel order', 'cancel', undefined, 'danger'));
	return make('div', { class: 'buttons' }, ...all);
}

export function drawOrder(state) {
	const order = state.orders.find(({ _id }) => _id === opened);
	if (!order) return byId('order').close();
	const { orderData, files, logs } = order;
	const { sourceOrderId, status, email, instructions, error, stockItems } = orderData;
	const postbacks = state.postbacks.filter((postback) => postback.orderId === order._id).reverse();
	fill(
		byId('order'),
		make(
			'header',
			{},
			make('h2', { text: `Order ${sourceOrderId}` }),
			make('button', { type: 'button', text: 'Close', on: () => byId('order').close() }),
		),
		line([customerOf(orderData), email].filter(Boolean).join(', ')),
		line(`Status ${status}, since ${time(order.modified)}. For ${order.destination.name}, ID ${order._id}`, 'small soft'),
		status === 'error' && error ? line(error.message, 'small bad') : undefined,
		instructions ? line(`Instructions: ${instructions}`) : undefined,
		buttons(order),
		...orderData.items.map((item) => itemPart(item, files)),
		...stockItems.map(({ quantity, name, code }) => line(`${quantity.toLocaleString()} × ${name || code}, from stock`)),
		...orderData.shipments.map(shipmentPart),
		make('h3', { text: 'What happened' }),
		make(
			'ul',
			{},
			...[...logs]
				.reverse()
				.map((log) => make('li', { class: `small ${log.level === 'error' ? 'bad' : ''}`, text: `${time(log.timestamp)} ${log.message}` })),
		),
		make('h3', { text: 'Postbacks' }),
		make(
			'div',
			{ class: 'postbacks' },
			...(postbacks.length === 0 ? [line('None.', 'soft small')] : postbacks.map((postback) => postbackEntry(postback, 'order-'))),
		),
	);
}

/** What the drawing of the opened order depends on; undefined while none is. */
export function partsOfOrder(state) {
	if (opened === undefined) return undefined;
	return [state.orders.find(({ _id }) => _id === opened), state.postbacks.filter(({ orderId }) => orderId === opened)];
}
