import { partsOf } from '../../../../nodes/order/lines/parts.ts';
import { counted, folded, holdsWords, wordsOf } from '../../../../nodes/order/lines/words.ts';

test.each([
	['artworkCover_2', ['artwork', 'cover', '2']],
	['ÄußereSeite', ['äußere', 'seite']],
	['ABC', ['abc']],
	['A-5 / b', ['a', '5', 'b']],
	['e\u0327x', ['ȩx']],
	['x\u0327y', ['x\u0327y']],
	['ﬁne', ['fine']],
	[' -- ', []],
	['', []],
])('the words of %j are %j', (text, words) => expect(wordsOf(text)).toEqual(words));

test.each([
	[' A\u00a0 b\n', 'a b'],
	['ﬁne', 'fine'],
	[null, ''],
	[undefined, ''],
])('%j is compared as %j', (text, expected) => expect(folded(text)).toBe(expected));

test.each([
	['Artwork front cover', 'Front Cover', true],
	['frontCover', 'front_cover', true],
	['Front of the cover', 'front cover', false],
	['discover', 'cover', false],
	['anything', '', false],
	['anything', ' - ', false],
])('%j holds %j: %s', (text, wanted, holds) => expect(holdsWords(text, wanted)).toBe(holds));

test('things are counted', () => expect([0, 1, 2].map((n) => counted(n, 'part'))).toEqual(['0 parts', '1 part', '2 parts']));

const file = (field: string) => ({ field, url: `https://files.example.com/${field}.pdf` });
test.each<[string[], string[], string[] | undefined]>([
	[[], [], undefined],
	[['Cover'], [], undefined],
	[['Cover'], ['a', 'b'], undefined],
	[['Cover'], ['anything'], ['anything only part']],
	[
		['Cover', 'Text'],
		['text_pdf', 'cover_pdf'],
		['cover_pdf name', 'text_pdf name'],
	],
	[
		['Cover', 'Text'],
		['first', 'second'],
		['first position', 'second position'],
	],
	[
		['Cover', 'Text'],
		['first', 'cover'],
		['cover name', 'first position'],
	],
	[['Cover', 'Text'], ['cover 1', 'cover 2'], undefined],
	// As letters within, if none stands there as a word.
	[
		['Cover', 'Text'],
		['mytextfile', 'mycoverfile'],
		['mycoverfile name', 'mytextfile name'],
	],
	[
		['Text', 'Cover'],
		['discovery', 'text'],
		['text name', 'discovery name'],
	],
	// Of two the longer one, if it holds the other.
	[
		['Cover', 'Cover Back'],
		['cover back', 'cover'],
		['cover name', 'cover back name'],
	],
	[
		['Cover Back', 'Cover'],
		['cover', 'cover back'],
		['cover back name', 'cover name'],
	],
	[
		['Cover', 'Text'],
		['cover and text', 'text'],
		['cover and text position', 'text name'],
	],
	// The word counts before the letters.
	[
		['Art', 'Cover'],
		['cover artwork', 'x'],
		['x position', 'cover artwork name'],
	],
])('parts %j get the files %j: %j', (codes, files, expected) => {
	const parts = partsOf(codes, files.map(file));
	expect(parts?.map(({ file, by }) => `${file.field} ${by}`)).toEqual(expected);
	expect(parts?.map(({ code }) => code)).toEqual(expected && codes);
});
