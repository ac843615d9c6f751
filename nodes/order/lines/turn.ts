import { sleep } from 'n8n-workflow';

/** So many lines of one order take a moment to read. */
const many = 500;

/** Gives n8n, which has one thread, its turn between the steps of an order of very many lines. */
export async function turn({ length }: unknown[]): Promise<void> {
	if (length > many) await sleep(0);
}
