#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { startSandbox } from './index.mts';
import { withoutQuery } from './postbacks/triggers.mts';

const usage = `A local PrintOS: Box, Site Flow, an upload store, postbacks and an order board.

  printos-sandbox [options], or npm run sandbox -- [options] in a clone

  --port <number>            4010
  --host <address>           127.0.0.1; 0.0.0.0 opens it to your network, with an unsigned control API
  --allow-host <name>        a name you call it by besides localhost, e.g. host.docker.internal; may be repeated
  --key, --secret <text>     sandbox-key, sandbox-secret
  --postback-url <url>       where postbacks go; can be set later on the board
  --postback-token <text>    sent with them as "authorization"
  --catalogue <file>         SKUs, products, carriers ...; default: the one it comes with
  --auto-advance <seconds>   orders move on by themselves
  --no-hash                  do not compute a checksum of uploads
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '4010' },
			host: { type: 'string', default: '127.0.0.1' },
			'allow-host': { type: 'string', multiple: true, default: [] },
			key: { type: 'string', default: 'sandbox-key' },
			secret: { type: 'string', default: 'sandbox-secret' },
			'postback-url': { type: 'string' },
			'postback-token': { type: 'string' },
			catalogue: { type: 'string' },
			'auto-advance': { type: 'string' },
			'no-hash': { type: 'boolean', default: false },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) return console.log(usage);
	const { 'postback-url': postbackUrl, 'postback-token': postbackToken, catalogue, 'auto-advance': autoAdvance } = values;
	const sandbox = await startSandbox({
		port: Number(values.port),
		host: values.host,
		hosts: values['allow-host'],
		key: values.key,
		secret: values.secret,
		hashUploads: !values['no-hash'],
		...(postbackUrl && { postbackUrl }),
		...(postbackToken && { postbackToken }),
		...(catalogue && { catalogue }),
		...(autoAdvance && { settings: { autoAdvanceMs: Number(autoAdvance) * 1000 } }),
	});
	console.log(`The sandbox is running.

  Order board     ${sandbox.url}/
  Control API     ${sandbox.url}/_sandbox/state

Credential "HP PrintOS API", for Box and Site Flow through PrintOS:
  Account         PrintOS
  Environment     Custom
  Base URL        ${sandbox.url}
  Key             ${sandbox.key}
  Secret          ${sandbox.secret}

Credential for Site Flow direct:
  Account         Site Flow
  Environment     Custom
  Base URL        ${sandbox.url}
  Submission URL  ${sandbox.submissionUrl}
  Key, Secret     the same

Postbacks go to   ${postbackUrl ? withoutQuery(postbackUrl) : 'nobody yet: --postback-url, or set it on the board'}
Stop it with Ctrl+C.`);
	if (!['127.0.0.1', '::1', 'localhost'].includes(values.host))
		console.log(`\nIt listens on ${values.host}: whoever reaches that address can use the control API.`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
}

main().catch((error: NodeJS.ErrnoException) => {
	console.error(error.code === 'EADDRINUSE' ? 'The port is taken. Choose another with --port.' : error.message);
	process.exitCode = 1;
});
