import { createHmac } from 'node:crypto';
import type { Sandbox } from '../sandbox/index.mts';

export interface Answer {
	status: number;
	headers: Headers;
	// The tests look into every kind of answer.
	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	body: any;
}

export async function answerOf(response: Response): Promise<Answer> {
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json') ?? false;
	return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** Headers as HP's samples make them, from the string to sign (docs/printos-api.md A.1). */
export function signed(
	scheme: 'printOs' | 'siteFlow',
	stringToSign: string,
	{ key, secret, date, algorithm = 'SHA256' }: { key: string; secret: string; date: string; algorithm?: string | undefined },
) {
	const signature = createHmac(algorithm, secret).update(stringToSign).digest('hex');
	const prefix = scheme === 'printOs' ? 'x-hp-hmac' : 'x-oneflow';
	const credential = scheme === 'printOs' ? `${prefix}-authentication` : `${prefix}-authorization`;
	return { [credential]: `${key}:${signature}`, [`${prefix}-date`]: date, [`${prefix}-algorithm`]: algorithm };
}

/** A caller who signs: paths beginning with /box, /siteflow or /printbeat for the gateway, all others for Site Flow direct. */
export function clientOf({ url, key, secret }: Pick<Sandbox, 'url' | 'key' | 'secret'>) {
	const send = async (method: string, path: string, body?: unknown, extraHeaders: Record<string, string> = {}): Promise<Answer> => {
		const date = new Date().toISOString();
		const { pathname } = new URL(url + path);
		const base = /^\/(box|siteflow|printbeat)(?=\/)/.exec(pathname)?.[0];
		const headers =
			base === undefined
				? signed('siteFlow', `${method} ${decodeURIComponent(pathname)} ${date}`, { key, secret, date })
				: signed('printOs', `${method} ${decodeURIComponent(pathname.slice(base.length))}${date}`, { key, secret, date });
		return answerOf(
			await fetch(url + path, {
				method,
				headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }), ...extraHeaders },
				...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
			}),
		);
	};
	/** The control API, which nobody signs for. */
	const control = async (method: string, path: string, body?: unknown): Promise<Answer> =>
		answerOf(
			await fetch(`${url}/_sandbox${path}`, {
				method,
				...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
			}),
		);
	return {
		get: (path: string) => send('GET', path),
		post: (path: string, body: unknown = {}) => send('POST', path, body),
		put: (path: string, body: unknown = {}) => send('PUT', path, body),
		delete: (path: string) => send('DELETE', path),
		send,
		control,
	};
}

/** Polls until `read` gives something, for what happens behind an answer. Fails after two seconds. */
export async function eventually<T>(
	read: () => T | undefined | false | null | Promise<T | undefined | false | null>,
	within = 2000,
): Promise<T> {
	const deadline = Date.now() + within;
	for (;;) {
		const value = await read();
		if (value) return value;
		if (Date.now() > deadline) throw new Error(`Not within ${within} ms: ${read.toString()}`);
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}

type Fields = Record<string, unknown>;

export interface OrderDraft {
	[field: string]: unknown;
	sourceOrderId: string;
	items: Array<Fields & { components: Fields[] }>;
	shipments: Array<Fields & { shipTo: Fields; carrier: Fields }>;
}

/** A small valid order; `change` may spoil it. */
export function orderBody(sourceOrderId: string, path: string, change: (draft: OrderDraft) => void = () => undefined) {
	const orderData: OrderDraft = {
		sourceOrderId,
		items: [{ sku: 'FLY-A5-135', sourceItemId: `${sourceOrderId}-1`, quantity: 250, components: [{ code: 'Flyer', fetch: true, path }] }],
		shipments: [
			{
				shipTo: { name: 'Mia Korn', address1: 'Hafenstr. 9', town: 'Ulm', postcode: '89077', isoCountry: 'DE' },
				carrier: { code: 'royalmail', service: 'firstclass' },
			},
		],
	};
	change(orderData);
	return { destination: { name: 'hp.example' }, orderData };
}
