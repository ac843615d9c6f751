import fc from 'fast-check';

import { inOrder, nameAtAddress, safeName, uniqueNames } from '../../../../nodes/PrintOsBox/filing/fileNames.ts';

describe('safeName', () => {
	test.each([
		['flyer.pdf', 'flyer.pdf'],
		['  Großer "Flyer" \'A5\' 广告 🖨.pdf ', 'Großer "Flyer" \'A5\' 广告 🖨.pdf'],
		['../../etc/passwd', 'etc_passwd'],
		['..\\..\\windows\\a.pdf', 'windows_a.pdf'],
		['/a.pdf', 'a.pdf'],
		['Flyer 10/12.pdf', 'Flyer 10_12.pdf'],
		['.htaccess', '.htaccess'],
		['a\u0000b\r\nc\u007f.pdf', 'abc.pdf'],
		['', 'file'],
		['..', 'file'],
		['../', 'file'],
		['\u0007', 'file'],
	])('%p becomes %p', (name, safe) => expect(safeName(name)).toBe(safe));

	test('takes the fallback for a name that is none', () => expect(safeName(' ', 'attachment_0')).toBe('attachment_0'));

	test('cuts the stem and keeps the extension', () => {
		expect(safeName(`${'a'.repeat(300)}.pdf`)).toBe(`${'a'.repeat(251)}.pdf`);
		expect(safeName('a'.repeat(300))).toBe('a'.repeat(255));
		// What follows the last dot of a long sentence is no extension.
		expect(safeName(`v1.${'x'.repeat(300)}`)).toHaveLength(255);
	});

	test('is a file name whatever comes in, and stays what it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
				const safe = safeName(name);
				expect(safe).not.toMatch(/[\\/\p{Cc}]/u);
				expect(safe).not.toMatch(/^\.*$/);
				expect(safe.length).toBeLessThanOrEqual(255);
				expect(safeName(safe)).toBe(safe);
				// No half of a character of two units, unless it came in as a half.
				if (!/\p{Cs}/u.test(name)) expect(safe).not.toMatch(/\p{Cs}/u);
			}),
		);
	});
});

describe('uniqueNames', () => {
	test.each([
		[
			['a.pdf', 'a.pdf', 'a.pdf'],
			['a.pdf', 'a (2).pdf', 'a (3).pdf'],
		],
		[
			['a.pdf', 'a (2).pdf', 'a.pdf'],
			['a.pdf', 'a (2).pdf', 'a (3).pdf'],
		],
		[
			['a.pdf', 'A.PDF'],
			['a.pdf', 'A (2).PDF'],
		],
		[
			['a', 'a'],
			['a', 'a (2)'],
		],
		[
			['a.tar.gz', 'a.tar.gz'],
			['a.tar.gz', 'a.tar (2).gz'],
		],
	])('%j become %j', (names, unique) => expect(uniqueNames(names)).toEqual(unique));

	test('are all different, keep their order and are not too long', () => {
		const name = fc.oneof(fc.constantFrom('a.pdf', 'A.pdf', 'a (2).pdf', `${'x'.repeat(251)}.pdf`), fc.string());
		fc.assert(
			fc.property(fc.array(name, { maxLength: 20 }), (names) => {
				const safe = names.map((one) => safeName(one));
				const unique = uniqueNames(safe);
				expect(new Set(unique.map((one) => one.toLowerCase())).size).toBe(names.length);
				unique.forEach((one, index) => expect(one.startsWith(safe[index]!.replace(/\.[^.]*$/, '').slice(0, 200))).toBe(true));
				expect(unique.every((one) => one.length <= 255)).toBe(true);
			}),
		);
	});
});

describe('inOrder', () => {
	test.each([
		[
			['attachment_10', 'attachment_2', 'attachment_0'],
			['attachment_0', 'attachment_2', 'attachment_10'],
		],
		[
			['flyer', 'attachment_1', 'card', 'attachment_0'],
			['flyer', 'attachment_0', 'attachment_1', 'card'],
		],
		[
			['b', 'a'],
			['b', 'a'],
		],
		[
			['file2', 'file'],
			['file', 'file2'],
		],
		[[], []],
	])('%j come as %j', (properties, ordered) => expect(inOrder(properties)).toEqual(ordered));
});

test.each([
	['https://example.com/a/Fl%C3%BCgel%20A5.pdf?x=/b.pdf#/c.pdf', 'Flügel A5.pdf'],
	['http://localhost:4010/100%25.pdf', '100%.pdf'],
	['https://example.com/bad%escape.pdf', 'bad%escape.pdf'],
	['https://example.com/a b.pdf', 'a b.pdf'],
])('the file at %p is called %p', (address, name) => expect(nameAtAddress(new URL(address), 'File Name')).toBe(name));
