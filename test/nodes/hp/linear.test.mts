// n8n has one thread: no text that somebody sends may hold it up. Each reader gets its worst, a million characters long.
import '../../../lab/engine/environment.mts';

import type { IDataObject } from 'n8n-workflow';

import { sign } from '../../../credentials/PrintOsApi.credentials.ts';
import { fileAddress } from '../../../nodes/frame/address/fileAddress.ts';
import { mimeTypeOf, nameOf } from '../../../nodes/frame/binary.ts';
import { answerFault } from '../../../nodes/hp/answer.ts';
import { categoryOf } from '../../../nodes/hp/category.ts';
import { clockHint } from '../../../nodes/hp/clock.ts';
import { withoutEcho } from '../../../nodes/hp/echo.ts';
import { bulletList } from '../../../nodes/hp/fault.ts';
import { readError } from '../../../nodes/hp/readError.ts';
import { looksOf, redact } from '../../../nodes/hp/redact.ts';
import { retryWait } from '../../../nodes/hp/retry.ts';
import { flaw } from '../../../nodes/hp/success.ts';
import { extentOf } from '../../../nodes/hp/extent.ts';
import { readQuery } from '../../../nodes/PrintOsSiteFlowTrigger/body/query.ts';
import { siteFlow } from '../../../nodes/hp/siteFlow.ts';
import { unreachable } from '../../../nodes/hp/unreachable.ts';
import { readUploadUrls } from '../../../nodes/hp/uploadUrls.ts';
import { wayOut } from '../../../nodes/hp/wayOut.ts';
import { complaintsAbout } from '../../../nodes/order/check.ts';
import { compareOrders } from '../../../nodes/order/compare.ts';
import { assertOurs } from '../../../nodes/order/existing.ts';
import { flatOrder } from '../../../nodes/order/flatOrder.ts';
import { findArtwork } from '../../../nodes/order/lines/artwork.ts';
import { fieldName, splitNames } from '../../../nodes/order/lines/fieldNames.ts';
import { linesOf } from '../../../nodes/order/lines/draft.ts';
import { linksIn } from '../../../nodes/order/lines/links.ts';
import { mapLines, skusOf } from '../../../nodes/order/lines/mapLines.ts';
import { readProducts } from '../../../nodes/order/lines/products.ts';
import type { Order } from '../../../nodes/order/order.ts';
import { formName } from '../../../nodes/order/orderForm/names.ts';
import { refuseRepeated } from '../../../nodes/order/prepare.ts';
import { repeated } from '../../../nodes/order/repeated.ts';
import { inOrder, nameAtAddress, safeName } from '../../../nodes/PrintOsBox/filing/fileNames.ts';
import { mailExtra } from '../../../nodes/PrintOsBox/filing/mailExtras.ts';
import { readShopOrder } from '../../../nodes/PrintOsShopOrders/recognise.ts';
import { nameOf as ofLine, refusalsOf } from '../../../nodes/PrintOsShopOrders/refused.ts';
import { readTable } from '../PrintOsShopOrders/readings.mts';
import { sent } from '../PrintOsShopOrders/stored.mts';
import { wooOrder } from '../PrintOsShopOrders/wooCommerce.mts';
import { atMost, atMostInTurns, quickestInTurns } from '../../quickest.mts';

// Each reader gets a hundred texts, on a slow and busy machine up to three times.
jest.setTimeout(120_000);

const long = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length));
const worst = [
	'a',
	'/',
	'\\',
	'.',
	'../',
	'./',
	'1',
	'f',
	' ',
	'\n',
	'=',
	'@',
	'a@',
	'@.',
	'http://',
	'https://a/',
	'https%3A%2F%2F',
	'X-Amz-',
	'x-amz-a-',
	'Signature=',
	'signature',
	'<title',
	'<',
	'<a>',
	'data:',
	'%',
	'-',
	'a.',
	'.localhost',
	'.pdf?',
	'.pdf?token=&',
	'already ',
	';',
	'0123456789abcdef',
	'\u{1f600}',
	'_',
	'po ',
	' (1',
	'(1.',
	'https:',
	'&quot;',
	"['",
	'items0',
	'order ',
	'file ',
].flatMap((piece) => [long(piece), `x${long(piece)}!`]);

