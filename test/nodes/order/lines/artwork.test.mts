import { type Field, findArtwork } from '../../../../nodes/order/lines/artwork.ts';
import { atMost, quickest } from '../../../quickest.mts';

const at = 'https://files.example.com/';
const field = (name: string, value: unknown): Field => ({ name, value });
const urls = (fields: Field[], names: string[] = []) => findArtwork(fields, { names }).files.map((file) => file.url!.replace(at, ''));

test.each<[string, Field[], string[]]>([
	['a link', [field('Artwork', `${at}a.pdf`)], ['a.pdf']],
	['a link in a sentence', [field('Upload', `Please see (${at}a(1).pdf), thanks.`)], ['a(1).pdf']],
	['two by comma', [field('Upload', `${at}a.pdf,${at}b.pdf`)], ['a.pdf', 'b.pdf']],
	['three by bar and line', [field('Upload', `${at}a.pdf|${at}b.pdf\n${at}c.pdf`)], ['a.pdf', 'b.pdf', 'c.pdf']],
	['blanks in its name', [field('Upload', `${at}my flyer A5.pdf`)], ['my%20flyer%20A5.pdf']],
	['an apostrophe in its name', [field('Upload', `${at}Mia's flyer.pdf`)], ['Mia%27s%20flyer.pdf']],
	['an apostrophe as HTML writes it', [field('Upload', `${at}Mia&#39;s.pdf`)], ['Mia%27s.pdf']],
	['quotes in its name', [field('Upload', `${at}Flyer "A5".pdf`)], ['Flyer%20%22A5%22.pdf']],
	['an expression that was not read', [field('Upload', `${at}{{ $json.file }}.pdf`)], ['%7B%7B%20$json.file%20%7D%7D.pdf']],
	[
		'blanks in a tag',
		[field('Upload', `<a href='${at}my flyer.pdf'>x</a>, <a href="${at}Mia's.pdf">y</a>`)],
		['my%20flyer.pdf', 'Mia%27s.pdf'],
	],
	['a comma in its name', [field('Upload', `${at}Flyer, A5.pdf`)], ['Flyer,%20A5.pdf']],
	['a comma after a file', [field('Upload', `${at}a.pdf, not b.pdf`)], ['a.pdf']],
	['a blank in its name before a query', [field('Upload', `${at}Flyer A5.pdf?v=2&x=1`)], ['Flyer%20A5.pdf?v=2&x=1']],
	['a query before a name', [field('Upload', `${at}a.pdf?v=2 not b.pdf?`)], ['a.pdf?v=2']],
	['a blank in its name behind a label', [field('Upload', `Front: ${at}Flyer A5.pdf`)], ['Flyer%20A5.pdf']],
	['a page in a sentence', [field('Upload', `Please see ${at}get/17 for flyer.pdf`)], ['get/17']],
	['a link in quotes', [field('Upload', `'${at}a.pdf' or "${at}b.pdf"`)], ['a.pdf', 'b.pdf']],
	['a quote after a file', [field('Upload', `${at}a.pdf' and 'b.pdf`)], ['a.pdf']],
	['a link before a name', [field('Upload', `${at}get/17. My file is flyer.pdf`)], ['get/17']],
	['a link within a query', [field('Upload', `${at}get?url=https://other.example.com/a.pdf`)], ['get?url=https://other.example.com/a.pdf']],
	['commas of its own', [field('Upload', `${at}w_100,h_50/a.pdf`)], ['w_100,h_50/a.pdf']],
	['HTML', [field('Upload', `<a href="${at}a.pdf?b=1&amp;c=2"><img src="${at}t.png"></a>`)], ['a.pdf?b=1&c=2']],
	['JSON in a text', [field('_podifai_all_attributes', JSON.stringify({ upload: { front: `${at}a.png` }, color: 'Gold' }))], ['a.png']],
	[
		'lists in lists',
		[field('_WCPA', { s: { fields: [[{ type: 'file', label: 'Your file', value: [{ file_name: 'preview.pdf', url: `${at}a.pdf` }] }]] } })],
		['a.pdf'],
	],
	['the same file twice', [field('Upload', `${at}a.pdf`), field('_tmcartepo_data', [{ name: 'Upload', value: `${at}a.pdf` }])], ['a.pdf']],
	['front before back', [field('Print File', `${at}f.pdf`), field('Back Side', `${at}b.pdf`)], ['f.pdf', 'b.pdf']],
	[
		'print before all else',
		[field('Upload', `${at}photo.jpg`), field('_customily-production-url', `${at}print.png`), field('_customily-preview', `${at}p.jpg`)],
		['print.png'],
	],
	['its name before any link', [field('Website', 'https://example.com/'), field('Artwork', `${at}a.pdf`)], ['a.pdf']],
	['a picture that was uploaded', [field('Upload your image', `${at}a.jpg`)], ['a.jpg']],
	['previews only', [field('_customily-preview', `${at}p.jpg`), field('Mock-up', `${at}m.jpg`), field('Thumbnail', `${at}t.jpg`)], []],
	['a preview by its path', [field('Design', `${at}previews/a.jpg`)], []],
	[
		'an editor that has its own parts',
		[field('zakeke_data', { design: 'x', previews: [{ url: `${at}p.png` }] }), field('_fpd_data', `{"source":"${at}x.png"}`)],
		[],
	],
	['a bare path, an ID, a file name', [field('Artwork', '/uploads/a.pdf'), field('_customization_id', 'tb-1'), field('File', 'a.pdf')], []],
	[
		'an address that is none',
		[field('Artwork', 'https://'), field('File', 'ftp://x/a.pdf'), field('Upload', 'data:application/pdf;base64,AAAA')],
		[],
	],
	['nothing that is text', [field('Artwork', null), field('File', 3), field('Upload', {}), field('Design', [[]])], []],
])('%s', (_, fields, expected) => expect(urls(fields)).toEqual(expected));

test("the user's own names come first, in their order, and alone", () => {
	const fields = [field('Artwork', `${at}a.pdf`), field('Cover', `${at}cover.pdf`), field('_Inner pages', `${at}inner.pdf`)];
	expect(urls(fields, ['inner_pages', 'COVER'])).toEqual(['inner.pdf', 'cover.pdf']);
	expect(urls(fields, ['Nothing like it'])).toEqual(['a.pdf', 'cover.pdf', 'inner.pdf']);
	expect(urls([field('Preview', `${at}p.pdf`)], ['preview'])).toEqual(['p.pdf']);
});

test('what was seen where no artwork is', () => {
	expect(
		findArtwork([field('_id', 'x'), field('Paper', '135 g'), field('Artwork', 'poster_final.pdf'), field('_preview', `${at}p.jpg`)], {
			names: [],
		}),
	).toEqual({
		files: [],
		fieldsSeen: ['Paper', 'Artwork', '_id', '_preview'],
		previews: ['_preview'],
		notLinks: [{ field: 'Artwork', value: 'poster_final.pdf' }],
	});
});

test.each([
	['links', 'https://a.b/c,'],
	['dots', `https://a${'.'.repeat(100)}`],
	['pictures', '<img src="'],
	['brackets', '[{"a":'],
])('a megabyte of %s takes no time to speak of', (_, part) => {
	const value = part.repeat(1_000_000 / part.length);
	expect(quickest(() => findArtwork([field('Artwork', value)], { names: [] }), 3)).toBeLessThan(atMost);
});
