// The examples by which orders come in without a shop's trigger, are settled by people, and go back to the shop.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { clientOf, eventually, orderBody } from '../../lab/client.mts';
import { example, imported, postbackUrl, printOsCredentials } from '../../lab/examples.mts';
import { N8n } from '../../lab/n8n/n8n.mts';
import { N8nSession } from '../../lab/n8n/session.mts';
import { flyerPdf } from '../../lab/people/artwork.mts';
import { startEveryone } from '../../lab/people/everyone.mts';
import { mimeMail } from '../../lab/people/imap.mts';
import { wooCommerceOrder } from '../../lab/people/shop.mts';
import { startSandbox } from '../../sandbox/index.mts';
import { started, stopAll } from './started.mts';

const inbox = { user: 'orders@printshop.test', password: 'inbox-password' };
const token = 'postback-token-of-the-examples';

async function startAll() {
	const folder = mkdtempSync(join(tmpdir(), 'printos-examples-'));
	started(folder, () => rmSync(folder, { recursive: true, force: true }));
	const sandbox = await startSandbox({});
	started(sandbox, sandbox.close);
	const people = await startEveryone(folder, inbox);
	started(people, people.stop);

	const n8n = await N8n.create({ folder, env: people.shopify.env });
	await n8n.importCredentials([...printOsCredentials(sandbox, token), ...people.credentials]);
	started(n8n, () => n8n.stop());
	await n8n.start();
	const session = await N8nSession.setupOwner(n8n.url);
	return { sandbox, ...people, n8n, session };
}

let all: Awaited<ReturnType<typeof startAll>>;

beforeAll(async () => {
	all = await startAll();
});

afterAll(stopAll);

/** Imports an example with what its user sets, and publishes it. */
async function use(name: string, choices: Parameters<typeof example>[1] = {}) {
	const workflow = example(name, choices);
	await all.session.importWorkflows([workflow]);
	await all.session.publish(workflow.id);
	return workflow;
}

const run = async (name: string, trigger: string) =>
	await all.session.rest('POST', `/workflows/${example(name).id}/run`, { triggerToStartFrom: { name: trigger } });

const orderOf = async (number: string, within = 20_000) =>
	await eventually(() => all.sandbox.describe().orders.find(({ orderData }) => orderData.sourceOrderId === number), within);

const numbers = () => all.sandbox.describe().orders.map(({ orderData }) => orderData.sourceOrderId);

const mailAbout = async (subject: string | RegExp, within = 30_000) =>
	await all.mail.waitFor((mail) => (typeof subject === 'string' ? mail.subject === subject : subject.test(mail.subject ?? '')), within);

/** Fills in a form of n8n: fields are numbered in its order. */
async function fillIn(url: string, fields: Array<string | Blob | [Blob, string]>): Promise<void> {
	const form = new FormData();
	fields.forEach((value, n) => (Array.isArray(value) ? form.append(`field-${n}`, ...value) : form.append(`field-${n}`, value)));
	await answered(url, { method: 'POST', body: form });
}

/** Opens or sends what an e-mail asks for. The mail can be here before n8n has put its run aside: then it says 409. */
async function answered(url: string, request: RequestInit = {}): Promise<void> {
	// n8n takes a click of what calls itself "node" for a link preview.
	const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
	const status = await eventually(async () => {
		const answer = await fetch(url, { headers, ...request });
		return answer.status === 409 ? undefined : answer.status;
	}, 20_000);
	expect(status).toBe(200);
}

async function formUrl(name: string, trigger: string): Promise<string> {
	const { nodes } = await imported(all.session, example(name));
	return `${all.n8n.url}/form/${nodes.find((node) => node.name === trigger)!.webhookId}`;
}

/** The link that an e-mail of n8n asks to click: "Approve" or "Respond". */
function linkIn({ html }: { html?: string | false }): string {
	const [, href = ''] = /href="([^"]*approved=true[^"]*)"/.exec(String(html)) ?? [];
	return href.replaceAll('&amp;', '&');
}

