// What lies between a print shop and HP on a bad day: a proxy that does to requests what networks, gateways and load
// balancers do to them. By seed, so that a run that failed can be repeated.
import { createHash } from 'node:crypto';
import { Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What can happen to a request. "Before": the server never gets it. "After": the server gets it and does what it
 * says, but its answer is lost or spoilt.
 */
export const faults = [
	'delay',
	'resetBefore',
	'resetAfter',
	'resetMidway',
	'cutOff',
	'tooLong',
	'tooShort',
	'drip',
	'tooMany',
	'tooManyNoHint',
	'storm',
	'errorBefore',
	'errorAfter',
	'page',
	'emptyBefore',
	'redirect',
	'stall',
	'say',
] as const;
export type Fault = (typeof faults)[number];

/** Those that pass: no redirect, which is an answer, no silence until the client's timeout, and nothing that needs words. */
export const usual = faults.filter((fault) => !['redirect', 'stall', 'say'].includes(fault));
/** A file store behind https doesn't say 200 to a file that it hasn't got. */
const unlikeAStore: Fault[] = ['page', 'emptyBefore'];

/** A fault with what can be said of it more closely, for tests that want just this one. */
export interface Act {
	fault: Fault;
	/** 500, 502, 503 or 504 for the error faults. */
	status?: number;
	/** Of a 429: seconds, or a date. */
	retryAfter?: string;
	/** How far a broken or dripping body gets, from 0 to 1. */
	part?: number;
	/** Of delay and drip, in milliseconds. */
	ms?: number;
	/** For `say`: what is answered in the server's place, with the status. */
	body?: string | Buffer;
	headers?: Record<string, string>;
}

export interface Seen {
	method: string;
	/** Path with query. */
	url: string;
	headers: IncomingHttpHeaders;
	/** When it came, in milliseconds since 1970. */
	at: number;
	/** What was done to it; undefined = passed on as it was. */
	act?: Act | undefined;
}

export interface ProxyOptions {
	/** Makes the same requests meet the same faults. */
	seed?: number | string;
	/** How many requests in one meet a fault, e.g. 0.1. Default 0. */
	share?: number;
	/** Which faults; default the `usual` ones. */
	kinds?: readonly Fault[];
	/** Longest delay and drip, in milliseconds. Default 200. */
	slowMs?: number;
	/** How long a storm of 429 lasts, in milliseconds. Default 300. */
	stormMs?: number;
	/** Where redirects lead. Default a host that doesn't exist. */
	foreign?: string;
	/** How many requests are kept in `seen`, the latest ones. Default all. */
	remember?: number;
	/** Decides in the seed's place, `undefined` letting the request pass. */
	script?: (seen: Seen) => Act | Fault | undefined;
}

export interface FaultProxy {
	url: string;
	seed: string;
	/** Live: the script may be changed between requests. */
	options: ProxyOptions;
	seen: Seen[];
	/** How often each fault was met. */
	counts: Record<string, number>;
	requests: number;
	close(): Promise<void>;
}

/**
 * Starts a proxy on loopback. The Host header is handed on, so upload URLs that a server makes from it lead through
 * the proxy too; what is signed is the path, so signatures stay right.
 * @param target e.g. the sandbox's url
 */
export async function startFaultProxy(target: string, options: ProxyOptions = {}): Promise<FaultProxy> {
	const { hostname, port } = new URL(target);
	const agent = new Agent({ keepAlive: true });
	const turns = new Map<string, number>();
	let stormUntil = 0;

	const decide = (seen: Seen, key: string): Act | undefined => {
		if (options.script) {
			const act = options.script(seen);
			return typeof act === 'string' ? { fault: act } : act;
		}
		if (Date.now() < stormUntil) return { fault: 'storm', retryAfter: '1' };
		const turn = (turns.get(key) ?? 0) + 1;
		turns.set(key, turn);
		const act = draw(`${proxy.seed} ${key} ${turn}`, options, isUpload(seen) ? unlikeAStore : []);
		if (act?.fault === 'storm') stormUntil = Date.now() + (options.stormMs ?? 300);
		return act;
	};

	const handle = async (incoming: IncomingMessage, answer: ServerResponse) => {
		const { method = '', url = '', headers } = incoming;
		const seen: Seen = { method, url, headers, at: Date.now() };
		proxy.requests++;
		proxy.seen.push(seen);
		if (proxy.seen.length > (options.remember ?? Infinity)) proxy.seen.shift();
		// Uploads are passed on as they come; everything else is small, and its body tells one order from another.
		const body = isUpload(seen) ? undefined : await wholeOf(incoming);
		const act = decide(seen, keyOf(seen, body));
		seen.act = act;
		if (act) proxy.counts[act.fault] = (proxy.counts[act.fault] ?? 0) + 1;

		if (act && (await answered(act, seen, incoming, answer, options))) return;
		const onward = send({ hostname, port, agent, method, path: url, headers: ownHop(headers) });
		if (act?.fault === 'resetMidway' && !body) {
			const cut = (act.part ?? 0.5) * Number(headers['content-length'] ?? 0);
			let passed = 0;
			incoming.on('data', (chunk: Buffer) => (passed += chunk.length) >= cut && reset(incoming.socket));
		}
		const [back] = await Promise.all([answerTo(onward), body ? onward.end(body) : pipeline(incoming, onward)]);
		if (act) await spoil(act, back, answer);
		else await handOn(back, answer);
	};

	const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, answer) => {
		// Whoever went away in the middle: the other side sees the connection end too.
		handle(incoming, answer).catch(() => reset(incoming.socket));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

	const proxy: FaultProxy = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		seed: String(options.seed ?? 1),
		options,
		seen: [],
		counts: {},
		requests: 0,
		close: async () => {
			agent.destroy();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return proxy;
}

/** Whatever stays the same when a run is repeated: no ids that the server makes up. */
function keyOf({ method, url, headers }: Seen, body: Buffer | undefined): string {
	const content = body ? createHash('sha256').update(body).digest('hex') : (headers['content-length'] ?? '');
	return `${method} ${url.split('?')[0]!.replace(/[0-9a-f]{24}/g, '*')} ${content}`;
}

/** Draws by lot whether a request meets a fault, which one, and how bad. */
function draw(lot: string, { share = 0, kinds = usual, slowMs = 200 }: ProxyOptions, without: readonly Fault[]): Act | undefined {
	const hash = createHash('sha256').update(lot).digest();
	const number = (index: number) => hash.readUInt32BE(4 * index) / 2 ** 32;
	const pick = <T,>(list: readonly T[], index: number) => list[Math.floor(number(index) * list.length)]!;
	if (number(0) >= share) return undefined;
	const date = new Date(Date.now() + 1000).toUTCString();
	return {
		fault: pick(
			kinds.filter((kind) => !without.includes(kind)),
			1,
		),
		status: pick([500, 502, 503, 504], 2),
		retryAfter: pick(['0', '1', date], 3),
		part: number(4),
		ms: number(5) * slowMs,
	};
}

/** Does what can be done without the server. @returns whether that was all */
async function answered(
	{ fault, status = 502, retryAfter = '1', ms = 100, body: words = '', headers = {} }: Act,
	seen: Seen,
	incoming: IncomingMessage,
	answer: ServerResponse,
	{ foreign = 'http://foreign.test' }: ProxyOptions,
): Promise<boolean> {
	const say = (code: number, type: string, body: string | Buffer, more: Record<string, string> = {}) => {
		const speak = () => answer.writeHead(code, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...more }).end(body);
		// A body that nobody wants is read to its end first, as servers do that want their answer to be read.
		if (incoming.complete) speak();
		else incoming.resume().once('end', speak);
		return true;
	};
	switch (fault) {
		case 'delay':
			await sleep(ms);
			return false;
		case 'resetBefore':
			return reset(incoming.socket);
		case 'stall':
			return true;
		case 'tooMany':
		case 'storm':
			return say(429, 'application/json', '{"success":false,"error":{"message":"Too many requests","code":429}}', {
				'retry-after': retryAfter,
			});
		case 'tooManyNoHint':
			return say(429, 'text/html', page('429 Too Many Requests'));
		case 'errorBefore':
			return say(status, 'text/html', page(`${status} from the gateway`));
		case 'page':
			return say(200, 'text/html', page('Please log in to this network'));
		case 'emptyBefore':
			return say(200, 'application/json', '');
		case 'redirect':
			return say(302, 'text/html', page('Moved'), { location: `${foreign}${seen.url}` });
		case 'say':
			return say(status, 'application/json', words, headers);
		default:
			return false;
	}
}

/** Loses or spoils the server's answer. */
async function spoil({ fault, status = 502, part = 0.5, ms = 100 }: Act, back: IncomingMessage, answer: ServerResponse): Promise<void> {
	if (fault === 'delay') return await handOn(back, answer);
	const body = await wholeOf(back);
	const { statusCode = 200, headers } = back;
	const head = ownHop(headers);
	const some = body.subarray(0, Math.floor(body.length * part));
	const broken = async (given: Buffer, length: number) => {
		answer.writeHead(statusCode, { ...head, 'content-length': length });
		if (given.length > 0) await new Promise((resolve) => answer.write(given, resolve));
		answer.destroy();
	};
	if (fault === 'cutOff') return await broken(some, body.length);
	if (fault === 'tooLong') return await broken(body, body.length + 100);
	if (fault === 'tooShort') return void answer.writeHead(statusCode, { ...head, 'content-length': some.length }).end(some);
	if (fault === 'errorAfter') return void answer.writeHead(status, { 'content-type': 'text/html' }).end(page(`${status} from the gateway`));
	if (fault === 'drip') return await drip(answer.writeHead(statusCode, { ...head, 'content-length': body.length }), body, ms);
	reset(answer.socket);
}

/** A body in ten small bits over `ms` milliseconds. */
async function drip(answer: ServerResponse, body: Buffer, ms: number): Promise<void> {
	const bit = Math.max(1, Math.ceil(body.length / 10));
	for (let at = 0; at < body.length && !answer.destroyed; at += bit) {
		answer.write(body.subarray(at, at + bit));
		await sleep(ms / 10);
	}
	answer.end();
}

async function handOn(back: IncomingMessage, answer: ServerResponse): Promise<void> {
	answer.writeHead(back.statusCode ?? 502, ownHop(back.headers));
	await pipeline(back, answer);
}

/** Headers without those that speak of one connection only. */
function ownHop(headers: IncomingHttpHeaders): IncomingHttpHeaders {
	const oneHop = ['connection', 'keep-alive', 'transfer-encoding'];
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !oneHop.includes(name)));
}

function answerTo(onward: ReturnType<typeof send>): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => onward.once('response', resolve).once('error', reject));
}

function isUpload({ method, url }: Seen): boolean {
	return method === 'PUT' && url.startsWith('/store/');
}

async function wholeOf(message: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** Ends a connection as a crashed machine does: with RST, not with a polite FIN. */
function reset(socket: Socket | null): true {
	socket?.resetAndDestroy();
	return true;
}

function page(title: string): string {
	return `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
}
