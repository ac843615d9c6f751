import { sleep } from 'n8n-workflow';

/** In milliseconds: with what a single line takes nothing holds n8n for longer than 50. */
const longest = 20;
let since = 0;
let next: Promise<void> | undefined;

/**
 * Gives n8n, which has one thread, its turn if it had none for a while. To be awaited wherever an order may have
 * thousands of lines, or a run thousands of orders.
 */
export async function turn(): Promise<void> {
	// Of many that wait for it, those that come last may have to wait again.
	while (Date.now() - since >= longest) await (next ??= others());
}

async function others(): Promise<void> {
	await sleep(0);
	since = Date.now();
	next = undefined;
}