const pdf = (name: string, words: string): [Blob, string] => [
	new Blob([new Uint8Array(flyerPdf([words]))], { type: 'application/pdf' }),
	name,
];

describe('orders that come in', () => {
	test('as a table: rows of one number are one order, and what is not clear is told to the desk', async () => {
		await use('table-of-orders-to-site-flow', { 'Read its rows': { options: { delimiter: ';' } } });
		const art = `${all.artwork.url}/art`;
		const rows = [
			'Order;Article;Qty;File;Name;Street;ZIP;City;Country;E-Mail',
			`T-1;FLY-A5-135;250;${art}/1-FLYER.pdf;Mia Korn;Hafenstr. 9;89077;Ulm;Germany;mia@buyer.test`,
			`T-1;POSTER-A2;3;${art}/1-POSTER.pdf;;;;;;`,
			`T-2;CARD;1.000;${art}/2-CARD.pdf;Ada Lau;Lindenweg 3;89073;Ulm;Germany;ada@buyer.test`,
		];
		const table: [Blob, string] = [new Blob([rows.join('\n')], { type: 'text/csv' }), 'orders.csv'];
		await fillIn(await formUrl('table-of-orders-to-site-flow', 'Hand in a table'), [table]);
		const { orderData } = await orderOf('T-1');
		expect(orderData.items.map(({ sku, quantity }) => [sku, quantity])).toEqual([
			['FLY-A5-135', 250],
			['POSTER-A2', 3],
		]);
		expect(orderData.shipments[0]?.shipTo).toMatchObject({ name: 'Mia Korn', town: 'Ulm', isoCountry: 'DE' });
		const told = await mailAbout('Order T-2 is on hold');
		expect(told.text).toContain('1.000');
		expect(numbers()).not.toContain('T-2');
	});

	test('by a form with the file', async () => {
		await use('order-form-with-file');
		await fillIn(await formUrl('order-form-with-file', 'Order form'), [
			...['FLY-A5-135', '250', 'Mia Korn', 'Hafenstr. 9', '89077', 'Ulm', 'Germany', 'mia@form.test'],
			pdf('flyer.pdf', 'Form'),
		]);
		const thanks = await mailAbout(/^Your order FORM-/);
		expect(thanks.text).toContain('We print: 250 × FLY-A5-135.');
		const { orderData } = await orderOf(thanks.subject!.replace('Your order ', ''));
		expect(orderData.items[0]!.components[0]).toMatchObject({ code: 'Flyer' });
		expect(all.sandbox.describe().uploads.at(-1)).toMatchObject({ contentType: 'application/pdf' });
	});

	test('from any shop by webhook, and from nobody who does not know the word', async () => {
		await use('any-shop-by-webhook');
		const post = async (headers: Record<string, string>, number: number) =>
			await fetch(`${all.n8n.url}/webhook/shop-order`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(wooCommerceOrder(number, `${all.artwork.url}/art`)),
			});
		expect((await post({}, 6001)).status).toBe(403);
		expect((await post({ 'x-shop': 'a long word' }, 6002)).status).toBe(200);
		await orderOf('6002');
		expect(numbers()).not.toContain('6001');
	});

	test('by e-mail: the desk fills in a form, and the PDF goes out with the order; who forgot it is asked', async () => {
		await use('email-with-pdf-to-order');
		const to = inbox.user;
		const logo = { name: 'image001.png', type: 'image/png', content: Buffer.alloc(3000) };
		const file = { name: 'flyer.pdf', type: 'application/pdf', content: flyerPdf(['Mail']) };
		// As some programs send it.
		const unnamed = { ...file, name: 'Flyer.PDF', type: 'application/octet-stream' };
		// All at once, as n8n gets them after a night: it hands them over together.
		const mails = [
			{
				from: 'Mia Korn <mia@mail.test>',
				to,
				subject: 'Flyers',
				text: '250 please',
				attachments: [logo, file, { ...file, name: 'second.pdf' }],
			},
			{ from: 'Ada Lau <ada@mail.test>', to, subject: 'Cards', text: 'See attached.', attachments: [logo] },
			{ from: 'Ben Ast <ben@mail.test>', to, subject: 'More flyers', text: '100 please', attachments: [logo, logo, logo, unnamed] },
		];
		const travelling = mails.map(mimeMail);
		// As a phone sends it: without a plain text.
		travelling[2] = travelling[2]!.replace('Content-Type: text/plain', 'Content-Type: text/html');
		for (const mail of travelling) await all.imap.deliver(inbox.user, mail);
		const orders = {
			Flyers: ['FLY-A5-135', '250', 'Mia Korn', 'Hafenstr. 9', '89077', 'Ulm', 'Germany', 'mia@mail.test'],
			'More flyers': ['FLY-A5-135', '100', 'Ben Ast', 'Lindenweg 3', '89073', 'Ulm', 'Germany', 'ben@mail.test'],
		};
		for (const [subject, answers] of Object.entries(orders)) {
			const asked = await mailAbout(`Order by e-mail: ${subject}`, 90_000);
			expect(asked.html || '').toContain(`${answers[1]} please`);
			expect(asked.html || '').toContain(subject === 'Flyers' ? 'image001.png flyer.pdf second.pdf' : 'image001.png Flyer.PDF');
			await fillIn(linkIn(asked), answers);
		}
		const byMail = () => all.sandbox.describe().orders.filter(({ orderData }) => orderData.sourceOrderId.startsWith('MAIL-'));
		await eventually(() => byMail().length === 2, 30_000);
		expect(
			byMail()
				.map(({ orderData }) => [orderData.items[0]?.sku, orderData.items[0]?.quantity, orderData.customerName])
				.sort(),
		).toEqual([
			['FLY-A5-135', 100, 'Ben Ast'],
			['FLY-A5-135', 250, 'Mia Korn'],
		]);
		expect((await mailAbout('Re: Cards', 60_000)).text).toContain('came without a PDF');
	});
});

