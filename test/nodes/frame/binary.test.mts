import { mimeTypeOf, nameOf } from '../../../nodes/frame/binary.ts';

test.each([
	['application/pdf', 'application/pdf'],
	['application/pdf; name="Flyer.pdf"', 'application/pdf'],
	[' Image/PNG ', 'image/png'],
	['image/svg+xml', 'image/svg+xml'],
	['', 'application/octet-stream'],
	['pdf', 'application/octet-stream'],
	['text/plain\r\nx-evil: 1', 'application/octet-stream'],
	[undefined, 'application/octet-stream'],
])('the content type %p is sent as %p', (mimeType, sent) => {
	expect(mimeTypeOf({ data: '', mimeType: mimeType as string })).toBe(sent);
});

test.each([
	[{ fileName: 'a.pdf' }, 'a.pdf'],
	[{ fileName: '  ', fileExtension: 'pdf' }, 'data.pdf'],
	[{ fileExtension: 'pdf' }, 'data.pdf'],
	[{}, 'data'],
])('a binary with %j is called %p', (binary, name) => {
	expect(nameOf({ data: '', mimeType: 'application/pdf', ...binary }, 'data')).toBe(name);
});
