/** The orders, in columns by their status. */
import { byId, change, line, make, plural, time } from './page.js';

const columns = [
	['received', 'Received', ['received', 'accepted'], 'No new orders.'],
	['dataready', 'Data ready', ['dataready'], 'No order is waiting to be planned.'],
	['printready', 'Print ready', ['printready'], 'Nothing to print.'],
	['printed', 'Printed', ['printed'], 'Nothing to ship.'],
	['shipped', 'Shipped', ['shipped'], 'Nothing shipped yet.'],
	['stopped', 'Error, cancelled', ['error', 'cancelled'], 'No order is in error.'],
];
const nextStep = { received: 'Make print ready', accepted: 'Make print ready', dataready: 'Make print ready', printready: 'Print' };

export function orderButton(order, label, action, body, className = '') {
	const name = order.orderData.sourceOrderId;
	const on = () => change('POST', `/orders/${order._id}/${action}`, body);
	return make('button', { type: 'button', text: label, class: className, 'aria-label': `${label}: order ${name}`, on });
}

/** What is usually done next with an order. */
export function orderButtons(order) {
	const { status, shipments } = order.orderData;
	const buttons = [];
	if (status === 'error') buttons.push(orderButton(order, 'Fetch artwork again', 'refetch'));
	if (nextStep[status]) buttons.push(orderButton(order, nextStep[status], 'advance', undefined, 'next'));
	const shipsNext = status === 'printed' ? 'next' : '';
	const waiting = shipments.filter((shipment) => shipment.status !== 'shipped');
	if (shipments.length > 1 && ['dataready', 'printready', 'printed'].includes(status)) {
		for (const { shipmentIndex } of waiting)
			buttons.push(orderButton(order, `Ship parcel ${shipmentIndex + 1}`, 'ship', { shipment: shipmentIndex }, shipsNext));
	} else if (['dataready', 'printready', 'printed'].includes(status))
		buttons.push(orderButton(order, 'Ship', 'ship', undefined, shipsNext));
	if (nextStep[status] || status === 'printed') buttons.push(orderButton(order, 'Fail', 'fail', undefined, 'danger'));
	return buttons;
}

function shipmentLine({ shipTo, carrier, trackingNumber, packages }, index, all) {
	const parcel = all.length > 1 ? `Parcel ${index + 1}: ` : '';
	const numbers = packages.length > 1 ? packages.map((one) => one.trackingNumber).join(', ') : trackingNumber;
	const tracking = numbers ? `, tracking ${numbers}` : '';
	return line(
		`${parcel}${shipTo.name}, ${shipTo.town}, ${carrier.alias || carrier.code}${tracking}`,
		numbers ? 'small good' : 'small soft',
	);
}

export const customerOf = ({ customerName, shipments }) => customerName || (shipments[0]?.shipTo.name ?? '');

function orderCard(order, openOrder) {
	const { sourceOrderId, items, stockItems, shipments, error, status } = order.orderData;
	const buttons = orderButtons(order);
	const open = {
		type: 'button',
		class: 'open',
		text: sourceOrderId,
		'aria-label': `Open order ${sourceOrderId}`,
		on: () => openOrder(order._id),
	};
	return make(
		'article',
		{ class: 'card', 'data-order': sourceOrderId },
		make('button', open),
		line(customerOf(order.orderData)),
		...items.map(({ quantity, description, sku }) => line(`${quantity.toLocaleString()} × ${description || sku}`)),
		...stockItems.map(({ quantity, name, code }) => line(`${quantity.toLocaleString()} × ${name || code}`)),
		...shipments.map(shipmentLine),
		status === 'accepted' || status === 'received' ? line('Waiting for artwork', 'small busy') : undefined,
		status === 'cancelled' ? line('Cancelled', 'small bad') : undefined,
		status === 'error' && error ? line(error.message, 'small bad') : undefined,
		line(`since ${time(order.modified)}`, 'small soft'),
		buttons.length > 0 ? make('div', { class: 'buttons' }, ...buttons) : undefined,
	);
}

function fits(order, wanted) {
	const { sourceOrderId, customerName = '', shipments } = order.orderData;
	return [sourceOrderId, customerName, ...shipments.map(({ shipTo }) => shipTo.name)].some((text) =>
		String(text).toLowerCase().includes(wanted),
	);
}

export function drawOrders(state, openOrder) {
	const wanted = byId('find').value.trim().toLowerCase();
	const orders = state.orders.filter((order) => fits(order, wanted)).reverse();
	const { orders: total, ordersByStatus } = state.counts;
	let note = total > state.orders.length ? `The latest ${state.orders.length} of ${plural(total, 'order')}.` : '';
	if (total === 0) note = 'No orders yet. Submit one from n8n and it appears here.';
	else if (wanted && orders.length === 0) note = 'No order shown here fits.';
	byId('orders-note').textContent = note;
	byId('columns').replaceChildren(
		...columns.map(([name, title, statuses, empty]) => {
			const here = orders.filter((order) => statuses.includes(order.orderData.status));
			const count = statuses.reduce((sum, status) => sum + (ordersByStatus[status] ?? 0), 0);
			return make(
				'section',
				{ class: `column ${name}`, 'data-status': name },
				make('h3', {}, make('span', { text: title }), make('span', { text: count.toLocaleString(), class: 'soft' })),
				...here.map((order) => orderCard(order, openOrder)),
				here.length === 0 ? line(count > 0 ? 'None of those shown.' : empty, 'small soft none') : undefined,
			);
		}),
	);
}
