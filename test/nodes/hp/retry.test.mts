import fc from 'fast-check';

import { retryWait } from '../../../nodes/hp/retry.ts';

const now = Date.parse('2026-03-01T12:00:00.000Z');
const limits = { maxTries: 5, maxWait: 60 };
const wait = (outcome: { status?: number; retryAfter?: string }, tries = 1, repeatable = true, random = 0) =>
	retryWait(outcome, tries, repeatable, limits, random, now);

describe('Which failures are tried again', () => {
	test.each([[undefined], [500], [502], [503], [504]])('no answer or %p: what may be repeated, and nothing else', (status) => {
		expect(wait({ status })).toBe(250);
		expect(wait({ status }, 1, false)).toBeUndefined();
	});

	test('429 was turned away unread: everything may be sent again', () => {
		expect(wait({ status: 429 })).toBe(10_000);
		expect(wait({ status: 429 }, 1, false)).toBe(10_000);
	});

	test.each([200, 301, 400, 401, 403, 404, 409, 422, 501])('%i is an answer: never', (status) => {
		expect(wait({ status })).toBeUndefined();
		expect(wait({ status, retryAfter: '1' })).toBeUndefined();
	});

	test('the last try is the last', () => {
		expect(wait({}, 4)).toBeDefined();
		expect(wait({}, 5)).toBeUndefined();
		expect(wait({ status: 429, retryAfter: '0' }, 5)).toBeUndefined();
	});
});

describe('How long it waits', () => {
	test('twice as long each time, up to the cap', () => {
		expect([1, 2, 3, 4].map((tries) => wait({}, tries))).toEqual([250, 500, 1000, 2000]);
		expect([1, 2, 3, 4].map((tries) => wait({ status: 429 }, tries))).toEqual([10_000, 20_000, 40_000, 60_000]);
	});

	test.each([
		['0', 0],
		['7', 7000],
		[' 1.5 ', 1500],
		['1.25', 1250],
		['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
		['Sun, 01 Mar 2026 11:00:00 GMT', 0],
		['60', 60_000],
	])('Retry-After %p wins: %i ms', (retryAfter, ms) => {
		expect(wait({ status: 429, retryAfter }, 1, true, 1)).toBe(ms);
		expect(wait({ status: 503, retryAfter }, 1, true, 1)).toBe(ms);
	});

	test.each(['61', 'Sun, 01 Mar 2026 12:01:01 GMT'])('Retry-After %p is longer than the user waits: no try', (retryAfter) => {
		expect(wait({ status: 429, retryAfter })).toBeUndefined();
	});

	test.each(['', 'soon', '-5', '1 hour'])('Retry-After %p says nothing', (retryAfter) => {
		expect(wait({ status: 503, retryAfter })).toBe(250);
	});

	test('whatever happens: never negative, never above the cap, jitter of up to 40 %', () => {
		const any = fc.record({
			status: fc.constantFrom(undefined, 429, 500, 502, 503, 504),
			retryAfter: fc.option(
				fc.oneof(
					fc.string(),
					fc.nat().map(String),
					fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
				),
				{ nil: undefined },
			),
			tries: fc.integer({ min: 1, max: 30 }),
			maxTries: fc.integer({ min: 1, max: 30 }),
			maxWait: fc.double({ min: 0, max: 1000, noNaN: true }),
			random: fc.double({ min: 0, max: 1, noNaN: true }),
		});
		fc.assert(
			fc.property(any, ({ status, retryAfter, tries, maxTries, maxWait, random }) => {
				const ms = retryWait({ status, ...(retryAfter !== undefined && { retryAfter }) }, tries, true, { maxTries, maxWait }, random, now);
				if (tries >= maxTries) return expect(ms).toBeUndefined();
				if (ms === undefined) return expect(retryAfter).toBeDefined();
				expect(ms).toBeGreaterThanOrEqual(0);
				expect(ms).toBeLessThanOrEqual(maxWait * 1000);
			}),
		);
		expect(wait({}, 1, true, 1)).toBeCloseTo(350);
	});
});
