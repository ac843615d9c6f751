import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Answer, answerNames, answers } from './answers.mts';
import type { Context } from './context.mts';
import { ApiError } from './errors.mts';
import type { Mood } from './records.mts';

const ownAnswer = z.object({
	status: z.number().int().min(200).max(599),
	body: z.unknown().default({}),
	headers: z.record(z.string()).default({}),
	type: z.string().optional(),
});

const moodInput = z.object({
	call: z.string().regex(/^(\*|[A-Z]+) \S+$/, 'is a method and a path, such as "PUT */order/*/cancel"'),
	answer: z.union([z.enum([...answerNames, 'anotherOrder']), ownAnswer]),
	when: z.enum(['instead', 'afterwards', 'done', 'refused']).default('instead'),
	skip: z.number().int().min(0).default(0),
	times: z.number().int().min(1).default(Number.MAX_SAFE_INTEGER),
});

/**
 * Reads moods: one object or a list of them.
 * @throws ApiError 400 saying what is wrong
 */
export function readMoods(input: unknown): Mood[] {
	const parsed = z.array(moodInput).safeParse(Array.isArray(input) ? input : [input]);
	if (!parsed.success)
		throw new ApiError(400, parsed.error.issues.map(({ path, message }) => `${path.slice(1).join('.')}: ${message}`).join('; '));
	return parsed.data.map((mood) => ({ ...mood, answer: mood.answer as Mood['answer'], met: 0 }));
}

/** Whether a call such as "PUT /api/order/1/cancel" is meant by "PUT *\/order/*\/cancel": a star stands for anything. */
function isMeant(pattern: string, call: string): boolean {
	const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('.*?')}$`).test(call);
}

const pathOf = (request: FastifyRequest) => (request.raw.url ?? '').split('?', 1)[0]!.replace(/(.)\/$/, '$1');

/** The first mood that is about this call and this moment; to be met counts, so `skip` and `times` count what happened. */
function moodFor(context: Context, request: FastifyRequest, moments: Array<Mood['when']>): Mood | undefined {
	const call = `${request.method} ${pathOf(request)}`;
	for (const mood of context.state.moods) {
		if (!moments.includes(mood.when) || !isMeant(mood.call, call)) continue;
		mood.met++;
		if (mood.met > mood.skip && mood.met <= mood.skip + mood.times) return mood;
	}
	return undefined;
}

/** The newest order that the call isn't about, as a look-up would give it; a made-up one if there is none. */
function anotherOrder({ state }: Context, request: FastifyRequest): Answer {
	const path = decodeURIComponent(pathOf(request));
	const isAsked = (id: string) => path.split('/').includes(id);
	const other = state.orders.records().findLast(({ order }) => !isAsked(order._id) && !isAsked(order.orderData.sourceOrderId));
	const madeUp = { _id: 'f'.repeat(24), orderData: { sourceOrderId: 'SOMEBODY-ELSES', status: 'received', items: [], shipments: [] } };
	return { status: 200, body: other?.order ?? madeUp };
}

function answerOf(context: Context, request: FastifyRequest, { answer }: Mood): Answer {
	if (answer === 'anotherOrder') return anotherOrder(context, request);
	return typeof answer === 'string' ? answers[answer] : answer;
}

/** Sets status and headers of an answer. @returns its body */
function dress(reply: FastifyReply, { status, body, headers = {}, type }: Answer): string {
	for (const name of Object.keys(reply.getHeaders()))
		if (name !== 'x-ratelimit-limit' && name !== 'x-ratelimit-remaining') reply.removeHeader(name);
	void reply.code(status).type(type ?? 'application/json; charset=utf-8');
	for (const [name, value] of Object.entries(headers))
		void reply.header(name, name === 'date' ? new Date(Date.now() + 600_000).toUTCString() : value);
	return type === undefined ? JSON.stringify(body) : String(body);
}

/** Lets a part of the sandbox answer as it was told to, instead of carrying a call out, or after that. */
export function moodful(app: FastifyInstance, context: Context): void {
	app.addHook('onRequest', async (request, reply) => {
		const mood = moodFor(context, request, ['instead']);
		if (!mood) return undefined;
		request.inMood = true;
		return reply.send(dress(reply, answerOf(context, request, mood)));
	});
	app.addHook('onSend', async (request, reply, payload: unknown) => {
		if (request.inMood) return payload;
		const mood = moodFor(context, request, ['afterwards', reply.statusCode < 400 ? 'done' : 'refused']);
		if (!mood) return payload;
		if (payload instanceof Readable) payload.destroy();
		return dress(reply, answerOf(context, request, mood));
	});
}

declare module 'fastify' {
	interface FastifyRequest {
		/** Answered by a mood already. */
		inMood?: boolean;
	}
}
