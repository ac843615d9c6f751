// What holds for every operation of both regular nodes, read from their own lists: HP's refusals, pairing, going on
// after an error, odd and empty IDs, lists, and that nothing is done twice.
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Endpoint } from '../../nodes/hp/endpoint.ts';
import { isRepeatable } from '../../nodes/hp/endpoint.ts';
import { Engine, type RunOptions } from '../../lab/engine/engine.mts';
import { type Box, credentialFor, errorData, items, startBox } from './PrintOsBox/box.mts';
import { everyOperation, type Sampled } from './samples.mts';

let box: Box;
beforeAll(async () => {
	box = await startBox();
});
afterAll(async () => await box.close());
beforeEach(async () => {
	await box.reset();
	box.sandbox.settings.download = false;
});

const operations = everyOperation().map((one) => [`${one.node}, ${one.resource}: ${one.operation.option.value}`, one] as const);
const those = (wanted: (one: Sampled) => boolean) => operations.filter(([, one]) => wanted(one));

const anItem = async ({ sample }: Sampled, count = 1): Promise<IDataObject> => (await sample.item?.(box)) ?? { id: `A${count}` };

async function run(one: Sampled, input: IDataObject[], options: RunOptions = {}, more: INodeParameters = {}, engine = box.engine) {
	const { resource, operation, sample } = one;
	const given = sample.parameters.options as INodeParameters | undefined;
	const parameters = { resource, operation: operation.option.value, ...sample.parameters, ...more };
	return await engine.run(
		one.node,
		{ ...parameters, options: { maxTries: 2, maxWait: 0.01, ...given } },
		{ input: items(...input), ...options },
	);
}

/** HP's own records have a field `error` too, which is not a text. */
const isFailed = ({ json }: INodeExecutionData) => typeof json.error === 'string';

const goOn = { onError: 'continueRegularOutput' } as const;

/** Whether a request is this call of HP's. */
function isCall({ method, path }: Endpoint, seen: { method: string; url: string }): boolean {
	const pattern = new RegExp(`^/(box|siteflow)${path.replace(/\{\w+\}/g, '[^/]+')}(\\?|$)`);
	return seen.method === method && pattern.test(seen.url);
}

