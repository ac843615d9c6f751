import { readUploadUrls } from '../../../nodes/hp/uploadUrls.ts';

const upload = 'https://store.example.com/put?X-Amz-Signature=1';
const fetch = 'https://store.example.com/get?X-Amz-Signature=2';

describe('readUploadUrls', () => {
	test.each<[string, unknown]>([
		['upload and fetch', { upload, fetch }],
		['whatever the order and whatever else is there', { expires: 3600, fetch, upload, method: 'PUT' }],
		['uploadUrl and fetchUrl', { uploadUrl: upload, fetchUrl: fetch }],
		['uploadURL and fetchURL', { uploadURL: upload, fetchURL: fetch }],
		['upload_url and fetch_url', { upload_url: upload, fetch_url: fetch }],
		['upload-uri and fetch-uri', { 'upload-uri': upload, 'fetch-uri': fetch }],
		['putUrl and getUrl', { putUrl: upload, getUrl: fetch }],
		['upload and downloadUrl', { upload, downloadUrl: fetch }],
		['objects with a url', { upload: { url: upload, method: 'PUT' }, fetch: { url: fetch } }],
		['within data', { success: true, data: { upload, fetch } }],
		['within urls', { urls: { upload, fetch } }],
		['a list of two', [upload, fetch]],
		['a list of one pair', [{ upload, fetch }]],
		['a list of two within data', { data: [upload, fetch] }],
	])('reads %s', (_spelling, answer) => expect(readUploadUrls(answer)).toEqual({ upload, fetch }));

	test('plain http is fine on this very machine, for tests', () => {
		const local = 'http://127.0.0.1:4010/store/1';
		expect(readUploadUrls({ upload: local, fetch: local })).toEqual({ upload: local, fetch: local });
	});

	test.each<[string, unknown, RegExp]>([
		['nothing', {}, /held nothing/],
		['null', null, /held nothing/],
		['a text', 'https://store.example.com', /held nothing/],
		['no fetch URL', { upload }, /held upload /],
		['no URLs', { upload: 'soon', fetch: '/later' }, /held upload, fetch /],
		['an empty list', [], /expected/],
		['other things', { a: 1, b: 2 }, /held a, b /],
	])('says what came instead: %s', (_what, answer, description) => {
		expect(() => readUploadUrls(answer)).toThrow(
			expect.objectContaining({
				message: 'HP gave no upload address for the file',
				details: { description: expect.stringMatching(description) },
			}),
		);
	});

	test.each(['http://store.example.com/1', 'ftp://store.example.com/1', 'http://127.0.0.1.example.com/1'])(
		'refuses to send a file to %p',
		(address) => {
			expect(() => readUploadUrls({ upload: address, fetch })).toThrow(/is not encrypted; the file was not sent/);
		},
	);
});
