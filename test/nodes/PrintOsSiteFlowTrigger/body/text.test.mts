import { Cursor } from '../../../../nodes/PrintOsSiteFlowTrigger/body/text.ts';
import { limits } from '../../../../nodes/PrintOsSiteFlowTrigger/door/limits.ts';

test('a cursor goes so many steps and no more', () => {
	const cursor = new Cursor('');
	for (let n = 0; n < limits.steps; n++) cursor.step();
	expect(() => cursor.step()).toThrow('The body has too many values.');
});

test.each([
	[' \t\v\f\r', false],
	['\u00a0\ufeff', false],
	[' \r\n ', true],
	['\n', true],
	['', false],
])('blanks are %j, and that a line ended is %s', (blanks, newLine) => {
	const cursor = new Cursor(`${blanks}a `);
	expect([cursor.skipBlanks(), cursor.at, cursor.peek()]).toEqual([newLine, blanks.length, 'a']);
});

test.each(['\b', '\x0e', '!', '\u009f', '\u00a1'])('%j is no blank', (one) => {
	const cursor = new Cursor(one);
	expect([cursor.skipBlanks(), cursor.at]).toEqual([false, 0]);
});

test('a text is taken up to a character, and through a mark', () => {
	const cursor = new Cursor('ab<c>--d');
	expect([cursor.until('><'), cursor.through('<'), cursor.through('x'), cursor.through('>--'), cursor.until('<')]).toEqual([
		'ab',
		'',
		undefined,
		'c',
		'd',
	]);
	expect([cursor.ended, cursor.peek()]).toEqual([true, '']);
	expect(new Cursor('<a').through('<')).toBe('');
});
