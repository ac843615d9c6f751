import { harmless } from '../../../../nodes/PrintOsSiteFlowTrigger/body/harmless.ts';
import { limits } from '../../../../nodes/PrintOsSiteFlowTrigger/door/limits.ts';
import { PostbackToken } from '../../../../nodes/PrintOsSiteFlowTrigger/door/token.ts';

const nested = (depth: number): object => (depth === 0 ? {} : { a: nested(depth - 1) });

test('names that reach a prototype are left out, wherever they stand', () => {
	const came = JSON.parse('{"a":[{"__proto__":{"x":1},"b":1}],"constructor":{"prototype":1},"c":{"prototype":2,"d":null}}') as object;
	expect(JSON.stringify(harmless(came))).toBe('{"a":[{"b":1}],"c":{"d":null}}');
});

test('what has no prototype gets one, and nothing of what came is kept', () => {
	const inner = { b: 1 };
	const came = Object.assign(Object.create(null) as object, { inner, list: [inner, 'x', true] });
	const copy = harmless<{ inner: object; list: object[] }>(came);
	expect(copy).toStrictEqual({ inner: { b: 1 }, list: [{ b: 1 }, 'x', true] });
	expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
	for (const one of [copy.inner, copy.list[0]]) expect(one).not.toBe(inner);
});

test('the token is left out as a value, marked in a list, and blanked within texts and names', () => {
	const came = { token: 'sesame', list: ['sesame', 'a'], text: 'say sesame', 'x-sesame': 1 };
	expect(harmless(came, new PostbackToken('sesame'))).toEqual({ list: ['***', 'a'], text: 'say ***', 'x-***': 1 });
	expect(harmless(came)).toEqual(came);
	// A short one is left out as a value alone.
	expect(harmless({ list: ['ab', 'cab'] }, new PostbackToken('ab'))).toEqual({ list: ['***', 'cab'] });
});

test('what is nested as deep as may be is copied, and what is nested deeper refused', () => {
	expect(harmless(nested(limits.depth))).toEqual(nested(limits.depth));
	expect(() => harmless(nested(limits.depth + 1))).toThrow(
		expect.objectContaining({ status: 400, message: 'The body is nested too deep.' }),
	);
	expect(() => harmless({ a: [[nested(limits.depth)]] })).toThrow('too deep');
});

test('as many values as may be are copied, and more refused', () => {
	const list = (count: number) => Array.from({ length: count - 1 }, () => 0);
	expect(harmless<unknown[]>(list(limits.values))).toHaveLength(limits.values - 1);
	expect(() => harmless(list(limits.values + 1))).toThrow(
		expect.objectContaining({ status: 413, message: 'The body has too many values.' }),
	);
});
