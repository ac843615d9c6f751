import { withoutEcho } from '../../../nodes/hp/echo.ts';
import { looksOf } from '../../../nodes/hp/redact.ts';

const secret = 'kö"nig\\s&we<g> 7';

test.each(looksOf(secret))('a good answer does not repeat the secret as %s', (look) => {
	expect(withoutEcho({ note: `it was ${look}.`, list: [{ [look]: 1 }] }, looksOf(secret))).toEqual({
		note: 'it was ***.',
		list: [{ '***': 1 }],
	});
});

test('an answer that repeats nothing stays the very same', () => {
	const answer = { _id: '1', note: 'kö"nig', orderData: { extraData: { authorization: 'Basic desk' } } };
	expect(withoutEcho(answer, looksOf(secret))).toEqual(answer);
});