const credential = (baseUrl: string) => ({ account: 'siteFlow', environment: 'custom', baseUrl, key: 'k', secret: 's' });
/** A part of a text, with its end: for what gets several of them. */
const part = (text: string, of: number) => text.slice(0, text.length / of) + text.slice(-10);
const refused = async (work: () => unknown) => {
	try {
		await work();
	} catch {
		// What matters here is how long it takes.
	}
};

const binary = (fileName: string) => ({ data: '', mimeType: 'image/png', fileName });

/** An order of ours and one of HP's, with a text wherever people write. */
const orderOf = (text: string): Order => ({
	destination: { name: 'hp.acme' },
	orderData: {
		sourceOrderId: 'A-1',
		email: text,
		customerName: text,
		items: [{ sku: text, quantity: 1, sourceItemId: text, components: [{ code: text, path: text, attributes: { [text]: text } }] }],
		shipments: [{ shipTo: { name: text, address1: text, town: text, isoCountry: text, email: text }, carrier: { alias: text } }],
	} as never,
});
const foundOf = (text: string) =>
	({
		_id: '1',
		orderData: { ...orderOf(`${text}+`).orderData, status: text, error: text },
		files: [{ error: { message: text } }],
	}) as never;

const orderWith = (text: string) => orderOf(part(text, 20));
const foundWith = (text: string) => foundOf(part(text, 20));

const fields = (text: string) => [
	{ key: text, value: text, display_key: text, display_value: text },
	{ key: `Artwork ${text}`, value: `https://files.example.com/${text}` },
];
const ofShops: Record<string, (text: string) => IDataObject> = {
	WooCommerce: (text) => {
		const address = { first_name: text, company: text, address_1: text, city: text, postcode: text, country: text, phone: text };
		const line = { id: 1, name: text, sku: text, quantity: text, meta_data: fields(text) };
		return { ...wooOrder('1', [line]), number: text, customer_note: text, billing: address, shipping: address, meta_data: fields(text) };
	},
	Shopify: (text) => {
		const address = { name: text, address1: text, city: text, zip: text, country_code: text, country: text };
		const named = [{ name: text, value: text }];
		const line = { id: 1, name: text, sku: text, quantity: 1, properties: named };
		return {
			id: 1,
			name: text,
			admin_graphql_api_id: text,
			note: text,
			tags: text,
			note_attributes: named,
			shipping_address: address,
			line_items: [line],
		};
	},
	Ecwid: (text) => ({
		...(sent('ecwid-plain') as IDataObject),
		extraFields: { x: text },
		orderExtraFields: [{ id: text, name: text, value: text, title: text }],
	}),
};

