import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from './context.mts';
import { ApiError, gatewayErrorBody, siteFlowErrorBody } from './errors.mts';
import { moodful } from './moods.mts';
import { boundMemory } from './room.mts';
import { checkSignature, type Scheme } from './signature.mts';

/** An API that is signed: which scheme, what its signature leaves out, and in which shape its errors come. */
interface Api {
	scheme: Scheme;
	serviceBase: string;
	errors: 'siteFlow' | 'gateway';
	/** What is said of a path nobody knows; else a plain 404. */
	unknownPath?: (url: string) => ApiError;
}

function count({ state }: Context, request: FastifyRequest, reply: FastifyReply): void {
	const route = `${request.method} ${request.routeOptions.url ?? '(no such route)'}`;
	state.requests.set(route, (state.requests.get(route) ?? 0) + 1);
	state.inFlight++;
	state.highestConcurrency = Math.max(state.highestConcurrency, state.inFlight);
	reply.raw.once('close', () => state.inFlight--);
}

/** HP names no headers for its limit (docs/printos-api.md A.4); these are adopted. */
function limitRate({ state, settings }: Context, reply: FastifyReply): void {
	const { requestsPerMinute, rateWindowMs } = settings;
	if (requestsPerMinute === 0) return;
	const now = Date.now();
	const window = state.rateWindow;
	if (now >= window.start + rateWindowMs) Object.assign(window, { start: now, used: 0 });
	window.used++;
	void reply.header('x-ratelimit-limit', requestsPerMinute).header('x-ratelimit-remaining', Math.max(0, requestsPerMinute - window.used));
	if (window.used <= requestsPerMinute) return;
	void reply.header('retry-after', Math.ceil((window.start + rateWindowMs - now) / 1000));
	throw new ApiError(429, 'Too many requests');
}

function toApiError(error: unknown): ApiError {
	if (error instanceof ApiError) return error;
	const { statusCode = 500, message } = error as Error & { statusCode?: number };
	if (statusCode < 500) return new ApiError(statusCode, message);
	console.error('Sandbox:', error);
	return new ApiError(500, 'Internal Server Error');
}

/** Makes every request below this point wait, count, keep the limit and carry a right signature, before its body is read. */
export function guard(app: FastifyInstance, context: Context, api: Api): void {
	app.addHook('onRequest', async (request, reply) => {
		count(context, request, reply);
		if (context.settings.latencyMs > 0) await sleep(context.settings.latencyMs);
		limitRate(context, reply);
		const path = (request.raw.url ?? '').split('?', 1)[0]!;
		checkSignature(api.scheme, api.serviceBase, context, { method: request.method, path, headers: request.headers });
	});

	moodful(app, context);
	boundMemory(app, context);

	app.setErrorHandler((error, _request, reply) => {
		const refusal = toApiError(error);
		const body = api.errors === 'siteFlow' ? siteFlowErrorBody(refusal) : gatewayErrorBody(refusal, api.serviceBase.slice(1));
		void reply.code(refusal.statusCode).type('application/json').send(body);
	});
	app.setNotFoundHandler(({ protocol, host, url }) => {
		throw api.unknownPath?.(`${protocol}://${host}${url.split('?', 1)[0]}`) ?? new ApiError(404, 'Not Found');
	});
}

/** Reads request bodies as HP's servers do: JSON only, an empty one is fine, and the text "null" is answered 500 (docs/printos-api.md A.5). */
export function readJson(app: FastifyInstance): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
		if (body === '') return done(null, undefined);
		// HP's samples always say JSON. Refusing other content types is adopted: it shows a client's mistake early.
		if (!/^application\/([\w.-]+\+)?json\b/i.test(request.headers['content-type'] ?? ''))
			return done(new ApiError(400, 'Content-Type must be application/json'));
		try {
			const value = JSON.parse(String(body)) as unknown;
			if (value === null) return done(new ApiError(500, 'Internal Server Error'));
			done(null, value);
		} catch (error) {
			done(new ApiError(400, `The body is not valid JSON: ${(error as Error).message}`));
		}
	});
}
