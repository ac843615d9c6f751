// What is told of an order before it is sent, field by field: by what stands in one that is right otherwise.
import { complaintsAbout } from '../../../nodes/order/check.ts';
import type { Order } from '../../../nodes/order/order.ts';

const order = () => ({
	destination: { name: 'hp.acme' },
	orderData: {
		sourceOrderId: 'A-1',
		items: [{ sku: 'FLY-A5-135', quantity: 250, components: [{ code: 'Flyer', path: 'https://files.example.com/a.pdf' }] }],
		stockItems: [{ code: 'PEN-BLUE', quantity: 5 }],
		shipments: [
			{ shipTo: { name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm', isoCountry: 'DE' }, carrier: { alias: 'standard' } },
			{ shipTo: { name: 'Tom Adler', address1: 'Am Tor 1', town: 'Bonn', isoCountry: 'de' }, carrier: { code: 'dhl', service: 'parcel' } },
		],
	},
});
const item = 'orderData.items[0]';
const stockItem = 'orderData.stockItems[0]';
const component = `${item}.components[0]`;
const shipment = 'orderData.shipments[0]';
const second = 'orderData.shipments[1]';

/** What is said if `value` stands at a path; nothing stands there for undefined. */
async function told(path: string, value?: unknown, pending: string[] = []): Promise<string[]> {
	const changed: unknown = order();
	const steps = path.split(/[.[\]]+/).filter(Boolean);
	const last = steps.pop()!;
	const place = steps.reduce((one, step) => (one as Record<string, unknown>)[step], changed) as Record<string, unknown>;
	if (value === undefined) delete place[last];
	else place[last] = value;
	return await complaints(changed, pending);
}

async function complaints(given: unknown, pending: string[] = []): Promise<string[]> {
	const artwork = pending.map((path) => ({ path, file: 'data' }));
	const found = await complaintsAbout({ order: given as Order, artwork, complaints: [] }, (path) => path);
	for (const { path, message } of found) expect(message.startsWith(`${path} `)).toBe(true);
	return found.map(({ message }) => message);
}

test('an order with all that it needs', async () => expect(await complaints(order())).toEqual([]));

test.each([
	['destination.name', "enter the print shop's Site Flow account name"],
	['orderData.sourceOrderId', "enter your shop's order number"],
	[`${item}.sku`, "enter a SKU of the print shop's catalogue"],
	[`${component}.code`, "enter the component's code, from the list or as the product names it, such as Cover"],
	[`${component}.path`, 'enter the address of the artwork'],
	[`${stockItem}.code`, "enter the stock item's code"],
	[`${shipment}.shipTo.name`, "enter the recipient's name"],
	[`${shipment}.shipTo.address1`, 'enter street and number'],
	[`${shipment}.shipTo.town`, 'enter the town'],
	[`${shipment}.shipTo.isoCountry`, 'enter two letters, such as GB'],
	[`${second}.carrier.code`, "enter the carrier's code"],
	[`${second}.carrier.service`, "enter the carrier's service"],
])('%s is needed: missing, empty or blank', async (path, wayOut) => {
	for (const value of [undefined, null, '', '  ']) expect(await told(path, value)).toEqual([`${path} is empty: ${wayOut}`]);
	expect((await told(path, ['a']))[0]).toMatch(' is a list, not text. ');
});

const noCarrier = `${shipment}.carrier.alias is empty: enter a carrier alias of the print shop, or choose Code and Service`;
const numbered = (path: string, index: number) => `${path} is ${index}, but the shipments are numbered 0 to 1`;

test.each<[what: string, path: string, value: unknown, told: string | RegExp]>([
	['a text for a list', 'orderData.items', 'FLY-A5-135', 'orderData.items is not a list: put it into [ ]'],
	['a text for an item', item, 'FLY-A5-135', `${item} is not an object with fields`],
	['no component', `${item}.components`, [], `${item}.components has no component: add at least one, with its artwork`],
	['no shipment', 'orderData.shipments', [], 'orderData.shipments has no shipment: add at least one'],
	['null for shipments', 'orderData.shipments', null, 'orderData.shipments has no shipment: add at least one'],
	['a text for stock items', 'orderData.stockItems', 'PEN-BLUE', 'orderData.stockItems is not a list: put it into [ ]'],
	['no quantity to count', `${item}.quantity`, 'many', /^orderData\.items\[0\]\.quantity is "many"\. Enter a whole number, 1 or more/],
	['quantity 0', `${item}.quantity`, 0, /is "0"\. Enter a whole number, 1 or more/],
	[
		'quantity 0 of a stock item',
		`${stockItem}.quantity`,
		0,
		/^orderData\.stockItems\[0\]\.quantity is "0"\. Enter a whole number, 1 or more/,
	],
	['a shipment that is not there', `${item}.shipmentIndex`, 2, numbered(`${item}.shipmentIndex`, 2)],
	['the same of a stock item', `${stockItem}.shipmentIndex`, 2, numbered(`${stockItem}.shipmentIndex`, 2)],
	['a shipment before the first', `${item}.shipmentIndex`, -1, /is "-1"\. Enter a whole number, 0 or more/],
	[
		'a country in words',
		`${shipment}.shipTo.isoCountry`,
		'Germany',
		`${shipment}.shipTo.isoCountry is "Germany": enter two letters, such as DE or GB`,
	],
	['a country of three letters', `${shipment}.shipTo.isoCountry`, 'DEU', /is "DEU": enter two letters/],
	['a country after something', `${shipment}.shipTo.isoCountry`, '(DE', /is "\(DE": enter two letters/],
	['a very long country', `${shipment}.shipTo.isoCountry`, 'D'.repeat(500), /is "D{100}": enter/],
	['an address that is none', 'orderData.email', 'mia at example', 'orderData.email is "mia at example", which is not an e-mail address'],
	['the same of a recipient', `${shipment}.shipTo.email`, 'mia@example', /shipTo\.email is "mia@example", which is not/],
	['an address that is a list', 'orderData.email', ['mia@example.com'], /^orderData\.email is a list, not text/],
	['two addresses', 'orderData.email', 'mia@example.com tom@example.com', /which is not an e-mail address/],
	['an address with a name', 'orderData.email', 'Mia mia@example.com', /which is not an e-mail address/],
	...[
		'mailto:mia@example.com',
		'<mia@example.com>',
		'mia@example.com;tom',
		'mia@example,com.test',
		'mia@example.com.',
		'mia@example..com',
		'\u202amia@example.com\u202c',
	].map((email): [string, string, unknown, RegExp] => [`the address ${email}`, 'orderData.email', email, /which is not an e-mail address/]),
	['an address of 255 characters', 'orderData.email', 'mia@example.com'.padStart(255, 'm'), /is "m{100}", which is not an e-mail address/],
	...['name', 'address1', 'address2', 'town', 'phone', 'companyName'].flatMap((name): Array<[string, string, unknown, RegExp]> => [
		[`undefined in ${name}`, `${shipment}.shipTo.${name}`, 'Mia undefined', /is "Mia undefined": the expression in it gave undefined/],
		[`null in ${name}`, `${shipment}.shipTo.${name}`, 'null, Korn', /the expression in it gave null\. Check it$/],
		[`yes or no for ${name}`, `${shipment}.shipTo.${name}`, true, /is "true": the expression in it gave true/],
		[`a failed formula for ${name}`, `${shipment}.shipTo.${name}`, '#N/A', /is "#N\/A": a formula of a spreadsheet failed/],
		[`an expression for ${name}`, `${shipment}.shipTo.${name}`, '$json.name', /is "\$json\.name": the expression in it was not read/],
		[
			`one in braces for ${name}`,
			`${shipment}.shipTo.${name}`,
			'To {{ $json.name }}',
			/the expression in it was not read\. Switch the field from Fixed/,
		],
		[`an object for ${name}`, `${shipment}.shipTo.${name}`, { text: 'x' }, /is an object, not text/],
	]),
	[
		'null in the name of the customer',
		'orderData.customerName',
		'Mia null',
		/^orderData\.customerName is "Mia null": the expression in it gave null/,
	],
	['a name that nobody sees', `${shipment}.shipTo.name`, '\u200b\u00ad', /shipTo\.name is empty: enter the recipient's name/],
	['no carrier', `${shipment}.carrier`, undefined, noCarrier],
	['an empty alias', `${shipment}.carrier.alias`, ' ', noCarrier],
	['a code without service', `${shipment}.carrier`, { code: 'dhl' }, `${shipment}.carrier.service is empty: enter the carrier's service`],
	['a service without code', `${shipment}.carrier`, { service: 'parcel' }, `${shipment}.carrier.code is empty: enter the carrier's code`],
	[
		'a part for the press without a file',
		component,
		{ code: 'Flyer', type: 'press', path: '' },
		/^orderData.*\.path is empty: enter the address/,
	],
	['a part of a list of files', `${component}.path`, ['a', 'b'], /path is a list, not text/],
	['false for a local file', component, { code: 'Flyer', localFile: 'false' }, /\.path is empty/],
])('%s', async (_what, path, value, message) => {
	expect(await told(path, value)).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
});

test.each<[what: string, path: string, value: unknown]>([
	['no items where there are stock items', 'orderData.items', []],
	['no stock items', 'orderData.stockItems', undefined],
	['no quantity: HP takes it for 1', `${item}.quantity`, undefined],
	['a quantity as text', `${item}.quantity`, '250'],
	['an ID of the product in place of the SKU', item, { sourceProductId: 'P-1', components: [{ code: 'Flyer', path: 'a.pdf' }] }],
	['a part of attributes alone', component, { code: 'Finish', attributes: { lamination: 'gloss' } }],
	['a part that is not printed', component, { code: 'Box', type: 'other' }],
	['a file that the print shop has', component, { code: 'Flyer', localFile: true }],
	['a file that the print shop has, in a text', component, { code: 'Flyer', localFile: 'True' }],
	['the second shipment', `${item}.shipmentIndex`, 1],
	['the second shipment, as text', `${item}.shipmentIndex`, '1'],
	['any two letters for a country', `${shipment}.shipTo.isoCountry`, 'xx'],
	['an address of 254 characters', 'orderData.email', 'mia@example.com'.padStart(254, 'm')],
	['an address of odd characters', 'orderData.email', "o'neil+größe@mail.exämple.com"],
	['an empty address', `${shipment}.shipTo.email`, ''],
	['a name that is Null', `${shipment}.shipTo.name`, 'Tom Null'],
	['a street with a word in it', `${shipment}.shipTo.address1`, 'Nullweg 9, trueblue, undefinedly'],
	['an e-mail address with a word in it', `${shipment}.shipTo.email`, 'null@example.com'],
	['an object that is no text of an address', `${shipment}.shipTo.extra`, { a: 1 }],
	['an alias with half a code', `${shipment}.carrier`, { alias: 'standard', code: 'dhl' }],
	['a carrier by the ID of its service', `${shipment}.carrier`, { serviceId: '57d0339a3bc1dd0e5f0f4d31' }],
])('%s is for HP to take', async (_what, path, value) => expect(await told(path, value)).toEqual([]));

test('no items, and no stock items either', async () => {
	const { sourceOrderId, shipments } = order().orderData;
	for (const stockItems of [undefined, null, []]) {
		const given = { destination: { name: 'hp.acme' }, orderData: { sourceOrderId, shipments, stockItems } };
		expect(await complaints(given)).toEqual(['orderData.items has no item: add at least one']);
	}
});

test('artwork that is still to be uploaded needs no address yet', async () => {
	expect(await told(`${component}.path`, '', [component])).toEqual([]);
	expect(await told(`${component}.path`, '', [`${item}.components[1]`])).toHaveLength(1);
});

test('shipments with indexes of their own are known by these', async () => {
	const given = order();
	given.orderData.shipments.forEach((one, index) => Object.assign(one, { shipmentIndex: 7 + index }));
	Object.assign(given.orderData.items[0]!, { shipmentIndex: '8' });
	Object.assign(given.orderData.stockItems[0]!, { shipmentIndex: 0 });
	expect(await complaints(given)).toEqual([numbered(`${stockItem}.shipmentIndex`, 0)]);
});

test('of each field one complaint, the first', async () => {
	const before = { path: 'destination.name', message: 'Destination is "undefined". Check the expression that gives it.' };
	const given = { ...order(), destination: { name: '' } };
	expect(await complaintsAbout({ order: given as never, artwork: [], complaints: [before] }, (path) => path)).toEqual([before]);
});

test.each([[null], ['A-1'], [[]], [{}], [{ destination: 'hp.acme', orderData: 'A-1' }]])(
	'%j lacks all that an order needs',
	async (given) => {
		expect((await complaints(given)).map((message) => message.replace(/:.*/, ''))).toEqual([
			'destination.name is empty',
			'orderData.sourceOrderId is empty',
			'orderData.items has no item',
			'orderData.shipments has no shipment',
		]);
	},
);

test('of an order with thousands of faults the first thousand are told, and that there are more', async () => {
	const items = Array.from({ length: 600 }, () => ({ quantity: 'x' }));
	const faulty = { ...order(), orderData: { ...order().orderData, stockItems: [], items } };
	const found = await complaintsAbout({ order: faulty as unknown as Order, artwork: [], complaints: [] }, (path) => path);
	expect(found).toHaveLength(1001);
	expect(found.at(-1)).toEqual({ path: '', message: 'There may be more faults: these are the first.' });
});
