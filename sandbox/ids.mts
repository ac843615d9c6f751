import { createHash, randomBytes } from 'node:crypto';

const machine = randomBytes(5).toString('hex');
let counter = randomBytes(2).readUInt16BE(0);

/** A new 24-hex id like MongoDB's (docs/printos-api.md E.12). Later ids sort after earlier ones. */
export function newId(): string {
	counter = (counter + 1) % 0x1000000;
	const seconds = Math.floor(Date.now() / 1000)
		.toString(16)
		.padStart(8, '0');
	return seconds + machine + counter.toString(16).padStart(6, '0');
}

/** The same 24-hex id for the same thing each time the sandbox starts, so that ids of SKUs or flows can be noted down. */
export function idOf(kind: string, name: string): string {
	return createHash('sha256').update(`${kind}:${name}`).digest('hex').slice(0, 24);
}
