import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

import { type Demo, demoWorkflow, lastError, orderInSandbox, placeOrder, startDemo, tellStaff } from './demo.mts';
import { owner } from '../lab/n8n/session.mts';

const usage = `From a web shop's order to a printed and shipped one, on this machine: a real n8n with the HP PrintOS nodes,
a local PrintOS (the sandbox), a web shop and a mail server.

  npm run demo                 starts it and stays up
  npm run demo -- --once       drives one order from the shop to the customer's e-mail, and stops

  --n8n-port <number>          5678   (with --once: any free port)
  --sandbox-port <number>      4010
  --shop-port <number>         4020
`;

/** Prints a line with the time since the start. */
function clock(): (line: string) => void {
	const started = Date.now();
	return (line) => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

/**
 * Follows one order through the whole line.
 * @throws Error with the reason when a step doesn't happen
 */
async function driveOneOrder(demo: Demo, say: (line: string) => void): Promise<void> {
	const { order, answer } = await placeOrder(demo);
	const [line] = order.line_items;
	say(`Ordered      The shop posted order ${order.number} to n8n: ${line?.quantity} x ${line?.name}`);
	say(`Submitted    n8n sent it to Site Flow as order ${answer.orderId}`);
	const { orderData } = await orderInSandbox(demo, order.number);
	say(`Received     Site Flow has it, with ${orderData.items.length} item`);
	await tellStaff(demo, order.number, 'printready');
	say('Print ready  Its artwork was downloaded and it is ready to print');
	await tellStaff(demo, order.number, 'print');
	say('Printed      Every component is printed');
	await tellStaff(demo, order.number, 'ship');
	const shipped = await orderInSandbox(demo, order.number);
	const trackingNumber = shipped.orderData.shipments[0]?.trackingNumber;
	if (shipped.orderData.status !== 'shipped' || !trackingNumber)
		throw new Error(`Order ${order.number} is ${shipped.orderData.status}, not shipped.`);
	say(`Shipped      ${shipped.orderData.shipments[0]?.carrier.code}, tracking number ${trackingNumber}`);
	const mail = await demo.mail
		.waitFor((candidate) => candidate.text?.includes(trackingNumber) ?? false, 20_000)
		.catch(async (error: Error) => {
			throw new Error(`The customer got no e-mail with tracking number ${trackingNumber}: ${(await lastError(demo)) || error.message}`);
		});
	const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
	say(`E-mail       to ${to?.text}: "${mail.subject}", with tracking number ${trackingNumber}`);
	console.log(`\n${mail.text?.trim().replace(/^/gm, '          | ')}\n`);
}

function printGuide(demo: Demo): void {
	const order = `curl -s ${demo.shop.url}/new-order | curl -s -H "Content-Type: application/json" -d @- ${demo.orderUrl}`;
	console.log(`
The demo is running. Everything is on this machine and nothing goes out.

  1. Open the order board:             ${demo.sandbox.url}/
  2. A customer orders in the shop:    ${process.stdin.isTTY ? 'press Enter here. Or, in another terminal:' : 'in another terminal run'}
     ${order}
  3. The order is on the board now:    click "Make print ready", "Print" and "Ship" there
  4. The customer hears of it:         the e-mail with the tracking number is printed here
  5. See how n8n did it:               ${demo.n8n.url}/workflow/${demoWorkflow('web-shop-order-in').id}/executions
     Log in with                       ${owner.email}, password ${owner.password}
  6. Build something of your own:      ${demo.n8n.url}/workflow/new
     Add "Trigger manually", then search for "printos". Its credentials are there.

Stop with Ctrl+C: what you built goes, too, unless you download it first (menu at n8n's top right). n8n's log is ${demo.n8n.logFile}
`);
}

async function stayUp(demo: Demo, stopped: Promise<unknown>): Promise<void> {
	printGuide(demo);
	demo.mail.onMail((mail) => {
		const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
		console.log(`E-mail to ${to?.text}: ${mail.subject}\n${mail.text?.trim().replace(/^/gm, '  | ')}\n`);
	});
	if (process.stdin.isTTY) {
		const keyboard = createInterface({ input: process.stdin });
		keyboard.on('line', () => {
			placeOrder(demo).then(
				({ order }) => console.log(`Order ${order.number} went from the shop to Site Flow. It is on the board: ${demo.sandbox.url}/`),
				(error: Error) => console.log(error.message),
			);
		});
		void stopped.then(() => keyboard.close());
	}
	await stopped;
	console.log('Stopping ...');
}

async function main(): Promise<void> {
	const number = { type: 'string' } as const;
	const { values } = parseArgs({
		options: {
			once: { type: 'boolean', default: false },
			help: { type: 'boolean', short: 'h', default: false },
			'n8n-port': number,
			'sandbox-port': number,
			'shop-port': number,
		},
	});
	if (values.help) return console.log(usage);
	const port = (name: 'n8n-port' | 'sandbox-port' | 'shop-port', usual: number) => {
		const given = values[name];
		if (given === undefined) return values.once ? undefined : usual;
		if (!/^\d+$/.test(given) || Number(given) < 1 || Number(given) > 65_535) throw new Error(`--${name} takes a number from 1 to 65535.`);
		return Number(given);
	};
	const ports = { n8n: port('n8n-port', 5678), sandbox: port('sandbox-port', 4010), shop: port('shop-port', 4020) };

	const stop = new AbortController();
	const stopped = new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
	for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort(new Error('Stopped.')));

	const say = clock();
	const demo = await startDemo(ports, say, stop.signal);
	if (!values.once) {
		await stayUp(demo, stopped);
		return await demo.stop();
	}
	const done = driveOneOrder(demo, say);
	const failure = await Promise.race([
		done.then(
			() => undefined,
			(error: Error) => error,
		),
		stopped.then(() => stop.signal.reason as Error),
	]);
	await demo.stop(Boolean(failure));
	if (failure) throw new Error(`${failure.message}\n          n8n's log is ${demo.n8n.logFile}`);
	say('Done');
}

main().then(
	// What is left open (a keep-alive connection, an order under way) must not hold the terminal.
	() => process.exit(0),
	(error: Error) => {
		console.error(`\nThe demo stopped: ${error.message}`);
		process.exit(1);
	},
);
