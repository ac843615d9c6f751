import { withoutEcho } from '../../../nodes/hp/echo.ts';
import { looksOf } from '../../../nodes/hp/redact.ts';

const secret = 'kö"nig\\s&we<g> 7';

test.each(looksOf(secret))('a good answer does not repeat the secret as %s', (look) => {
	expect(withoutEcho({ note: `it was ${look}.`, list: [{ [look]: 1 }] }, looksOf(secret))).toEqual({
		note: 'it was ***.',
		list: [{ '***': 1 }],
	});
});

test.each([
	['JSON in JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
	['an address in small letters', encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
])('nor as it stands in %s', (_where, look) => expect(withoutEcho([`it was ${look}.`], looksOf(secret))).toEqual(['it was ***.']));

test('an answer that repeats nothing stays the very same', () => {
	const answer = { _id: '1', note: 'kö"nig', orderData: { extraData: { authorization: 'Basic desk' } } };
	expect(withoutEcho(answer, looksOf(secret))).toEqual(answer);
});
