/** The postbacks that were sent, and submissions that were rejected. */
import { byId, change, details, line, make, plural, time, words } from './page.js';

const shown = 20;

function answerOf({ state: outcome, attempts }) {
	const last = attempts.at(-1);
	const tries = attempts.length > 1 ? `, ${attempts.length} tries` : '';
	if (!last || (outcome === 'sending' && last.status === null && !last.error)) return ['sending', 'busy'];
	const answer = last.status === null ? last.error : `answered ${last.status} in ${last.milliseconds} ms`;
	if (outcome === 'delivered') return [answer + tries, 'good'];
	return outcome === 'failed' ? [`failed: ${answer}${tries}`, 'bad'] : [`${answer}, trying again`, 'busy'];
}

/** @param place tells one list's entry from the same in another: each opens by itself */
export function postbackEntry(postback, place = '') {
	const [answer, className] = answerOf(postback);
	const about = postback.sourceOrderId === null ? '' : ` ${postback.sourceOrderId}`;
	const summary = make(
		'summary',
		{},
		make('strong', { text: words(postback.event) }),
		make('span', { text: about }),
		make(
			'span',
			{ class: 'answer small' },
			make('span', { class: className, text: answer }),
			make('span', { class: 'soft', text: time(postback.created) }),
		),
	);
	const where = line(`${postback.method} ${postback.url}`, 'small soft');
	return make(
		'article',
		{ [`data-${place}event`]: postback.event },
		details(place + postback._id, summary, where, make('pre', { text: postback.body })),
	);
}

function targetLine({ method, url, hasToken, events, active }) {
	return `${method} ${url}${hasToken ? ', with a token' : ', without a token'}${events ? `, for ${events.join(', ')}` : ''}${active ? '' : ' (off)'}`;
}

export function drawPostbacks({ postbackTargets, counts, postbacks: all }) {
	const postbacks = all.slice(-shown);
	byId('target').textContent =
		postbackTargets.length === 0
			? 'They go nowhere yet: give the address of your n8n trigger.'
			: postbackTargets.map(targetLine).join('; ');
	byId('postbacks').replaceChildren(
		...(postbacks.length === 0 ? [line('None yet. One is sent whenever an order changes.', 'soft')] : []),
		...[...postbacks].reverse().map((postback) => postbackEntry(postback)),
		...(counts.postbacks > postbacks.length
			? [line(`The latest ${postbacks.length} of ${plural(counts.postbacks, 'postback')}.`, 'small soft')]
			: []),
	);
}

/** Whoever a rejected order was for, as far as it says so. */
const customerIn = ({ body }) => body?.orderData?.customerName ?? body?.orderData?.shipments?.[0]?.shipTo?.name ?? '';

export function drawRejected({ submissionErrors }) {
	byId('rejected').replaceChildren(
		...(submissionErrors.length === 0
			? [line('None. Orders that were submitted asynchronously and found invalid later are listed here.', 'soft')]
			: []),
		...[...submissionErrors]
			.reverse()
			.map((rejected) =>
				make(
					'article',
					{ class: 'card', 'data-rejected': rejected.sourceOrderId ?? '' },
					make('strong', { text: rejected.sourceOrderId ?? '(no source order ID)' }),
					make('span', { class: 'soft small', text: ` ${customerIn(rejected)} ${time(rejected.created)}` }),
					make(
						'ul',
						{},
						...rejected.errorList.map(({ path, message }) =>
							make('li', { class: 'small bad', text: path ? `${path}: ${message}` : message }),
						),
					),
				),
			),
	);
}

byId('target-form').addEventListener('submit', async (event) => {
	event.preventDefault();
	if (await change('POST', '/postbacks', { url: byId('target-url').value, token: byId('target-token').value })) event.target.reset();
});