/** What reads texts that somebody else wrote: HP or what stands before it, a shop and its customers, a mail program. */
const readers: Record<string, (text: string) => unknown> = {
	redact: (text) => redact(text, looksOf('a-secret-of-ours')),
	'a good answer': (text) => withoutEcho({ _id: text, [text]: [text] }, ['a-secret-of-ours', 'a1'.repeat(32)].flatMap(looksOf)),
	'a good answer with headers': (text) =>
		withoutEcho({ 'x-hp-hmac-authentication': 'k', authorization: text, signature: [text], text }, []),
	'an error as text': (text) => readError(text),
	'an error as page': (text) => readError(`<html>${text}`),
	'an error as JSON': (text) => readError({ errors: [{ path: text, message: text }], message: text }),
	'what an error is about': (text) => categoryOf(answered(text)),
	'the way out of an error': (text) => wayOut(siteFlow.listOrders, { status: 400, message: text.slice(0, 2000), page: false }),
	'an error of an order': (text) => refusalsOf(answered(text), []),
	'a field by its path': (text) => [formName(text.slice(0, 2000)), ofLine(`items[0].${text.slice(0, 2000)}`)],
	'a Base URL': (text) =>
		refused(() => sign(credential(`https://print.example.com/${text}`) as never, { url: 'https://print.example.com/api' })),
	'a Base URL of it alone': (text) => refused(() => sign(credential(text) as never, { url: 'https://print.example.com/api' })),
	'an address to sign': (text) =>
		refused(() => sign(credential('https://print.example.com') as never, { baseURL: 'https://print.example.com/', url: text })),
	'a secret': (text) => refused(() => sign({ ...credential('https://print.example.com'), secret: text } as never, { url: text })),
	'a file name': (text) => safeName(text),
	'names of binaries': (text) => inOrder([text, `${text}1`]),
	'the name of a binary': (text) => nameOf(binary(text), 'data'),
	'an attachment of an e-mail': (text) => mailExtra({ data: '', mimeType: `image/png;${text}` }, text, 20_000),
	'a content type': (text) => mimeTypeOf({ data: '', mimeType: text }),
	'a Retry-After': (text) => retryWait({ status: 429, retryAfter: text }, 1, true, { maxTries: 5, maxWait: 60 }, 0, 0),
	'a Date header': (text) => clockHint({ statusCode: 401, headers: { date: text } }, text),
	'an answer with an ID': (text) => flaw({ _id: text, status: text, result: text, [text]: text }, siteFlow.submitOrder),
	'an answer of many fields': (text) => flaw(manyFields(text), siteFlow.updateSku),
	'how long a list is': (text) => extentOf({ count: text, next: text, [text]: text, meta: { total: text, [text]: text } }),
	'a query': (text) => readQuery({ a: text }, `/hook?a=${text}`),
	'an error of the network': (text) => unreachable({ message: text }, 60, text),
	'upload addresses': (text) => refused(() => readUploadUrls({ [text]: text, upload: text, fetch: text })),
	'an address of a file': (text) => [
		fileAddress(text, false, 0),
		fileAddress(`https://files.example.com/${text.slice(0, 7000)}`, false, 0),
	],
	'the name in an address': (text) => refused(() => nameAtAddress(new URL(`https://files.example.com/${text}`), 'URL')),
	'an order': (text) => complaintsAbout({ order: orderWith(text), artwork: [], complaints: [] }, formName),
	'the same order': (text) => compareOrders(orderWith(text), foundWith(text), new Set()),
	'an order that stands there': async (text) => {
		const order = orderWith(text);
		const comparison = await compareOrders(order, foundWith(text), new Set());
		return refused(() => assertOurs({ order, nameOf: formName }, { order: foundWith(text), ...(comparison && { comparison }) }));
	},
	'an order as a row': (text) => flatOrder(foundWith(text)),
	'a field of artwork': (all) => {
		const text = part(all, 4);
		return findArtwork([{ name: text, also: text, value: [text, `https://files.example.com/${text}`] }], { names: [] });
	},
	'the links in a text': (text) => linksIn(`https://files.example.com/a b.pdf${text.slice(0, 19_000)}`),
	'the links in tags': (text) => linksIn(`href="https://${text.slice(0, 900)}"`.repeat(20)),
	'names of fields': (text) => splitNames(text),
	'the name of a field': (text) => refused(() => fieldName(text, {}, 'Artwork')),
	'a product list': (text) => refused(() => readProducts([], text)),
	'a table of orders': (all) => {
		const text = part(all, 6);
		return refused(() => readTable([{ json: { Order: text, SKU: text, Qty: '1', Country: text, Name: text, [text]: text } }]));
	},
	...Object.fromEntries(
		Object.entries(ofShops).map(([shop, order]) => [
			`an order of ${shop}`,
			(text: string) => refused(() => readShopOrder(order(part(text, 40)))),
		]),
	),
};

const manyFields = (text: string) => Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`${text.slice(0, 20)}${n}`, n]));
const answered = (text: string) =>
	answerFault({ statusCode: 400, headers: {}, body: { message: text, errors: [{ path: text, message: text }] } });

