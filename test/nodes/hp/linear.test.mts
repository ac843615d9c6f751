// n8n has one thread: no text that somebody sends may hold it up. Each reader gets its worst, a million characters long.
import '../../../lab/engine/environment.mts';

import { sign } from '../../../credentials/PrintOsApi.credentials.ts';
import { mimeTypeOf, nameOf } from '../../../nodes/frame/binary.ts';
import { retryWait } from '../../../nodes/hp/retry.ts';
import { readError } from '../../../nodes/hp/readError.ts';
import { redact } from '../../../nodes/hp/redact.ts';
import { unreachable } from '../../../nodes/hp/unreachable.ts';
import { readUploadUrls } from '../../../nodes/hp/uploadUrls.ts';
import { inOrder, safeName } from '../../../nodes/PrintOsBox/filing/fileNames.ts';
import { atMost, quickest } from '../../quickest.mts';

const long = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length));
const worst = [
	'a',
	'/',
	'\\',
	'.',
	'../',
	'./',
	'1',
	'f',
	' ',
	'\n',
	'=',
	'@',
	'a@',
	'@.',
	'http://',
	'https://a/',
	'https%3A%2F%2F',
	'X-Amz-',
	'x-amz-a-',
	'Signature=',
	'signature',
	'<title',
	'<',
	'<a>',
	'data:',
	'%',
	'-',
	'a.',
	'.localhost',
	'already ',
	';',
	'0123456789abcdef',
	'\u{1f600}',
].flatMap((piece) => [long(piece), `x${long(piece)}x`, `${long(piece)}?`, `${long(piece)}!`]);

const credential = (baseUrl: string) => ({ account: 'siteFlow', environment: 'custom', baseUrl, key: 'k', secret: 's' });
const refused = (work: () => unknown) => {
	try {
		work();
	} catch {
		// What matters here is how long it takes.
	}
};

const readers: Record<string, (text: string) => unknown> = {
	redact: (text) => redact(text),
	'an error as text': (text) => readError(text),
	'an error as page': (text) => readError(`<html>${text}`),
	'an error as JSON': (text) => readError({ errors: [{ path: text, message: text }], message: text }),
	'a Base URL': (text) =>
		refused(() => sign(credential(`https://print.example.com/${text}`) as never, { url: 'https://print.example.com/api' })),
	'a Base URL of it alone': (text) => refused(() => sign(credential(text) as never, { url: 'https://print.example.com/api' })),
	'an address to sign': (text) =>
		refused(() => sign(credential('https://print.example.com') as never, { baseURL: 'https://print.example.com/', url: text })),
	'a file name': (text) => safeName(text),
	'names of binaries': (text) => inOrder([text, `${text}1`]),
	'the name of a binary': (text) => nameOf({ data: '', mimeType: '', fileName: text }, 'data'),
	'a content type': (text) => mimeTypeOf({ data: '', mimeType: text }),
	'a Retry-After': (text) => retryWait({ status: 429, retryAfter: text }, 1, true, { maxTries: 5, maxWait: 60 }, 0, 0),
	'an error of the network': (text) => unreachable({ message: text }, 60, text),
	'upload addresses': (text) => refused(() => readUploadUrls({ [text]: text, upload: text, fetch: text })),
};

test.each(Object.entries(readers))('%s of a million characters holds nothing up', (_what, read) => {
	read(long('warm'));
	for (const text of worst) {
		const time = quickest(() => read(text), 3);
		expect([time < atMost, text.slice(0, 20), time]).toEqual([true, text.slice(0, 20), expect.any(Number)]);
	}
});
