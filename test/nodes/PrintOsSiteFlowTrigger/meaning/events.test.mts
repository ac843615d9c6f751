import { Refusal } from '../../../../nodes/PrintOsSiteFlowTrigger/door/refusal.ts';
import { eventOf, eventOptions, events, plain, wantedEvents } from '../../../../nodes/PrintOsSiteFlowTrigger/meaning/events.ts';

test.each<[unknown, string[]]>([
	[
		['orderReceived', 'shipmentShipped'],
		['orderReceived', 'shipmentShipped'],
	],
	['*', ['*']],
	[
		['*', 'other'],
		['*', 'other'],
	],
	['Order Received, Shipment Shipped', ['orderReceived', 'shipmentShipped']],
	['orderReceived;shipmentShipped', ['orderReceived', 'shipmentShipped']],
	['orderReceived\nshipmentShipped', ['orderReceived', 'shipmentShipped']],
	['["orderReceived","shipmentShipped"]', ['orderReceived', 'shipmentShipped']],
	["['orderReceived']", ['orderReceived']],
	[
		[['printed'], 'batch scanned'],
		['componentPrinted', 'subBatchScanned'],
	],
	[' other ', ['other']],
])('the events %j are %j', (parameter, expected) => {
	expect([...wantedEvents(parameter)]).toEqual(expected);
});

function refusalOf(parameter: unknown): Refusal | undefined {
	try {
		wantedEvents(parameter);
	} catch (error) {
		if (error instanceof Refusal) return error;
	}
	return undefined;
}

test.each<[unknown, string]>([
	[[], 'It chooses none.'],
	['', 'It chooses none.'],
	[' , ', 'It chooses none.'],
	[undefined, 'It chooses none.'],
	[null, 'It chooses none.'],
	['nonsense', '"nonsense" is no event.'],
	[['orderReceived', 'a', 'b'], '"a", "b" is no event.'],
	[7, '"7" is no event.'],
	[{}, '"[object Object]" is no event.'],
	[['a', 'b', 'c', 'd', 'e', 'f'], '"a", "b", "c", "d", "e" is no event.'],
	['x'.repeat(80), `"${'x'.repeat(60)}" is no event.`],
])('the events %j are refused, since everything would be dropped in silence', (parameter, reason) => {
	const refusal = refusalOf(parameter);
	expect([refusal?.status, refusal?.message]).toEqual([500, 'The trigger is not set up: its Events cannot be read.']);
	expect(refusal?.hint).toBe(
		`${reason} Choose Events from the list, or let the expression give a list of their values, such as ["orderReceived", "shipmentShipped"], or "*" for every event.`,
	);
});

test.each(events.flatMap(({ value, spellings }) => spellings.map((word) => [word, value])))('%s is %s', (word, value) => {
	expect(eventOf(word!)).toBe(value);
	expect(eventOf(`${word!.toUpperCase()}!`)).toBe(value);
});

test.each([
	['Account Updated', 'other'],
	['Station Updated', 'other'],
	['Title Created', 'other'],
	['Title Updated', 'other'],
	['Title Print Ready', 'other'],
	['Title Unpublished', 'other'],
	['Title Deleted', 'other'],
	['Title Error', 'other'],
	['Batch Created', 'subBatchCreated'],
	['dataready', undefined],
	['', undefined],
	[`${' '.repeat(101)}shipped`, undefined],
])('%j is %s', (word, event) => {
	expect(eventOf(word)).toBe(event);
});

test('a word is compared by its letters and digits, and so far as words go', () => {
	expect(plain(' Sub-Batch_2 "Ä" ')).toBe('subbatch2');
	expect(plain('a'.repeat(200))).toBe('a'.repeat(100));
});

test('the editor offers every event first, then those of the list, then what is none', () => {
	expect(eventOptions.map(({ value }) => value)).toEqual(['*', ...events.map(({ value }) => value), 'other']);
	for (const { name, description } of eventOptions)
		expect([name, description]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
});