describe.each(operations)('%s', (_name, one) => {
	test('its item goes through, by the call it names', async () => {
		const item = await anItem(one);
		box.gateway.seen = [];
		const { items: out, error } = await run(one, [item]);
		const { method, path } = one.operation.endpoint;
		expect(error && `${method} ${path}, which the sandbox has to know: ${error.message}`).toBeUndefined();
		expect(out.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
		expect(box.gateway.seen.some((seen) => isCall(one.operation.endpoint, seen))).toBe(true);
	});

	test('a wrong secret: one send, and a message that says what to check', async () => {
		const wrong = await Engine.start({ ...credentialFor(box.gateway.url), secret: 'not-the-secret' });
		const { items: out } = await run(one, [{ id: '57d0339a3bc1dd0e5f0f4d31' }], goOn, {}, wrong);
		expect(out[0]!.json.error).toMatch(/HP answered 401/);
		expect(errorData(out[0]!).description).toMatch(/check that Account and Environment/);
		expect(JSON.stringify(out)).not.toMatch(/not-the-secret|[0-9a-f]{40}/);
		expect(box.gateway.seen).toHaveLength(1);
	});

	test('no clear answer: what does its work each time it is sent is sent once, and said to be unclear', async () => {
		box.gateway.rule = () => 'break';
		const { endpoint } = one.operation;
		const { error } = await run(one, [{ id: '57d0339a3bc1dd0e5f0f4d31' }]);
		expect(error).toBeDefined();
		const sent = box.gateway.seen.filter((seen) => isCall(endpoint, seen)).length;
		if (isRepeatable(endpoint)) return expect(sent).toBeLessThanOrEqual(2);
		expect(sent).toBe(1);
		expect(error!.message).toMatch(/(may (have|be) .* all the same: look in)|could not be found out/);
	});
});

describe.each(those(({ node }) => node === 'printOsBox'))('%s', (_name, one) => {
	test('a Site Flow credential: says which one it takes', async () => {
		const other = await Engine.start({ ...credentialFor(box.gateway.url), account: 'siteFlow' });
		const { error } = await run(one, [{ id: 'x' }], {}, {}, other);
		expect(error?.message).toMatch(/does not reach PrintOS Box.*Account "PrintOS"/);
		expect(box.gateway.seen).toEqual([]);
	});
});

describe.each(those(({ operation, sample }) => sample.id !== undefined || operation.option.value === 'create'))('%s', (_name, one) => {
	const { operation, sample } = one;
	const bad = sample.id ? { id: '000000000000000000000000' } : { id: '' };
	const said = sample.id ? /not found|no order/i : /is empty/;

	test('each item by its own expression; one that fails is paired with its item, and the others are done', async () => {
		const [first, third] = [await anItem(one), await anItem(one, 2)];
		const { items: out } = await run(one, [first, bad, third], goOn);
		const failed = out.filter(isFailed);
		expect(failed).toMatchObject([{ json: { error: expect.stringMatching(said) }, pairedItem: { item: 1 } }]);
		if (sample.id) expect(errorData(failed[0]!).httpCode).toBe('404');
		const done = out.filter((item) => !isFailed(item));
		expect(done.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		if (!sample.id) return;
		const shownAs = sample.shownAs ?? '_id';
		const shownId = (json: IDataObject) => shownAs.split('.').reduce<unknown>((at, key) => (at as IDataObject)[key], json);
		expect(done.map(({ json }) => ({ [shownAs]: shownId(json) }))).toEqual([{ [shownAs]: first.id }, { [shownAs]: third.id }]);
	});

	test('without going on, the error stops the node and says which item', async () => {
		const { error } = await run(one, [await anItem(one), bad]);
		expect(error?.message).toMatch(said);
		expect(error?.context.itemIndex).toBe(1);
		if (!sample.id) return;
		if (operation.endpoint.source === 'adopted') expect(error?.description).toMatch(/has not published its path.*Custom API Call/s);
		else expect(error?.description).toMatch(/There is nothing with this ID/);
	});
});

describe.each(those(({ sample }) => sample.id !== undefined))('%s', (_name, one) => {
	const idInPath = one.operation.endpoint.path.includes('{');

	test.each(['a b/c', '../../secret?x=1#y', 'ü%41', "o'k", '*'])(
		'the ID %p stays one segment of the path, and its signature is right',
		async (odd) => {
			const { items: out } = await run(one, [{ id: odd }], goOn);
			expect(out[0]!.json.error).not.toMatch(/40[13]/);
			if (!idInPath) return;
			expect(errorData(out[0]!).httpCode).toBe('404');
			expect(box.gateway.seen.at(-1)!.url).toContain(`/${encodeURIComponent(odd)}`);
		},
	);

	test.each(['', '.', '..', '   '])('the ID %p is refused before anything is sent', async (none) => {
		const { error } = await run(one, [{ id: none }]);
		expect(error?.message).toMatch(/ID/);
		expect(box.gateway.seen).toEqual([]);
	});
});

describe.each(those(({ operation }) => operation.option.value === 'getAll'))('%s', (_name, one) => {
	const more = { simplify: false };

	/** HP answers a list of so many, in one of its shapes. */
	const answer = (count: number, wrap: (rows: unknown[]) => unknown = (rows) => ({ items: rows })) => {
		const rows = Array.from({ length: count }, (_, n) => ({ _id: `id${n}`, name: `N${n}` }));
		box.gateway.rule = ({ method, url }) =>
			isCall(one.operation.endpoint, { method: method!, url: url! }) ? { status: 200, body: wrap(rows) } : undefined;
	};
	const ids = async (given: INodeParameters) =>
		(await run(one, [{ id: 'any' }], {}, { ...more, ...given })).items.map(({ json }) => json._id);

	test.each([0, 1, 250])('%p rows, in full and up to the limit', async (count) => {
		answer(count);
		expect(await ids({ returnAll: true })).toHaveLength(count);
		expect(await ids({})).toHaveLength(Math.min(count, 50));
		expect(await ids({ limit: 3 })).toEqual(['id0', 'id1', 'id2'].slice(0, count));
	});

	test.each<[string, (rows: unknown[]) => unknown]>([
		['a bare list', (rows) => rows],
		['items', (rows) => ({ items: rows })],
		['data', (rows) => ({ success: true, data: rows })],
	])('reads %s', async (_shape, wrap) => {
		answer(2, wrap);
		expect(await ids({})).toEqual(['id0', 'id1']);
	});

	test('rows of every item are paired with it', async () => {
		answer(2);
		const { items: out } = await run(one, [{ id: 'any' }, { id: 'any' }], {}, more);
		expect(out.map(({ json, pairedItem }) => [json._id, pairedItem])).toEqual([
			['id0', { item: 0 }],
			['id1', { item: 0 }],
			['id0', { item: 1 }],
			['id1', { item: 1 }],
		]);
	});

	test('an answer that is no list is an error that says so', async () => {
		answer(0, () => ({ hello: 'world' }));
		const { items: out } = await run(one, [{ id: 'any' }], goOn);
		expect(out).toMatchObject([{ json: { error: 'HP answered with something that is not a list' }, pairedItem: { item: 0 } }]);
	});

	test.each(['0', '-1', '2.5', 'all'])('the limit %p is refused', async (limit) => {
		const { error } = await run(one, [{ id: 'any' }], {}, { limit: `={{ ${JSON.stringify(limit)} }}` });
		expect(error?.message).toMatch(`Limit is "${limit}"`);
	});
});

test('no resource begins with an operation that destroys', () => {
	const first = operations.filter(([, { node, resource }], index) => {
		const before = operations[index - 1]?.[1];
		return before?.node !== node || before.resource !== resource;
	});
	expect(first.map(([, { operation }]) => operation.option.value)).not.toContain('delete');
});
