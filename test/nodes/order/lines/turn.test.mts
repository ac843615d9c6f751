import { turn } from '../../../../nodes/order/lines/turn.ts';

test.each([
	[500, false],
	[501, true],
])('an order of %i lines lets others have their turn: %s', async (count, expected) => {
	let isTheirs = false;
	const others = setTimeout(() => (isTheirs = true), 0);
	await turn(Array.from({ length: count }));
	clearTimeout(others);
	expect(isTheirs).toBe(expected);
});
