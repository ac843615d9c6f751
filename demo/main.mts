import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

import { type Demo, demoWorkflow, lastError, orderInSandbox, placeOrder, postOrder, startDemo, tellStaff } from './demo.mts';
import { eventually } from '../lab/client.mts';
import { owner } from '../lab/n8n/session.mts';
import { type ShopOrder, withoutArtwork } from '../lab/people/shop.mts';

const usage = `From a web shop's order to a printed and shipped one, on this machine: a real n8n with the HP PrintOS nodes,
a local PrintOS (the sandbox), a web shop and a mail server.

  npm run demo                 starts it and stays up
  npm run demo -- --once       drives two orders from the shop to Site Flow, the customer's e-mail and back, and stops

  --n8n-port <number>          5678   (with --once: any free port)
  --sandbox-port <number>      4010
  --shop-port <number>         4020
`;

/** Prints a line with the time since the start. */
function clock(): (line: string) => void {
	const started = Date.now();
	return (line) => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

const lines = ({ line_items }: ShopOrder) => line_items.map(({ quantity, name }) => `${quantity} x ${name}`).join(', ');

/**
 * Sells twice in the shop, and follows both orders through the whole line.
 * @throws Error with the reason when a step doesn't happen
 */
async function driveOrders(demo: Demo, say: (line: string) => void): Promise<void> {
	const { sandbox, shop } = demo;
	const mailOnceSent = async (what: string, wanted: Parameters<typeof demo.mail.waitFor>[0]) =>
		await demo.mail.waitFor(wanted, 20_000).catch(async (error: Error) => {
			throw new Error(`There is no e-mail ${what}: ${(await lastError(demo)) || error.message}`);
		});

	const { order, answer } = await placeOrder(demo, [
		{ sku: 'FLY-A5-135', quantity: 250 },
		{ sku: 'CARD', quantity: 500 },
		{ sku: 'POSTER-A2', quantity: 3 },
	]);
	const { number } = order;
	say(`Ordered      The shop posted order ${number} to n8n: ${lines(order)}`);
	say(`Submitted    n8n sent it to Site Flow as order ${answer.orderId}`);
	const { items } = (await orderInSandbox(demo, number)).orderData;
	if (items.length !== order.line_items.length) throw new Error(`Order ${number} has ${items.length} items in Site Flow.`);
	say(`Received     Site Flow has it, with ${items.length} items`);

	const late = shop.newOrder([{ sku: 'FLY-A5-135', quantity: 1000 }]);
	await postOrder(demo, withoutArtwork(late));
	const held = await mailOnceSent(`about order ${late.number}`, ({ subject }) => subject === `Order ${late.number} is on hold`);
	if (sandbox.describe().orders.some(({ orderData }) => orderData.sourceOrderId === late.number))
		throw new Error(`Order ${late.number} has no artwork, and is in Site Flow.`);
	say(`On hold      Order ${late.number} stays out, and the desk is told: ${held.text?.split('.')[0]}`);
	const again = await postOrder(demo, late);
	await orderInSandbox(demo, late.number);
	say(`Fixed        The customer handed the file in: n8n sent it as order ${again.orderId}`);

	await tellStaff(demo, number, 'printready');
	say(`Print ready  The artwork of order ${number} was downloaded, and it is ready to print`);
	await tellStaff(demo, number, 'print');
	say('Printed      Every component is printed');
	await tellStaff(demo, number, 'ship');
	const { status, shipments } = (await orderInSandbox(demo, number)).orderData;
	const trackingNumber = shipments[0]?.trackingNumber;
	if (status !== 'shipped' || !trackingNumber) throw new Error(`Order ${number} is ${status}, not shipped.`);
	say(`Shipped      ${shipments[0]?.carrier.code}, tracking number ${trackingNumber}`);
	const mail = await mailOnceSent(`with tracking number ${trackingNumber}`, ({ text }) => text?.includes(trackingNumber) ?? false);
	const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
	say(`E-mail       to ${to?.text}: "${mail.subject}", with tracking number ${trackingNumber}`);
	const completed = () => {
		const { status: state, meta_data: fields } = shop.orders.get(number)!;
		return state === 'completed' && fields.some(({ key, value }) => key === '_tracking_number' && value === trackingNumber);
	};
	await eventually(completed, 20_000).catch(async () => {
		throw new Error(`The shop does not know that order ${number} was shipped. ${await lastError(demo)}`);
	});
	say(`In the shop  Order ${number} is completed, with tracking number ${trackingNumber}`);
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
     An order to try with:             an HTTP Request node to ${demo.shop.url}/new-order

Stop with Ctrl+C: what you built goes, too, unless you export it first (menu ... at n8n's top). n8n's log is ${demo.n8n.logFile}
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
			const order = demo.shop.sell();
			postOrder(demo, order).then(
				({ submitted }) => {
					const where = submitted
						? `went to Site Flow. It is on the board: ${demo.sandbox.url}/`
						: 'is on hold. Press Enter for its artwork.';
					console.log(`Order ${order.number} (${lines(order)}) ${where}`);
				},
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
	const done = driveOrders(demo, say);
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
