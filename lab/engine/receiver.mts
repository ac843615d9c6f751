// A web server that hands requests to the trigger as n8n 2.41.1 does (packages/cli: body-parser.js, webhook-helpers.js):
// the body stays unread unless the workflow's options replace the node's own, and then JSON, XML, forms and plain
// text are parsed first; the answer follows from what the node returns.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse as parseForm } from 'node:querystring';
import { createGunzip, createInflate } from 'node:zlib';

import { type IDataObject, type INodeParameters, jsonParse, sanitizeXmlName } from 'n8n-workflow';
// @ts-expect-error What Express reads queries with, without types.
import { parse as parseQuery } from 'qs';
// @ts-expect-error n8n's own XML parser comes without types.
import { Parser } from 'xml2js';

import { Engine } from './engine.mts';

/** What Site Flow sees of its call. */
export interface Answer {
	status: number;
	text: string;
	milliseconds: number;
}

export interface Call {
	method?: 'POST' | 'PUT' | 'GET';
	/** With the question mark. */
	query?: string;
	headers?: Record<string, string>;
	body?: string | Buffer;
	/** Hangs up when it fires. */
	signal?: AbortSignal;
}

export const token = 'A9-token for: "us" & <them>';
export const credential = {
	account: 'siteFlow',
	environment: 'production',
	key: '1234567890123',
	secret: 'c2VjcmV0',
	postbackToken: token,
};

export class Receiver {
	/** The items of every run that was started. */
	readonly runs: IDataObject[] = [];

	parameters: INodeParameters = {};

	/** `manual` is a test in the editor. */
	mode: 'webhook' | 'manual' = 'webhook';

	/** What n8n's own run start takes, or throws. */
	startRun: () => void | Promise<void> = () => {};

	private constructor(
		private engine: Engine,
		private readonly server: ReturnType<typeof createServer>,
	) {}

	static async start(values: IDataObject = credential): Promise<Receiver> {
		const engine = await Engine.start(values);
		const server = createServer();
		const receiver = new Receiver(engine, server);
		server.on('request', (request: IncomingMessage, response: ServerResponse) => void receiver.take(request, response));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return receiver;
	}

	/** Uses another credential from now on. */
	async use(values: IDataObject): Promise<void> {
		this.engine = await Engine.start(values);
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/webhook/x/webhook`;
	}

	async call({ method = 'POST', query = '', headers = {}, body, signal }: Call = {}): Promise<Answer> {
		const started = performance.now();
		const answer = await fetch(`${this.url}${query}`, { method, headers, body: body as string, redirect: 'manual', signal });
		const milliseconds = performance.now() - started;
		return { status: answer.status, text: await answer.text(), milliseconds };
	}

	/** Calls with the token, and gives the item of the run it started. */
	async item(call: Call | string): Promise<IDataObject> {
		const { headers, ...rest } = typeof call === 'string' ? { body: call, headers: {} } : call;
		const before = this.runs.length;
		const answer = await this.call({ ...rest, headers: { authorization: token, 'content-type': 'application/json', ...headers } });
		if (answer.status !== 200 || this.runs.length !== before + 1) throw new Error(`No run was started: ${answer.status} ${answer.text}`);
		return this.runs.at(-1)!;
	}

	private async take(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const request = asN8nDoes(incoming);
		const express = Object.assign(response, {
			status: (code: number) => Object.assign(response, { statusCode: code }),
			json: (value: unknown) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value)),
		});
		try {
			if ((this.parameters.options as IDataObject | undefined)?.binaryData === undefined && this.parameters.options) await parse(request);
			const result = await this.engine.webhook(this.parameters, request, express, this.mode);
			if (result.workflowData) {
				await this.startRun();
				this.runs.push(...result.workflowData[0]!.map(({ json }) => structuredClone(json)));
			}
			if (!result.noWebhookResponse) response.end(result.workflowData ? '' : '{"message":"Webhook call received"}');
		} catch (error) {
			if (!response.headersSent) express.status((error as { status?: number }).status ?? 500).end((error as Error).message);
		}
	}
}

type N8nRequest = IncomingMessage & { body?: unknown; query: IDataObject; params: object };

function asN8nDoes(incoming: IncomingMessage): N8nRequest {
	const [type = '', ...parameters] = (incoming.headers['content-type'] ?? '').split(';');
	const charset = parameters.map((one) => one.trim().split('=')).find(([name]) => name === 'charset')?.[1];
	const query = parseQuery(new URL(incoming.url!, 'http://x').search.slice(1), { allowPrototypes: true }) as IDataObject;
	const request = Object.assign(incoming, {
		query,
		params: {},
		contentType: type.toLowerCase(),
		encoding: charset ?? 'utf-8',
	}) as N8nRequest;
	request.readRawBody = async () => {
		if (request.rawBody) return;
		const chunks: Buffer[] = [];
		let length = 0;
		const unpack = { gzip: createGunzip, deflate: createInflate }[incoming.headers['content-encoding'] ?? ''];
		for await (const chunk of unpack ? incoming.pipe(unpack()) : incoming) {
			length += (chunk as Buffer).length;
			if (length > 16 * 1024 * 1024) throw Object.assign(new Error('request entity too large'), { status: 413 });
			chunks.push(chunk as Buffer);
		}
		request.rawBody = Buffer.concat(chunks);
	};
	return request;
}

const xml = new Parser({
	async: true,
	normalize: true,
	normalizeTags: true,
	explicitArray: false,
	tagNameProcessors: [sanitizeXmlName],
	attrNameProcessors: [sanitizeXmlName],
}) as {
	parseStringPromise(text: string): Promise<unknown>;
};

async function parse(request: N8nRequest): Promise<void> {
	await request.readRawBody();
	const { rawBody, contentType } = request;
	if (!rawBody.length) return;
	try {
		const text = rawBody.toString(request.encoding);
		if (contentType === 'application/json') request.body = jsonParse(text);
		else if (contentType?.endsWith('/xml')) request.body = await xml.parseStringPromise(text);
		else if (contentType === 'application/x-www-form-urlencoded') request.body = parseForm(text, undefined, undefined, { maxKeys: 1000 });
		else if (contentType === 'text/plain') request.body = text;
	} catch {
		throw Object.assign(new Error('Failed to parse request body'), { status: 422 });
	}
}
