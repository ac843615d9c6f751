import type { IBinaryData } from 'n8n-workflow';

import { binaryOf, contentOf, mimeTypeOf, nameOf } from '../../../nodes/frame/binary.ts';
import type { Call } from '../../../nodes/frame/call.ts';

test.each([
	['application/pdf', 'application/pdf'],
	['application/pdf; name="Flyer.pdf"', 'application/pdf'],
	[' Image/PNG ', 'image/png'],
	['image/svg+xml', 'image/svg+xml'],
	['', 'application/octet-stream'],
	['pdf', 'application/octet-stream'],
	['text/plain\r\nx-evil: 1', 'application/octet-stream'],
	[undefined, 'application/octet-stream'],
	['application/x-www-form-urlencoded', 'application/octet-stream'],
	['multipart/form-data; boundary=x', 'application/octet-stream'],
])('the content type %p is sent as %p', (mimeType, sent) => {
	expect(mimeTypeOf({ data: '', mimeType: mimeType as string })).toBe(sent);
});

test.each([
	[{ fileName: 'a.pdf' }, 'a.pdf'],
	[{ fileName: '  ', fileExtension: 'pdf' }, 'data.pdf'],
	[{ fileExtension: 'pdf' }, 'data.pdf'],
	[{ fileExtension: '.pdf' }, 'data.pdf'],
	[{}, 'data'],
])('a binary with %j is called %p', (binary, name) => {
	expect(nameOf({ data: '', mimeType: 'application/pdf', ...binary }, 'data')).toBe(name);
});

describe('a file in memory', () => {
	const call = { functions: { helpers: {} } } as unknown as Call;
	const content = async (data: unknown) => await contentOf(call, { data, mimeType: 'application/pdf' } as IBinaryData, 'flyer.pdf');

	test.each([
		['base64', 'JVBERg=='],
		['base64 in lines', 'JVB\nERg==\n'],
		['base64 without its end', 'JVBERg'],
		['a data: address', 'data:application/pdf;base64,JVBERg=='],
		['a data: address with more', 'data:application/pdf;charset=utf-8;base64,JVBERg=='],
		['a data: address with blanks', '\ndata:application/pdf; base64 , JVBERg=='],
		['a data: address that was encoded once more', 'data:application/pdf;base64,JVBERg%3D%3d'],
	])('%s arrives byte for byte', async (_what, data) => {
		const { size, open } = await content(data);
		expect([size, String(await open())]).toEqual([4, '%PDF']);
	});

	test.each([
		['a data: address in clear text', 'data:text/plain,hello'],
		['a text', 'Dear print shop,'],
		['a broken one', 'JVBER*=='],
		['bytes too few', 'JVBER'],
		['equals signs within', 'JVBE==Rg'],
	])(
		'%s is refused, not made into another file',
		async (_what, data) => await expect(content(data)).rejects.toThrow(/"flyer\.pdf" is not base64/),
	);

	test.each(['filesystem-v2', 'filesystem', 's3', 'database'])(
		'%p is where n8n keeps it, and no file',
		async (data) =>
			await expect(content(data)).rejects.toThrow(/"flyer\.pdf" is in n8n's own store, and the node before lost the way to it/),
	);

	test('what is no ID leads to no content', () => {
		const item = { json: {}, binary: { data: { id: 7, data: 'filesystem-v2', mimeType: 'application/pdf' } } };
		const odd = { item: 0, functions: { getInputData: () => [item] } } as unknown as Call;
		expect(() => binaryOf(odd, 'data')).toThrow('The file under data has no content');
	});

	test.each([undefined, null, 7, {}, []])('%p has no content', (data) => {
		const item = { json: {}, binary: { data: { data, mimeType: 'application/pdf', fileName: 'a.pdf' } } };
		const odd = { item: 0, functions: { getInputData: () => [item] } } as unknown as Call;
		expect(() => binaryOf(odd, 'data')).toThrow('The file under data has no content');
	});

	test('a property without a file is not named as one that is there', () => {
		const item = { json: {}, binary: { data: null, other: { data: 'x', mimeType: '' } } };
		const odd = { item: 0, functions: { getInputData: () => [item] } } as unknown as Call;
		expect(() => binaryOf(odd, 'data')).toThrow(/no binary property "data"\. It has: other\./);
	});

	test('a number is a name', () => expect(nameOf({ data: '', mimeType: '', fileName: 4711 as never }, 'data')).toBe('4711'));
	test('a number is no type', () => expect(mimeTypeOf({ data: '', mimeType: 42 as never })).toBe('application/octet-stream'));
});