describe('orders that people settle', () => {
	test('with approval: nothing goes out before somebody clicks', async () => {
		await use('approval-before-submitting');
		await all.wooCommerce.post(wooCommerceOrder(6101, `${all.artwork.url}/art`));
		const asked = await mailAbout('Print order 6101?');
		expect(asked.html || '').toContain('250 × FLY-A5-135');
		await setTimeout(500);
		expect(numbers()).not.toContain('6101');
		await answered(linkIn(asked));
		await orderOf('6101');
	});

	test('on hold: the desk gets the reason and a form, and the order goes on as it is in the shop by then', async () => {
		await use('on-hold-to-desk');
		const order = wooCommerceOrder(6102, `${all.artwork.url}/art`);
		await all.wooCommerce.post({ ...order, line_items: order.line_items.map((line) => ({ ...line, sku: 'OUR-FLYER' })) });
		const asked = await all.mail.waitFor(({ subject, html }) => subject === 'Order 6102 is on hold' && /<a /.test(html || ''), 30_000);
		expect(asked.html || '').toContain('OUR-FLYER');
		all.wooCommerce.orders.set(6102, order);
		await fillIn(linkIn(asked), ['It is fixed: submit it again']);
		expect((await orderOf('6102')).orderData.items).toMatchObject([{ sku: 'FLY-A5-135', quantity: 250 }]);
	});
});