test.each(Object.entries(readers))('%s of a million characters holds nothing up', async (_what, read) => {
	await read(long('warm'));
	for (const text of worst) {
		const time = await quickestInTurns(() => read(text), 3);
		expect([time < atMost, text.slice(0, 20), time]).toEqual([true, text.slice(0, 20), expect.any(Number)]);
	}
});

const times = <T,>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const orderOfItems = (items: object[], shipments: object[] = []) =>
	({ destination: { name: 'hp.acme' }, orderData: { sourceOrderId: 'A-1', items, shipments } }) as unknown as Order;
const items = times(8000, (n) => ({
	sku: `SKU-${n}`,
	quantity: 1,
	components: [{ code: 'Cover', path: `https://files.example.com/${n}.pdf` }],
}));
const asIn = (list: object[]) => ({ _id: '1', ...orderOfItems(list) }) as never;
const ofShop = linesOf(
	times(8000, (n) => ({
		lineId: n,
		sku: `SKU-${n}`,
		ordered: 1,
		fields: [{ name: 'Artwork', value: `https://files.example.com/${n}.pdf` }],
	})),
	[],
	{},
	[],
);
const productList = times(20_000, (n) => `SKU-${n} = FLYER-${n}`).join('\n');
const wooLines = times(5000, (id) => ({
	id,
	name: 'Flyer',
	sku: 'FLY',
	quantity: 1,
	meta_data: fields(`https://files.example.com/${id}.pdf`),
}));

/** A million characters of many small things: what compares each with each takes minutes. */
const many: Record<string, () => unknown> = {
	'an order with faults in each item': () =>
		complaintsAbout({ order: orderOfItems(times(20_000, () => ({ quantity: 'x' }))), artwork: [], complaints: [] }, formName),
	'an order of as many shipments as items': () =>
		complaintsAbout(
			{
				order: orderOfItems(
					times(8000, (shipmentIndex) => ({ shipmentIndex })),
					times(8000, () => ({})),
				),
				artwork: [],
				complaints: [],
			},
			formName,
		),
	'the faults of an order as text': () => bulletList(times(50_000, (n) => ({ path: `orderData.items[${n}].sku`, message: 'is empty' }))),
	'the same order': () => compareOrders(orderOfItems(items), asIn(items), new Set()),
	'the same order the other way round': () => compareOrders(orderOfItems(items), asIn(items.toReversed()), new Set()),
	'an order of which each item differs': () =>
		compareOrders(orderOfItems(items), asIn(items.map((item) => ({ ...item, sku: 'X' }))), new Set()),
	'orders of one number': () => [
		repeated(times(20_000, String), () => 'A'),
		refuseRepeated(new Map(times(5000, (n) => [n, { order: orderOfItems([]), artwork: [], complaints: [] }]))),
	],
	'lines of a product list': async () => {
		const products = readProducts([], productList);
		const { lines } = await ofShop;
		await skusOf(lines, products);
		return await mapLines(lines, [], { products, holdWhen: new Set() }, () => ['Cover']);
	},
	'an order of many lines': () => readShopOrder(wooOrder('1', wooLines)),
	'a table of many rows': () =>
		readTable(times(5000, (n) => ({ json: { Order: `A-${n}`, SKU: 'FLY', Qty: '1', Country: 'DE', Name: 'Mia Korn' } }))),
	'a table of one order': () =>
		readTable(times(5000, (n) => ({ json: { Order: 'A-1', SKU: `FLY-${n}`, Qty: '1', Country: 'DE', Name: 'Mia Korn' } }))),
	'an error with many complaints': () => readError({ errors: times(20_000, (n) => ({ path: `items[${n}].sku`, message: 'no such SKU' })) }),
	'an order as a row': () => flatOrder(asIn(items)),
};
test.each(Object.entries(many))('%s, of a million characters, holds nothing up', async (_what, work) => {
	expect(await quickestInTurns(work, 3)).toBeLessThan(atMostInTurns);
});
