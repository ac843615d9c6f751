// Postbacks a second through our trigger and through n8n's Webhook node, in the same real n8n: from the first sent to
// the last run finished. Each checks a secret in the authorization header.
import { setTimeout as sleep } from 'node:timers/promises';

import { atOnce, type Effort, type Figure, medians, rounds, timed } from './measure.mts';
import { BenchN8n, credentials, node } from './n8n.mts';

const token = 'a long random word';
const lanes = 20;

/** Before it calls a trigger, n8n readies a sandbox for expressions, unless it is told to wait until there is one. */
const settings = {
	'n8n as it comes': undefined,
	'n8n with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE': 'true',
};

export async function postbacks({ quick }: Effort): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const [name, lazy] of Object.entries(settings).slice(quick ? 1 : 0))
		figures.push(await inN8n(name, { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: lazy }, quick));
	return figures;
}

async function inN8n(name: string, env: Record<string, string | undefined>, quick: boolean): Promise<Figure> {
	const count = quick ? 15 : 150;
	const header = { id: 'header', name: 'Header', type: 'httpHeaderAuth', data: { name: 'authorization', value: token } };
	const credential = { account: 'siteFlow', environment: 'production', key: 'key', secret: 'secret', postbackToken: token };
	const n8n = await BenchN8n.start(credential, { others: [header], env });
	try {
		const trigger = node('Trigger', 'n8n-nodes-printos.printOsSiteFlowTrigger', 1, { events: ['*'] }, { credentials, webhookId: 'ours' });
		const webhook = (path: string, version: number, more: object = {}, rest: object = {}) =>
			node(
				'Trigger',
				'n8n-nodes-base.webhook',
				version,
				{ path, httpMethod: 'POST', responseMode: 'onReceived', options: {}, ...more },
				{ webhookId: path, ...rest },
			);
		const secured = [{ authentication: 'headerAuth' }, { credentials: { httpHeaderAuth: { id: 'header', name: 'Header' } } }];
		await n8n.addTriggered('ours', [trigger]);
		await n8n.addTriggered('first', [webhook('first', 1, ...secured)]);
		await n8n.addTriggered('second', [webhook('second', 2, ...secured)]);

		let sent = 0;
		const send = (workflow: string, path: string) => async () => {
			const before = await n8n.session.countExecutions(workflow, 'success');
			const seconds = await timed(async () => {
				await atOnce(lanes, count, async () => {
					const answer = await fetch(n8n.webhookUrl(path), {
						method: 'POST',
						headers: { 'content-type': 'application/json', authorization: token },
						body: JSON.stringify(postback(++sent)),
					});
					await answer.arrayBuffer();
					if (!answer.ok) throw new Error(`n8n answered ${answer.status}`);
				});
				for (
					const deadline = Date.now() + 120_000;
					(await n8n.session.countExecutions(workflow, 'success')) < before + count;
					await sleep(100)
				) {
					if (Date.now() > deadline) throw new Error('not every postback started a run');
				}
			});
			return count / seconds;
		};
		const ways = {
			'this package': send('ours', 'ours/webhook'),
			// The floor: n8n treats the first version of its Webhook node like any trigger, and spares its second what no other is spared.
			"n8n's Webhook node, version 1": send('first', 'first'),
			"n8n's Webhook node, version 2": send('second', 'second'),
		};
		if (!quick) for (const warm of Object.values(ways)) await warm();
		const measured = await rounds(quick ? 1 : 7, ways, (rate) => `${rate.toFixed(1)} postbacks/s`);
		return {
			title: `Postbacks a second, each to the end of its run, ${name}`,
			unit: 'postbacks/s',
			ways: medians(measured, (rate) => rate),
			aim: { of: "n8n's Webhook node, version 1", atLeast: 0.98 },
		};
	} finally {
		await n8n.stop();
	}
}

/** As the template of Order Print Ready gives it. */
function postback(n: number): object {
	return {
		event: 'orderPrintReady',
		timestamp: new Date().toISOString(),
		orderId: n.toString(16).padStart(24, '0'),
		sourceOrderId: `P-${n}`,
		status: 'printready',
	};
}
