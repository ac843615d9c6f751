import { flyerForm, openShop, type Shop } from '../../../../lab/orderForms.mts';
import type { Engine } from '../../../../lab/engine/engine.mts';
import { type Act, type FaultProxy, startFaultProxy } from '../../../../lab/road/proxy.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

describe('After a submission whose answer is lost', () => {
	let road: FaultProxy;
	let engine: Engine;
	const lost = { fault: 'errorAfter', status: 502 } as const;
	const notYet = {
		fault: 'say',
		status: 404,
		headers: { 'content-type': 'application/json' },
		body: '{"error":{"message":"Order not found"}}',
	} as const;
	/** What is done to the first submissions, and to the first look-ups. */
	const acts: { submissions: Act[]; lookUps: Act[] } = { submissions: [], lookUps: [] };
	const submissions = () => road.seen.filter(({ method, url }) => method === 'POST' && url.endsWith('/order')).length;
	const submit = async (endpoint: string) =>
		await shop.order('submit', flyerForm('A-1', { options: { endpoint, validateFirst: false, maxTries: 3, maxWait: 0.05 } }), {}, engine);

	beforeAll(async () => {
		road = await startFaultProxy(shop.sandbox.url, {
			script: ({ method, url }) =>
				(method === 'POST' ? acts.submissions : url.startsWith('/api/order/bysourceid/') ? acts.lookUps : []).shift(),
		});
		engine = await shop.over(road.url);
	});
	beforeEach(() => void (road.seen = []));
	afterAll(async () => await road.close());

	test('the order is looked for, until an asynchronous one may have come to be', async () => {
		acts.submissions = [lost];
		const { items } = await submit('async');
		expect(items[0]!.json).toMatchObject({ foundAfterFailure: true, orderId: shop.stored()[0]!._id });
		expect(submissions()).toBe(1);
	});

	test('and that is not found, the second try is refused, and the order is our own', async () => {
		acts.submissions = [lost];
		acts.lookUps = Array(3).fill(notYet);
		const { items, error } = await submit('sync');
		expect(error).toBeUndefined();
		expect(items[0]!.json).toMatchObject({ foundAfterFailure: true, orderId: shop.stored()[0]!._id });
		expect(submissions()).toBe(2);
	});

	test.each([
		[
			'first',
			[
				{ fault: 'delay', ms: 1 },
				{ fault: 'delay', ms: 1000 },
			],
		],
		[
			'last',
			[
				{ fault: 'delay', ms: 1000 },
				{ fault: 'delay', ms: 1 },
			],
		],
	] as Array<[string, Act[]]>)(
		'a run that is begun again says what went wrong, not that the other order is there already, be that known %s',
		async (_when, delays) => {
			const form = (sku: string) =>
				flyerForm('={{ $json.id }}', {
					items: { item: [{ sku, quantity: 5, components: { component: [{ code: 'Flyer', path: 'https://files.example.com/a.pdf' }] } }] },
					options: { endpoint: 'sync', maxTries: 1 },
				});
			await shop.order('submit', form('FLY-A5-135'), { input: [{ json: { id: 'R-1' } }] });
			acts.submissions = [...delays];
			const input = [{ json: { id: 'R-1', sku: 'FLY-A5-135' } }, { json: { id: 'R-2', sku: 'none' } }];
			const { error } = await shop.order('submit', form('={{ $json.sku }}'), { input }, engine);
			expect(error!.message).toMatch(/SKU "none" does not exist/);
			// Where nothing else is wrong, it is told.
			acts.submissions = [];
			const again = await shop.order('submit', form('={{ $json.sku }}'), { input: input.slice(0, 1) }, engine);
			expect(again.error!.message).toMatch(/^Order R-1 is in Site Flow already/);
		},
	);

	test('and that is not found, an asynchronous second try may be taken: the ID is that of the order which came to be', async () => {
		acts.submissions = [lost];
		acts.lookUps = Array(4).fill(notYet);
		const { items, error } = await submit('async');
		expect(error).toBeUndefined();
		expect(submissions()).toBe(2);
		expect(shop.stored()).toHaveLength(1);
		expect(items[0]!.json).toMatchObject({ submitted: true, orderId: shop.stored()[0]!._id });
		// HP gave the second submission an ID of its own.
		expect(items[0]!.json._id).not.toBe(items[0]!.json.orderId);
	});
});
