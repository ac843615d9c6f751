// The polling trigger in bulk: thousands of changes, and n8n killed again and again. Ends with 1 if anything is lost or strange.
import { parseArgs } from 'node:util';

import { n8nVersion, runtimes } from '../../lab/n8n/n8n.mts';
import { rehearse } from './polling.mts';

const usage = `Lets orders move on in the sandbox while a real n8n polls, is killed and started again, and counts what its runs were told.

  npm run soak:polling                 2,500 orders, 10,000 changes, 10 kills; about 20 minutes
  npm run soak:polling -- --orders 60 --open 40 --rate 4 --kills 3 --within 10

  --orders <n>      each goes through its six statuses, four of them by hand; 2500
  --open <n>        orders in the house at once; 150
  --rate <n>        changes a second; 14
  --kills <n>       by SIGKILL, at any moment; HP is away during every other start; 10
  --within <n>      seconds of polling after which a kill comes at the latest; 60
  --share <number>  how many requests in one meet a fault; 0.05
  --seed <text>     makes the same requests meet the same faults; printed if not given
  --older           in the last n8n for Node 20 (install it first: node scripts/setup.mjs --n8n-older)
`;

const { values } = parseArgs({
	options: {
		orders: { type: 'string', default: '2500' },
		open: { type: 'string', default: '150' },
		rate: { type: 'string', default: '14' },
		kills: { type: 'string', default: '10' },
		within: { type: 'string', default: '60' },
		share: { type: 'string', default: '0.05' },
		seed: { type: 'string', default: String(Date.now()) },
		older: { type: 'boolean', default: false },
		help: { type: 'boolean', short: 'h', default: false },
	},
});

async function main(): Promise<void> {
	if (values.help) return console.log(usage);
	const { seed, older } = values;
	console.log(`n8n ${n8nVersion(older ? runtimes.older : runtimes.current)}, seed ${seed}`);
	const report = await rehearse({
		orders: Number(values.orders),
		open: Number(values.open),
		changesPerSecond: Number(values.rate),
		kills: Number(values.kills),
		killWithin: Number(values.within),
		share: Number(values.share),
		seed,
		...(older && { n8n: { runtime: runtimes.older, env: { N8N_DISABLED_MODULES: undefined } } }),
		say: console.log,
	});
	console.dir(report, { depth: null, maxArrayLength: 20 });
	const isRight = report.lost.length + report.strange.length + report.failedRuns === 0 && report.goesOn;
	console.log(isRight ? 'Every change was told, and told again only after a kill.' : `NOT RIGHT. Repeat it with --seed ${seed}`);
	process.exitCode = isRight ? 0 : 1;
}

void main();
