// Every way we know to answer a submission, done to orders one by one: whatever is said of an order has to be true.
import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeParameters } from 'n8n-workflow';

import { address, flyerForm, openShop, type Shop } from '../../../lab/orderForms.mts';
import { answers } from '../../../sandbox/answers.mts';

type Name = keyof typeof answers;
const names = Object.keys(answers) as Name[];
const endpoints = ['sync', 'async'] as const;

/** What is done to the calls of one order. */
interface Way {
	name: string;
	endpoint: (typeof endpoints)[number];
	moods: Array<Record<string, unknown>>;
	/** Somebody else's order has the number. */
	taken?: boolean;
	/** In seconds, 1 if not given. */
	waitForAcceptance?: number;
	validateFirst?: boolean;
}

const submitted = 'POST */api/order';
const lookUps = 'GET */bysourceid/*';
const lost = { call: submitted, answer: 'badGateway', when: 'afterwards', times: 1 };

/** Says no, and not that it broke. */
const refuses = (answer: Name) =>
	answers[answer].status >= 400 && ![408, 425, 499].includes(answers[answer].status) && answers[answer].status < 500;

const ways: Way[] = endpoints.flatMap((endpoint) => [
	...names.flatMap((answer) =>
		// Whom HP doesn't know it turns away before it does anything.
		(answers[answer].status === 401 ? ['instead'] : ['instead', 'afterwards']).map((when) => ({
			name: `${endpoint}: ${answer} ${when}`,
			endpoint,
			moods: [{ call: submitted, answer, when, times: 1 }],
		})),
	),
	...names.map((answer) => ({ name: `${endpoint}: ${answer} each time`, endpoint, moods: [{ call: submitted, answer }] })),
	// Nobody looks afterwards: what HP answered is all that is known.
	...names.map((answer) => ({
		name: `${endpoint}: ${answer} instead, not waited for`,
		endpoint,
		waitForAcceptance: 0,
		moods: [{ call: submitted, answer, when: 'instead', times: 1 }],
	})),
	// The first answer is lost, nothing is found, and the second try is refused in one way or another.
	...names.map((answer) => ({
		name: `${endpoint}: lost, not found, then ${answer}`,
		endpoint,
		moods: [
			lost,
			{ call: submitted, answer, skip: 1 },
			{ call: lookUps, answer: { status: 404, body: { error: { message: 'Order not found' } } }, times: endpoint === 'sync' ? 3 : 4 },
		],
	})),
	// The same, and look-ups never show it.
	...names.filter(refuses).map((answer) => ({
		name: `${endpoint}: lost, never found, then ${answer}`,
		endpoint,
		moods: [
			lost,
			{ call: submitted, answer, skip: 1 },
			{ call: lookUps, answer: { status: 404, body: { error: { message: 'Order not found' } } } },
		],
	})),
	...names.map((answer) => ({ name: `${endpoint}: lost, look-ups say ${answer}`, endpoint, moods: [lost, { call: lookUps, answer }] })),
	...names.map((answer) => ({
		name: `${endpoint}: another order has the number, and ${answer}`,
		endpoint,
		taken: true,
		moods: [{ call: submitted, answer, times: 1 }],
	})),
	...names.map((answer) => ({
		name: `${endpoint}: validation says ${answer}`,
		endpoint,
		validateFirst: true,
		moods: [{ call: 'POST */validate', answer, times: 1 }],
	})),
]);

/** Says that nobody knows, or that the order is there. */
const honest = /could not be found out|could not be read|is in Site Flow already|exists in Site Flow|not shown to this account/;

/** @returns what is wrong with what was said; nothing, if it is true */
async function attack(
	shop: Shop,
	{ endpoint, moods, taken, validateFirst = false, waitForAcceptance = 1 }: Way,
): Promise<string | undefined> {
	const { sandbox } = shop;
	await sandbox.reset();
	const form = (shipment: object): INodeParameters =>
		flyerForm('A-1', {
			shipments: { shipment: [{ ...address, ...shipment }] },
			options: { endpoint, validateFirst, waitForAcceptance, maxTries: 2, maxWait: 1 },
		});
	if (taken) await shop.order('submit', form({ name: 'Bea Second', address1: 'Probegasse 2' }));
	sandbox.setMoods(moods);
	const { items, error } = await shop.order('submit', form({}));
	sandbox.setMoods([]);
	while (sandbox.state.pendingSubmissions.size > 0) await sleep(10);

	const there = shop.stored();
	const ours = there.filter(({ orderData }) => (orderData.shipments[0]?.shipTo as { name?: string }).name === address.name);
	const said = items[0]?.json;
	if (there.length > 1) return `doubled: ${there.length} orders`;
	if (said?.submitted === true && ours.length === 0) return `success, and there is no order of ours: ${JSON.stringify(said).slice(0, 200)}`;
	if (said?.submitted === true && said.orderId !== ours[0]?._id) return `success with the ID of another order: ${String(said.orderId)}`;
	if (!said && !error) return 'nothing was said';
	if (error && ours.length > 0 && !honest.test(`${error.message}\n${error.description}`))
		return `failed though it exists: ${error.message}`;
	return undefined;
}

test(`${ways.length} ways to answer a submission: none lost, none doubled, none called failed though it exists, none taken for another's`, async () => {
	const lanes = await Promise.all(Array.from({ length: 24 }, async () => await openShop({ settings: { acceptanceDelayMs: 20 } })));
	const left = [...ways];
	const wrong: string[] = [];
	await Promise.all(
		lanes.map(async (shop) => {
			for (let way = left.shift(); way; way = left.shift()) {
				const problem = await attack(shop, way);
				if (problem) wrong.push(`${way.name}: ${problem}`);
			}
			await shop.sandbox.close();
		}),
	);
	expect(ways.length).toBeGreaterThan(131);
	expect(wrong).toEqual([]);
}, 300_000);
