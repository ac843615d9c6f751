import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../../../nodes/hp/fault.ts';
import type { Endpoint } from '../../../nodes/hp/endpoint.ts';
import { siteFlow } from '../../../nodes/hp/siteFlow.ts';
import type { ApiRequest, Transport } from '../../../nodes/hp/transport.ts';
import type { Order } from '../../../nodes/order/order.ts';
import { submitOrder, thereAlready, validateOrder } from '../../../nodes/order/submission.ts';
import type { SubmitOptions } from '../../../nodes/order/submitOptions.ts';

const order: Order = {
	destination: { name: 'hp.acme' },
	orderData: {
		sourceOrderId: 'A-1',
		items: [{ sku: 'FLY-A5', quantity: 2, components: [{ code: 'Flyer', path: 'https://files.example.com/a.pdf', fetch: true }] }],
		shipments: [{ shipTo: { name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm' }, carrier: { alias: 'standard' } }],
	},
};

/** Our order as it stands in Site Flow. */
const stored = (data: IDataObject = {}): IDataObject => ({
	_id: 'id1',
	orderData: { ...structuredClone(order.orderData), status: 'received', ...data },
});
const another = stored({ items: [{ sku: 'FLY-A5', quantity: 7, components: order.orderData.items[0]!.components }] } as never);
const moved = stored({ shipments: [{ shipTo: { name: 'Mia Korn', address1: 'Hafenstr. 9a', town: 'Ulm' } }] });
const cancelled = stored({ status: 'cancelled' });

const absent = new Fault('HP answered 404', { status: 404 });
const lost = new Fault('HP answered 502', { status: 502, unclear: true });
const cut = new Fault('No answer came', { unclear: true });
const taken = new Fault('HP answered 400: Order already exists', { status: 400 });
const complaints = new Fault('HP answered 400', {
	status: 400,
	code: '208',
	validations: [
		{ path: 'orderData.items[0].sku', message: 'not found' },
		{ path: 'destination.name', message: 'unknown' },
	],
});

type Call = keyof typeof siteFlow;

/** A Site Flow that answers each call by its list, the last answer again and again, and notes calls and waits in `steps`. */
function siteFlowWith(answers: Partial<Record<Call, unknown[]>>, { maxTries = 3, asynchronous = true } = {}) {
	const steps: string[] = [];
	const requests: ApiRequest[] = [];
	const left: Partial<Record<Call, unknown[]>> = {
		validateOrder: [{}],
		submitOrder: [{ success: true, order: stored() }],
		submitOrderByRule: [{ success: true, order: stored() }],
		submitOrderAsync: [{ _id: 'id1', url: 'https://orders.example.com/id1' }],
		getOrderBySourceId: [absent],
		getOrderDetails: [absent],
		...answers,
	};
	const call = async (endpoint: Endpoint, request: ApiRequest) => {
		const name = Object.keys(siteFlow).find((one) => siteFlow[one as Call] === endpoint) as Call;
		steps.push(name);
		requests.push(request);
		const [answer, ...further] = left[name]!;
		if (further.length > 0) left[name] = further;
		if (answer instanceof Error) throw answer;
		return answer;
	};
	const transport = {
		call,
		pace: { wait: async (ms: number) => void steps.push(String(ms)) },
		roots: async () => ({ submission: asynchronous ? 'https://orders.example.com' : undefined }),
		settings: { maxTries, maxWait: 60 },
	} as unknown as Transport;
	return { transport, steps, requests };
}

const nameOf = (path: string) => `<${path}>`;
const ready = { order, uploaded: new Set<string>() };

/** What comes of a submission, and on which way. */
async function submitted(
	answers: Partial<Record<Call, unknown[]>>,
	options: Partial<SubmitOptions> = {},
	account: { maxTries?: number; asynchronous?: boolean } = {},
) {
	const { transport, steps, requests } = siteFlowWith(answers, account);
	const chosen = { validateFirst: false, endpoint: 'sync', routingRule: '', ifOrderExists: 'error', ...options } as const;
	const came = await submitOrder(transport, ready, chosen, nameOf).catch((error: unknown) => error);
	return {
		steps: steps.join(' '),
		requests,
		result: came instanceof Error ? undefined : (came as IDataObject),
		message: came instanceof Error ? came.message : undefined,
		details: came instanceof Fault ? came.details : undefined,
	};
}

beforeAll(() => void jest.spyOn(Math, 'random').mockReturnValue(0));
afterAll(() => void jest.restoreAllMocks());

const look = 'getOrderBySourceId';
/** A synchronous order is looked for three times. */
const looks = `0 ${look} 300 ${look} 700 ${look}`;

describe('An order that HP takes', () => {
	test.each<[string, Partial<SubmitOptions>, { asynchronous?: boolean }, string]>([
		['is submitted once', {}, {}, 'submitOrder'],
		['is validated before, if chosen', { validateFirst: true }, {}, 'validateOrder submitOrder'],
		['is followed if submitted asynchronously', { endpoint: 'async' }, {}, `submitOrderAsync 0 ${look}`],
		['is not followed for no seconds', { endpoint: 'async', waitForAcceptance: 0 }, {}, 'submitOrderAsync'],
		['is followed on the synchronous way, too, if chosen', { waitForAcceptance: 1 }, {}, `submitOrder 0 ${look}`],
		['goes the synchronous way where there is no other', { endpoint: 'async' }, { asynchronous: false }, 'submitOrder'],
		['goes the synchronous way by a routing rule', { endpoint: 'async', routingRule: 'near' }, {}, 'submitOrderByRule'],
	])('%s', async (_what, options, account, steps) => {
		const came = await submitted({ getOrderBySourceId: [stored()] }, options, account);
		expect(came.steps).toBe(steps);
		expect(came.result).toMatchObject({ orderId: 'id1', sourceOrderId: 'A-1', submitted: true, skus: 'FLY-A5' });
		expect(came.result!.accepted).toBe(steps.includes(look) ? true : undefined);
		expect(came.result!.status).toBe(steps === 'submitOrderAsync' ? '' : 'received');
		expect(came.requests[0]!.body).toBe(order);
		if (options.routingRule) expect(came.requests[0]!.ids).toEqual({ routingRule: 'near' });
	});

	test('is looked for until it is there', async () => {
		const came = await submitted({ getOrderBySourceId: [absent, lost, absent, stored()] }, { endpoint: 'async' });
		expect(came.steps).toBe(`submitOrderAsync 0 ${look} 250 ${look} 250 ${look} 500 ${look}`);
		expect(came.result).toMatchObject({ accepted: true });
	});

	test.each([null, undefined])('and has no status (%p) yet has none', async (status) => {
		const answer = { success: true, order: stored({ status } as never) };
		expect((await submitted({ submitOrder: [answer] })).result!.status).toBe('');
	});

	test('and drops a moment later fails', async () => {
		const came = await submitted({}, { endpoint: 'async', waitForAcceptance: 2 });
		expect(came.steps).toBe(`submitOrderAsync 0 ${look} 250 ${look} 250 ${look} 500 ${look} 1000 ${look}`);
		expect(came.message).toBe('Site Flow took order "A-1", but it can\'t be read after 2 seconds: it was probably rejected');
		expect(came.details).toMatchObject({
			description: expect.stringMatching(/^Look under Order Submission Errors in Site Flow/),
			data: { orderId: 'id1', sourceOrderId: 'A-1', submitted: true, accepted: false },
		});
	});

	test('and cannot be looked for fails, and says that it was taken', async () => {
		const came = await submitted({ getOrderBySourceId: [cut] }, { endpoint: 'async', waitForAcceptance: 1 });
		expect(came.message).toBe('Site Flow took order "A-1", but whether it accepted it could not be found out: No answer came');
		expect(came.details).toMatchObject({
			description: expect.stringMatching(/^Look for it in Site Flow\. To run the item again does no harm/),
			data: { orderId: 'id1', sourceOrderId: 'A-1', submitted: true },
		});
	});

	test('and stands there cancelled fails', async () => {
		const came = await submitted({ getOrderBySourceId: [cancelled] }, { endpoint: 'async' });
		expect(came.message).toBe('Order A-1 was not submitted: its number is that of a cancelled order in Site Flow');
	});

	test('and answers with a cancelled one is looked for', async () => {
		const answers = { submitOrder: [{ success: true, order: cancelled }] };
		const came = await submitted({ ...answers, getOrderBySourceId: [cancelled] });
		expect(came.message).toBe('Order A-1 was not submitted: its number is that of a cancelled order in Site Flow');
		expect((await submitted({ ...answers, getOrderBySourceId: [stored()] })).result).toMatchObject({ foundAfterFailure: true });
	});

	test('and stands there under another ID was there before', async () => {
		const answers = { submitOrderAsync: [{ _id: 'id2' }], getOrderBySourceId: [stored()] };
		expect((await submitted(answers, { endpoint: 'async' })).message).toBe('Order A-1 is in Site Flow already. Nothing is left to do.');
		expect((await submitted(answers, { endpoint: 'async', ifOrderExists: 'return' })).result).toMatchObject({
			orderId: 'id1',
			alreadyExisted: true,
		});
	});
});

describe('An order whose submission ends unclear', () => {
	test('is looked for and found', async () => {
		const came = await submitted({ submitOrder: [lost], getOrderBySourceId: [absent, stored()] });
		expect(came.steps).toBe(`submitOrder 0 ${look} 300 ${look}`);
		expect(came.result).toMatchObject({ orderId: 'id1', sourceOrderId: 'A-1', submitted: true, foundAfterFailure: true, order: stored() });
	});

	test.each<[string, Parameters<typeof submitted>]>([
		['found', [{ submitOrder: [lost], getOrderBySourceId: [moved] }]],
		[
			'accepted',
			[{ submitOrderAsync: [lost, { _id: 'id2' }], getOrderBySourceId: [absent, absent, absent, absent, moved] }, { endpoint: 'async' }],
		],
	])('is %s with another address, and that is told', async (_name, given) => {
		expect((await submitted(...given)).result).toMatchObject({ orderId: 'id1', differs: [{ here: 'Hafenstr. 9', there: 'Hafenstr. 9a' }] });
	});

	test('is sent again only when it was not found', async () => {
		const came = await submitted({ submitOrder: [lost, { _id: 'id1' }] });
		expect(came.steps).toBe(`submitOrder ${looks} 250 submitOrder`);
		expect(came.result).toMatchObject({ orderId: 'id1', submitted: true });
	});

	test('is looked for where HP answers with another one', async () => {
		for (const [endpoint, call] of [
			['sync', 'submitOrder'],
			['async', 'submitOrderAsync'],
		] as const) {
			for (const other of [{ order: { _id: 'id2', orderData: { sourceOrderId: 'B-2' } } }, { _id: 'id2', sourceOrderId: 'A-10' }]) {
				const found = await submitted({ [call]: [other], getOrderBySourceId: [stored()] }, { endpoint, waitForAcceptance: 0 });
				expect(found.result).toMatchObject({ orderId: 'id1', submitted: true, foundAfterFailure: true });
				const lost = await submitted({ [call]: [other] }, { endpoint, waitForAcceptance: 0 });
				expect(lost.message).toMatch(/^HP answered with the order "(B-2|A-10)"; the order "A-1" was not in Site Flow after 3 tries$/);
			}
			const own = { _id: 'id1', sourceOrderId: ' A-1 ' };
			expect((await submitted({ [call]: [own] }, { endpoint, waitForAcceptance: 0 })).result).toMatchObject({ orderId: 'id1' });
		}
	});

	test('is not called valid by an answer about another one', async () => {
		const other = { destination: {}, orderData: { sourceOrderId: 'B-2' } };
		const came = await submitted({ validateOrder: [other] }, { validateFirst: true });
		expect([came.steps, came.message]).toEqual(['validateOrder', 'HP answered with the order "B-2"']);
		const { transport } = siteFlowWith({ validateOrder: [other] });
		await expect(validateOrder(transport, order, nameOf)).rejects.toThrow('HP answered with the order "B-2"');
	});

	test('is looked for longer on the asynchronous way, and after the second try, too', async () => {
		const way = `submitOrderAsync 0 ${look} 500 ${look} 1000 ${look} 2000 ${look} 250 submitOrderAsync 0 ${look}`;
		const answers = { submitOrderAsync: [lost, { _id: 'id2' }], getOrderBySourceId: [absent, absent, absent, absent, stored()] };
		const came = await submitted(answers, { endpoint: 'async' });
		expect(came.steps).toBe(way);
		expect(came.result).toMatchObject({ orderId: 'id1', accepted: true, status: 'received' });
		expect((await submitted(answers, { endpoint: 'async', waitForAcceptance: 0 })).result).toMatchObject({
			orderId: 'id1',
			accepted: true,
		});
		const other = { ...answers, getOrderBySourceId: [absent, absent, absent, absent, another] };
		expect((await submitted(other, { endpoint: 'async' })).message).toMatch(/^Order A-1 is in Site Flow already, but with other content/);
	});

	test('and is never seen has an ID that is uncertain', async () => {
		const answers = { submitOrderAsync: [lost, { _id: 'id2' }] };
		const came = await submitted(answers, { endpoint: 'async', waitForAcceptance: 0 });
		expect(came.result).toMatchObject({ orderId: 'id2', submitted: true, orderIdUncertain: true });
		// Some four seconds are enough to look.
		expect(came.steps.split('submitOrderAsync')[2]!.split(' ').filter(Number).map(Number)).toEqual([250, 250, 500, 1000, 1000, 1000]);
	});

	test.each([
		[3, `submitOrder ${looks} 250 submitOrder ${looks} 500 submitOrder ${looks}`, 'after 3 tries'],
		[1, `submitOrder ${looks}`, 'after 1 try'],
	])('each of %i times is given up', async (maxTries, steps, after) => {
		const came = await submitted({ submitOrder: [lost] }, {}, { maxTries });
		expect(came.steps).toBe(steps);
		expect(came.message).toBe(`HP answered 502; the order "A-1" was not in Site Flow ${after}`);
		expect(came.details).toMatchObject({
			description: 'Run the item again. Site Flow takes a source order ID only once, so no second order can come of it.',
			data: { sourceOrderId: 'A-1', tries: maxTries },
		});
	});

	test('waits as a broken server asks, and not for one that did nothing of the kind', async () => {
		const asking = (status: number) => new Fault('Later', { status, unclear: true, retryAfter: '7' });
		expect((await submitted({ submitOrder: [asking(503), {}] })).steps).toBe(`submitOrder ${looks} 7000 submitOrder`);
		// Whatever else is unclear counts as no answer: it is tried again.
		expect((await submitted({ submitOrder: [new Fault('Odd', { status: 302, unclear: true }), {}] })).steps).toContain('250 submitOrder');
		expect((await submitted({ submitOrder: [new Fault('Odd', { status: 501, unclear: true }), {}] })).steps).toBe(`submitOrder ${looks}`);
	});

	test.each<[string, unknown[], string, string]>([
		['lost as well', [lost], looks, 'HP answered 502'],
		['refused', [new Fault('HP answered 401', { status: 401 })], `0 ${look}`, 'HP answered 401'],
		['answered with another order', [{ _id: 'x', orderData: { sourceOrderId: 'B-2' } }], looks, 'HP was asked for the order "A-1" and'],
	])('and whose look-up is %s may exist', async (_how, answers, way, why) => {
		const came = await submitted({ submitOrder: [cut], getOrderBySourceId: answers });
		expect(came.steps).toBe(`submitOrder ${way}`);
		expect(came.message).toContain(`No answer came; whether the order "A-1" exists could not be found out: ${why}`);
		expect(came.details).toMatchObject({
			description:
				'Look for it in Site Flow, or run the item again. Site Flow takes a source order ID only once, so no second order can come of it.',
			data: { sourceOrderId: 'A-1' },
		});
	});

	test('and whose number is taken then, although nothing is found, may exist', async () => {
		const came = await submitted({ submitOrder: [cut, taken] });
		expect(came.steps).toBe(`submitOrder ${looks} 250 submitOrder ${looks}`);
		expect(came.message).toBe('HP answered 400: Order already exists; whether the order "A-1" exists could not be found out');
	});

	test.each([
		[400, 'Die Bestellung gibt es'],
		[401, 'Token Not Found'],
		[403, 'Forbidden'],
		[422, 'No'],
	])('and is refused then, by %i %s, is not called not submitted', async (status, words) => {
		const came = await submitted({ submitOrder: [cut, new Fault(words, { status })] });
		expect(came.message).toBe(`${words}; whether the order "A-1" exists could not be found out`);
	});

	test('and is refused then since something in it is there already may exist', async () => {
		const validations = [{ path: 'orderData.items[0].barcode', message: 'must be unique' }];
		const came = await submitted({ submitOrder: [cut, new Fault('HP answered 400', { status: 400, code: '208', validations })] });
		expect(came.message).toBe('HP answered 400; whether the order "A-1" exists could not be found out');
	});

	test('and is refused then for a fault tells why', async () => {
		expect((await submitted({ submitOrder: [cut, complaints] })).message).toBe(
			'HP refused the order. <orderData.items[0].sku>: not found (and 1 more)',
		);
	});

	test('is not ours if another one is found', async () => {
		expect((await submitted({ submitOrder: [cut], getOrderBySourceId: [another] })).message).toMatch(/other content/);
	});
});

describe('An order that HP refuses', () => {
	const inWords = {
		description:
			'Order A-1 was not submitted. Fix this and run it again:\n• <orderData.items[0].sku>: not found (orderData.items[0].sku)\n• <destination.name>: unknown (destination.name)',
		data: { sourceOrderId: 'A-1' },
	};
	test.each<[string, Partial<SubmitOptions>, Partial<Record<Call, unknown[]>>, string]>([
		['at its validation', { validateFirst: true }, { validateOrder: [complaints] }, 'validateOrder'],
		['at its submission', {}, { submitOrder: [complaints] }, 'submitOrder'],
		['at its asynchronous submission', { endpoint: 'async' }, { submitOrderAsync: [complaints] }, 'submitOrderAsync'],
	])('%s tells all complaints in the words of the form, and is not looked for', async (_when, options, answers, steps) => {
		const came = await submitted(answers, options);
		expect(came).toMatchObject({
			steps,
			message: 'HP refused the order. <orderData.items[0].sku>: not found (and 1 more)',
			details: inWords,
		});
	});

	test('at a validation alone is told in the same words', async () => {
		const validate = async (answer: unknown) =>
			await validateOrder(siteFlowWith({ validateOrder: [answer] }).transport, order, nameOf).catch((error: unknown) => error);
		expect(await validate({ valid: true })).toEqual({ valid: true });
		expect(await validate(complaints)).toMatchObject({ message: expect.stringMatching(/^HP refused the order/), details: inWords });
	});

	test('by one complaint counts no more', async () => {
		const one = new Fault('No', { code: '208', status: 400, validations: [{ path: 'a', message: 'b' }] });
		expect((await submitted({ submitOrder: [one] })).message).toBe('HP refused the order. <a>: b');
	});

	test.each([401, 429, undefined])('unread (%p) is not looked for', async (status) => {
		const came = await submitted({ submitOrder: [new Fault('Not now', { status, description: 'Later.' })] });
		expect(came).toMatchObject({ steps: 'submitOrder', message: 'Not now' });
		expect(came.details).toMatchObject({ description: 'Order A-1 was not submitted. Later.', data: { sourceOrderId: 'A-1' } });
	});

	test.each<[Partial<SubmitOptions>, string]>([
		[{}, `submitOrder 0 ${look}`],
		[{ endpoint: 'async' }, `submitOrderAsync 0 ${look} 500 ${look} 1000 ${look} 2000 ${look}`],
		[{ validateFirst: true }, 'validateOrder'],
	])('for a reason that may be of something on the way is looked for, unless it was only validated: %j', async (options, steps) => {
		const odd = new Fault('HP answered 403', { status: 403 });
		const answers = { submitOrder: [odd], submitOrderAsync: [odd], validateOrder: [odd] };
		expect(await submitted(answers, options)).toMatchObject({
			steps,
			message: 'HP answered 403',
			details: { description: 'Order A-1 was not submitted.' },
		});
		const found = await submitted({ ...answers, getOrderBySourceId: [stored()] }, options);
		if (options.validateFirst) expect(found.message).toBe('HP answered 403');
		else expect(found.result).toMatchObject({ foundAfterFailure: true, submitted: true });
	});

	test.each<[string, Fault, string]>([
		['unclear', lost, 'No; whether the order "A-1" exists could not be found out: HP answered 502'],
		[
			'of a proxy',
			new Fault('HP answered 407', { status: 407 }),
			'No; whether the order "A-1" exists could not be found out: HP answered 407',
		],
		['of a key that may do nothing', new Fault('HP answered 403', { status: 403 }), 'No'],
	])('and whose look-up is refused may exist, unless the key may do nothing: %s', async (_what, fault, message) => {
		expect((await submitted({ submitOrder: [new Fault('No', { status: 403 })], getOrderBySourceId: [fault] })).message).toBe(message);
	});

	test('and an error of our own goes on as it is', async () => {
		expect((await submitted({ submitOrder: [new TypeError('ours')] })).message).toBe('ours');
	});
});

describe('An order whose number is taken', () => {
	const says = (message: string, status = 400) => new Fault(message, { status });
	const ways: Array<[string, Fault]> = [
		['HP says so', taken],
		['the status says so', says('HP answered 409', 409)],
		['a complaint says so', new Fault('No', { status: 400, code: '208', validations: [{ path: 'orderData', message: 'already exists' }] })],
		['it must be unique', says('sourceOrderId must be unique')],
		...[
			'Source Order ID is already in use',
			'sourceOrderId has been taken',
			'sourceOrderId is not unique',
			'violates unique constraint "orders_source"',
			'Order A-1 exists',
			'Order already submitted',
			'ER_DUP_ENTRY',
			'source order id in use',
		].map((words): [string, Fault] => [`HP says "${words}"`, says(words)]),
		['it is a duplicate', says('Duplicate key')],
		['the database says so', says('E11000')],
	];
	test.each(ways)('is looked up and compared, if %s', async (_how, fault) => {
		for (const options of [{ validateFirst: true }, {}]) {
			const answers = { validateOrder: [fault], submitOrder: [fault], getOrderBySourceId: [absent, stored()] };
			const step = options.validateFirst ? 'validateOrder' : 'submitOrder';
			const { steps, message, details } = await submitted(answers, options);
			expect(steps).toBe(`${step} 0 ${look} 300 ${look}`);
			expect(message).toBe('Order A-1 is in Site Flow already. Nothing is left to do.');
			expect(details).toMatchObject({
				status: 409,
				category: 'duplicate',
				data: { sourceOrderId: 'A-1', alreadyExisted: true, existingOrderId: 'id1' },
			});
			expect(details!.data).not.toHaveProperty('differs');
			expect((await submitted(answers, { ...options, ifOrderExists: 'return' })).result).toMatchObject({
				orderId: 'id1',
				sourceOrderId: 'A-1',
				submitted: true,
				alreadyExisted: true,
				order: stored(),
			});
		}
	});

	test.each<[string, unknown[], string]>([
		['is not shown', [absent], 'is not shown to this account'],
		['cannot be read', [lost], 'could not be read: HP answered 502'],
	])('by an order that %s is not submitted', async (_how, answers, why) => {
		const came = await submitted({ submitOrder: [taken], getOrderBySourceId: answers });
		expect(came.steps).toBe(`submitOrder ${looks}`);
		expect(came.message).toBe(`Source Order ID "A-1" already exists in Site Flow, but its order ${why}`);
		expect(came.details).toMatchObject({
			category: 'duplicate',
			description: 'Look for it in Site Flow. Site Flow takes a source order ID only once, so no second order can come of it.',
			data: { sourceOrderId: 'A-1', alreadyExisted: true },
		});
	});

	test.each(['sourceOrderId must be unique', 'Order A-1 exists', 'Source order ID taken'])(
		'or is said to be, by "%s", and not shown, is not called not submitted',
		async (words) => {
			expect((await submitted({ submitOrder: [says(words)] })).message).toMatch(
				/^Source Order ID "A-1" already exists in Site Flow, but its order is not shown/,
			);
		},
	);

	test('or something else of it, such as a barcode, is refused with these words if it is not there', async () => {
		const validations = [{ path: 'orderData.items[0].barcode', message: 'already exists' }];
		const complaint = new Fault('HP answered 400', { status: 400, code: '208', validations });
		expect((await submitted({ submitOrder: [complaint] })).message).toBe(
			'HP refused the order. <orderData.items[0].barcode>: already exists',
		);
		expect((await submitted({ submitOrder: [says('barcode must be unique')] })).message).toBe('barcode must be unique');
	});

	/** What is said of an order that stands there in the place of ours. */
	const said = async (found: IDataObject, options: Partial<SubmitOptions> = {}, answers: Partial<Record<Call, unknown[]>> = {}) =>
		await submitted({ submitOrder: [taken], getOrderBySourceId: [found], ...answers }, options);

	test('by our own order tells what was changed there since', async () => {
		const found = stored({ customerName: 'x' });
		Object.assign((found.orderData as Order['orderData']).shipments[0]!.shipTo, { address1: 'Hafenstr. 9a' });
		Object.assign((found.orderData as Order['orderData']).shipments[0]!.carrier, { alias: 'express' });
		const [street, carrier] = ['shipTo.address1', 'carrier.alias'].map((one) => `<orderData.shipments[0].${one}>`);
		const differs = [
			{ path: 'orderData.shipments[0].shipTo.address1', field: street, here: 'Hafenstr. 9', there: 'Hafenstr. 9a' },
			{ path: 'orderData.shipments[0].carrier.alias', field: carrier, here: 'standard', there: 'express' },
		];
		const { message, details } = await said(found);
		expect(message).toBe(`Order A-1 is in Site Flow already, with other values there: ${street}, ${carrier}.`);
		expect(details!.description).toBe(
			'Its source order ID already exists there, with the same content, so no second order was made. To let such orders pass, set the option If Order Exists to Return the Existing Order. To print it once more, use another Source Order ID.',
		);
		expect(details!.data).toMatchObject({ differs });
		expect((await said(found, { ifOrderExists: 'return' })).result!.differs).toEqual(differs);
		expect((await said(stored())).message).toBe('Order A-1 is in Site Flow already. Nothing is left to do.');
		expect((await said(stored(), { ifOrderExists: 'return' })).result).not.toHaveProperty('differs');
	});

	test('by another order of the same recipient tells what differs, and the way out', async () => {
		const { message, details } = await said(another);
		expect(message).toBe('Order A-1 is in Site Flow already, but with other content: <orderData.items[0].quantity>: 7 there, 2 here');
		expect(details).toMatchObject({
			status: 409,
			category: 'duplicate',
			description: [
				'There stands: 7 × FLY-A5 to Mia Korn, Ulm (received).',
				'It differs from this order:',
				'• <orderData.items[0].quantity>: 7 there, 2 here',
				'If the order was changed since, have the one in Site Flow cancelled and submit this one under another Source Order ID.',
			].join('\n'),
			data: {
				sourceOrderId: 'A-1',
				existingOrderId: 'id1',
				existingOrder: '7 × FLY-A5 to Mia Korn, Ulm (received)',
				differs: [{ path: 'orderData.items[0].quantity', field: '<orderData.items[0].quantity>', here: 2, there: 7 }],
			},
		});
	});

	test('by the order of somebody else tells what differs, without what an address holds in secret', async () => {
		const path = 'https://files.example.com/b.pdf?sig=secret';
		const items = [{ sku: 'FLY-A5', quantity: 2, components: [{ code: 'Flyer', path }] }];
		const { message, details } = await said(stored({ items, shipments: [{ shipTo: { name: 'Bea Second' } }] }));
		expect(message).toBe(
			'Order A-1 was not submitted: Site Flow has another order of this number. <orderData.items[0].components[0].path>: https://files.example.com/b.pdf?*** there, https://files.example.com/a.pdf here',
		);
		expect(details!.description).toMatch(/\n• <orderData.shipments\[0\].shipTo.name>: Bea Second there, Mia Korn here\n/);
		expect(details!.description).toMatch(
			/\nGive this order another Source Order ID, such as one with a prefix of its own for each shop\.$/,
		);
		expect(JSON.stringify([message, details])).not.toContain('secret');
	});

	test.each<[string, unknown, unknown, unknown]>([
		['nothing', undefined, 'nothing', null],
		['a flag', true, 'true', true],
		['a long text', 'x'.repeat(300), 'x'.repeat(200), 'x'.repeat(300)],
		['an object', { a: 1 }, '{"a":1}', '{"a":1}'],
	])('by an order whose part has %s for a code tells it', async (_what, code, text, value) => {
		const items = [{ sku: 'FLY-A5', quantity: 2, components: [{ ...order.orderData.items[0]!.components[0], code }] }];
		const { message, details } = await said(stored({ items } as never));
		expect(message).toMatch(new RegExp(`components\\[0\\]\\.code>: ${String(text).replace(/[{}]/g, '\\$&')} there, Flyer here$`));
		expect((details!.data!.differs as IDataObject[])[0]!.there).toBe(value);
	});

	test.each<[string, IDataObject, string]>([
		[
			'of four items',
			{ items: [1, 2, 3, 4].map((n) => ({ sku: `S${n}`, quantity: n })), status: '' },
			'1 × S1 + 2 × S2 + 3 × S3 and 1 more to Mia Korn, Ulm',
		],
		['of three', { items: [1, 2, 3].map((n) => ({ sku: `S${n}`, quantity: n })) }, '1 × S1 + 2 × S2 + 3 × S3 to Mia Korn, Ulm (received)'],
		[
			'of a product, without a quantity',
			{ items: [{ sku: '', sourceProductId: 'P' }, null as never] },
			'1 × P to Mia Korn, Ulm (received)',
		],
		['without a town', { shipments: [{ shipTo: { name: 'Ida' } }, { shipTo: { town: 'Bern' } }] }, '2 × FLY-A5 to Ida + Bern (received)'],
		['without a recipient', { shipments: [], customerName: 'Ida' }, '2 × FLY-A5 to Ida (received)'],
		['of nothing', { items: [], shipments: [], status: null }, 'an order'],
	])('by an order %s names it', async (_what, data, name) => {
		expect((await said(stored({ ...data, sourceOrderId: 'A-1' }))).details!.data!.existingOrder).toBe(name);
	});

	test('by an order of thousands of items tells a few of them, how many more there are, and keeps a thousand', async () => {
		const items = Array.from({ length: 3000 }, (_, n) => ({ sku: `S${n}`, quantity: 1 }));
		const { details } = await said(stored({ items }));
		expect(details!.description).toContain('• <orderData.items[0].sku>: S0 there, FLY-A5 here\n');
		expect(details!.description).toMatch(/\n• and 2982 more\n/);
		expect(details!.description!.split('\n')).toHaveLength(24);
		expect(details!.data!.differs).toHaveLength(1000);
	});

	test('by a cancelled order tells the way out', async () => {
		expect((await said(cancelled)).details).toMatchObject({
			status: 409,
			category: 'duplicate',
			description:
				'There stands: 2 × FLY-A5 to Mia Korn, Ulm (cancelled). Site Flow takes a source order ID only once: to have it printed all the same, give it another one.',
			data: { sourceOrderId: 'A-1', existingOrderId: 'id1', existingOrder: '2 × FLY-A5 to Mia Korn, Ulm (cancelled)' },
		});
	});

	test('by an order without its shipments is compared with them from where HP has them', async () => {
		const bare = stored({ shipments: undefined } as never);
		const { shipments } = stored().orderData as IDataObject;
		const whole = await said(bare, { ifOrderExists: 'return' }, { getOrderDetails: [{ shipments }] });
		expect(whole.result).toMatchObject({ alreadyExisted: true });
		expect(whole.requests.at(-1)).toEqual({ ids: { orderId: 'id1' }, qs: { 'includes[]': 'shipments' } });
		// HP tells of none: then there is none.
		const none = await said(bare, {}, { getOrderDetails: [{ shipments: [] }] });
		expect(none.message).toMatch(/another order of this number\. <orderData.shipments\[0\]>/);
		for (const other of [{}, { orderId: 'id2', shipments }, { order: { _id: 'id2' }, shipments: [] }])
			expect((await said(bare, {}, { getOrderDetails: [other] })).message).toMatch(/whether that is this order could not be told$/);
		const unknown = await said(bare);
		expect(unknown.message).toBe('Source Order ID "A-1" already exists in Site Flow, and whether that is this order could not be told');
		expect(unknown.details).toMatchObject({
			status: 409,
			category: 'duplicate',
			description:
				"HP's answer does not hold its items and shipments. There stands: 2 × FLY-A5 (received). Compare the two in Site Flow; this one was not submitted a second time.",
			data: { existingOrderId: 'id1' },
		});
	});

	test('is there already for a validation alone, if it is ours', async () => {
		const there = async (fault: Fault, answers: unknown[]) => {
			const { transport, steps } = siteFlowWith({ getOrderBySourceId: answers });
			const is = await thereAlready(transport, ready, fault, nameOf).catch((error: Error) => error.message);
			return [is, steps.join(' ')];
		};
		expect(await there(taken, [stored()])).toEqual([{}, `0 ${look}`]);
		expect(await there(taken, [absent])).toEqual([undefined, looks]);
		expect(await there(taken, [another])).toEqual([expect.stringMatching(/other content/), `0 ${look}`]);
		expect(await there(complaints, [stored()])).toEqual([undefined, '']);
	});
});
