import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from './context.mts';
import { ApiError } from './errors.mts';

/**
 * The sandbox keeps everything in memory, so it takes no more than the settings allow.
 * @param records how many of the kind there are
 * @throws ApiError 507 when that is as many as may be, or as many bytes were taken in
 */
export function checkRoom({ settings, state }: Context, records: number): void {
	if (records >= settings.maxRecords || state.bytesTaken >= settings.maxOrderBytes)
		throw new ApiError(507, 'The sandbox is full. Reset it: POST /_sandbox/reset');
}

/** What a call leaves behind even without a body: another version of a file, a line in an order's log. */
const leastKept = 300;

/** Whether something of a call is kept. Cancelling stays possible when all is full. */
function isKept({ method, url }: FastifyRequest): boolean {
	return (method === 'POST' || method === 'PUT') && !/\/(validate|cancel)\b/.test(url);
}

/** Counts the bytes of every call that was carried out, orders and folders, changes and new versions alike. */
export function boundMemory(app: FastifyInstance, context: Context): void {
	app.addHook('preHandler', async (request) => {
		if (isKept(request)) checkRoom(context, 0);
	});
	app.addHook('onResponse', async (request, reply) => {
		if (!isKept(request) || reply.statusCode >= 300) return;
		const { state } = context;
		state.bytesTaken += Math.max(leastKept, Number(request.headers['content-length'] ?? JSON.stringify(request.body ?? '').length));
	});
}