describe('back to the shop', () => {
	async function shipped(number: string) {
		const client = clientOf(all.sandbox);
		await client.post('/api/order', orderBody(number, `${all.artwork.url}/art/1-CARD.pdf`));
		await client.control('POST', `/orders/${number}/print`);
		await client.control('POST', `/orders/${number}/ship`);
		return (await orderOf(number)).orderData.shipments[0]!.trackingNumber;
	}
	const hear = async (name: string) => {
		const url = await postbackUrl(all.session, example(name));
		all.sandbox.setPostbacks([{ url, token, events: ['shipmentShipped'] }]);
	};

	test('a shipped order is completed in WooCommerce, with its tracking number', async () => {
		await use('shipped-to-woocommerce');
		await hear('shipped-to-woocommerce');
		all.wooCommerce.orders.set(6201, { id: 6201, status: 'processing' });
		const trackingNumber = await shipped('6201');
		const order = await eventually(() => [...all.wooCommerce.orders.values()].find(({ status }) => status === 'completed'), 20_000);
		expect(order).toMatchObject({ id: 6201, meta_data: expect.arrayContaining([{ key: '_tracking_number', value: trackingNumber }]) });
		await shipped('6202');
		expect((await mailAbout('Order 6202 left, and the shop does not know')).text).toMatch(/tracking number \S+,/);
	});

	test('a shipped order is fulfilled in Shopify, with its tracking number', async () => {
		const url = `https://${all.shopify.host}/admin/api/2025-07/graphql.json`;
		await use('shipped-to-shopify', { 'What is to be fulfilled': { url }, 'Fulfil it': { url } });
		await hear('shipped-to-shopify');
		all.shopify.open.set('6301', 'gid://shopify/FulfillmentOrder/63');
		const number = await shipped('6301');
		expect(await eventually(() => all.shopify.fulfilled[0], 20_000)).toMatchObject({ id: 'gid://shopify/FulfillmentOrder/63', number });
		await shipped('6302');
		await mailAbout('Order 6302 left, and the shop does not know');
		expect(all.shopify.fulfilled).toHaveLength(1);
		all.sandbox.setPostbacks([]);
	});

	test('without a public address: the shop and Site Flow are asked, both ways', async () => {
		// n8n refuses polls more often than once a minute; several of one a minute are as good.
		const item = Array.from({ length: 6 }, (_, n) => ({ mode: 'custom', cronExpression: `${n * 10} * * * * *` }));
		await use('without-a-public-address', { 'Order shipped': { pollTimes: { item } } });
		all.wooCommerce.orders.clear();
		all.wooCommerce.orders.set(6401, wooCommerceOrder(6401, `${all.artwork.url}/art`));
		for (let time = 1; time <= 2; time++) {
			await run('without-a-public-address', 'Every five minutes');
			await orderOf('6401');
			await setTimeout(3000);
		}
		expect(numbers().filter((number) => number === '6401')).toHaveLength(1);
		expect(all.mail.mails.filter(({ subject }) => subject?.includes('6401'))).toEqual([]);
		// Let a poll see it before it is shipped.
		await setTimeout(12_000);
		await clientOf(all.sandbox).control('POST', '/orders/6401/print');
		await clientOf(all.sandbox).control('POST', '/orders/6401/ship');
		await eventually(() => all.wooCommerce.orders.get(6401)?.status === 'completed', 60_000);
	});
});

describe('every day', () => {
	test('the desk gets a table of the open orders', async () => {
		await use('daily-open-orders');
		await clientOf(all.sandbox).post('/api/order', orderBody('6501', `${all.artwork.url}/art/1-CARD.pdf`));
		await run('daily-open-orders', 'Every morning at seven');
		const { html } = await mailAbout('Open orders');
		expect(html || '').toContain('6501');
		expect(html || '').not.toContain('6201');
	});

	test('stock levels go to the shop, and what arrives goes to Site Flow', async () => {
		await use('stock-both-ways');
		all.wooCommerce.products.set(71, { id: 71, sku: 'PEN-BLUE' });
		await run('stock-both-ways', 'Every hour');
		const pens = await eventually(() => all.wooCommerce.products.get(71)?.stock_quantity, 20_000);
		expect(pens).toBe(500);
		const stock = (await clientOf(all.sandbox).get('/api/stock')).body.data as Array<{ _id: string; code: string }>;
		const { _id } = stock.find(({ code }) => code === 'PEN-BLUE')!;
		await fillIn(await formUrl('stock-both-ways', 'Goods arrived'), [_id, '620']);
		await eventually(async () => JSON.stringify((await clientOf(all.sandbox).get('/api/stock')).body).includes('620'), 20_000);
	});
});
