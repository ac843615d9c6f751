import { rm } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { showFile, showFolder } from './box/model.mts';
import type { Context } from './context.mts';
import { newState } from './context.mts';
import { ApiError } from './errors.mts';
import { bodyOf, isHttpUrl, isObject } from './fields.mts';
import { refuseForeignPages } from './visitors.mts';
import { readMoods } from './moods.mts';
import { changeSettings } from './options.mts';
import { emit, withoutQuery } from './postbacks/postbacks.mts';
import { events } from './postbacks/templates.mts';
import type { PostbackRecord, Trigger } from './records.mts';
import { cancelOrder, failOrder, moveOn, print, printReady, refetch, reprint, shipOrder, shipShipment } from './siteflow/life.mts';
import type { OrderRecord } from './siteflow/model.mts';
import { seedOrders } from './siteflow/seed.mts';

const triggerInput = z.object({
	url: z.string().refine(isHttpUrl, 'must be an http or https address'),
	token: z.string().default(''),
	tokenHeader: z
		.string()
		.regex(/^[\w-]+$/)
		.default('authorization'),
	method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
	contentType: z.string().default('application/json'),
	events: z.array(z.enum(events as [string, ...string[]])).optional(),
	template: z.string().optional(),
});

/**
 * Reads triggers: one object or a list of them.
 * @throws ApiError 400 saying what is wrong
 */
export function readTriggers(input: unknown): Trigger[] {
	const parsed = z.array(triggerInput).safeParse(Array.isArray(input) ? input : [input]);
	if (!parsed.success)
		throw new ApiError(400, parsed.error.issues.map((issue) => `${issue.path.slice(1).join('.')}: ${issue.message}`).join('; '));
	return parsed.data.map((trigger) => ({ ...trigger, events: trigger.events, template: trigger.template }));
}

/** Forgets everything but settings and postback targets; the catalogue is again what its file says. */
export async function reset(context: Context): Promise<void> {
	const old = context.state;
	context.catalogue = context.freshCatalogue();
	context.state = newState(context.catalogue);
	context.state.triggers = old.triggers;
	await old.background.end();
	for (const { path } of old.uploads.values()) if (path !== null) await rm(path, { force: true });
}

function latest<T>(records: Iterable<T>, limit: number): T[] {
	const all = [...records];
	return limit === Infinity ? all : all.slice(-limit);
}

function countBy<T>(records: Iterable<T>, name: (record: T) => string): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const record of records) counts[name(record)] = (counts[name(record)] ?? 0) + 1;
	return counts;
}

/**
 * Everything the sandbox holds.
 * @param limit how many of each kind, the latest ones; the counts are always of all
 */
export function describeState(context: Context, limit = Infinity) {
	const { state, settings, catalogue } = context;
	const organization = catalogue.account._id;
	return {
		settings,
		account: catalogue.account,
		counts: {
			folders: state.folders.size,
			files: state.files.size,
			contacts: state.contacts.size,
			uploads: state.uploads.size,
			orders: state.orders.size,
			ordersByStatus: countBy(state.orders.records(), ({ order }) => order.orderData.status),
			postbacks: state.postbacks.length,
			submissionErrors: state.submissionErrors.length,
			pendingSubmissions: state.pendingSubmissions.size,
		},
		folders: latest(state.folders.values(), limit).map((folder) => showFolder(folder, organization)),
		files: latest(state.files.values(), limit).map((file) => showFile(file, organization)),
		contacts: latest(state.contacts.values(), limit),
		orders: latest(state.orders.records(), limit).map(({ order, submitted, endpoint, routingRule }) => ({
			...order,
			submitted,
			endpoint,
			routingRule,
		})),
		stock: Object.fromEntries(state.stock),
		uploads: latest(state.uploads.values(), limit).map(({ _id, contentType, created, size, sha256, stored }) => ({
			_id,
			contentType,
			created,
			size,
			sha256,
			stored,
		})),
		postbackTargets: state.triggers.map(({ token, url, ...trigger }) => ({ ...trigger, url: withoutQuery(url), hasToken: token !== '' })),
		postbacks: latest(state.postbacks, limit),
		submissionErrors: latest(state.submissionErrors, limit),
		moods: state.moods,
		requests: Object.fromEntries(state.requests),
		inFlight: state.inFlight,
		highestConcurrency: state.highestConcurrency,
	};
}

type Action = (context: Context, record: OrderRecord, body: Record<string, unknown>) => void;

function parcelsIn({ packages }: Record<string, unknown>): { packages?: number } {
	if (packages === undefined) return {};
	const count = Number(packages);
	if (!Number.isInteger(count) || count < 1 || count > 100) throw new ApiError(400, 'packages is a number from 1 to 100');
	return { packages: count };
}

/** What staff of the print shop would do with an order. */
const actions: Record<string, Action> = {
	advance: (context, { order }) => moveOn(context, order),
	printready: (context, { order }) => printReady(context, order),
	print: (context, { order }) => print(context, order),
	ship: (context, { order }, { shipment: index, ...body }) => {
		const shipping = parcelsIn(body);
		if (index === undefined) return shipOrder(context, order, shipping);
		const shipment = order.orderData.shipments.find(({ shipmentIndex }) => shipmentIndex === Number(index));
		if (!shipment) throw new ApiError(404, `The order has no shipment ${String(index)}`);
		shipShipment(context, order, shipment, shipping);
	},
	fail: (context, { order }, { message }) => failOrder(context, order, typeof message === 'string' ? message : 'Marked as failed by hand'),
	cancel: (context, { order }) => cancelOrder(context, order),
	reprint: (context, { order }) => reprint(context, order),
	refetch: (context, record) => refetch(context, record, record.order.files),
};

function findOrder({ state, catalogue }: Context, id: string): OrderRecord {
	const record =
		state.orders.get(id) ??
		state.orders.getBySource(catalogue.account._id, id) ??
		state.orders.records().find(({ order }) => order.orderData.sourceOrderId === id);
	if (!record) throw new ApiError(404, `There is no order "${id}"`);
	return record;
}

/** The control API: not HP's, unsigned, for tests, demos and the order board. */
export function controlRoutes(app: FastifyInstance, context: Context): void {
	app.addHook('onRequest', async (request) => refuseForeignPages(context, request));
	app.setErrorHandler((error, _request, reply) => {
		const { statusCode = 500, message } = error as Error & { statusCode?: number };
		if (statusCode >= 500) console.error('Sandbox:', error);
		void reply.code(statusCode).send({ message });
	});

	app.get('/state', async (request) => {
		const { latest: limit } = request.query as { latest?: string };
		return describeState(context, limit === undefined ? Infinity : Math.max(1, Number(limit) || 1));
	});

	app.post('/reset', async () => {
		await reset(context);
		return { reset: true };
	});

	app.put('/settings', async (request) => {
		try {
			changeSettings(context.settings, bodyOf(request));
		} catch (error) {
			throw error instanceof ApiError ? error : new ApiError(400, (error as Error).message);
		}
		return context.settings;
	});

	app.put('/moods', async (request) => (context.state.moods = readMoods(request.body)));

	app.put('/postbacks', async (request) => {
		const list = Array.isArray(request.body) ? request.body : [bodyOf(request)];
		context.state.triggers = readTriggers(list.filter((trigger) => !isObject(trigger) || trigger.url !== ''));
		return describeState(context, 1).postbackTargets;
	});

	app.post('/postbacks/send', async (request): Promise<PostbackRecord[]> => {
		const { event, data = {} } = bodyOf(request);
		if (typeof event !== 'string' || !events.includes(event)) throw new ApiError(400, `event is one of ${events.join(', ')}`);
		if (!isObject(data)) throw new ApiError(400, 'data must be an object');
		if (context.state.triggers.length === 0) throw new ApiError(409, 'No postback target is set');
		return emit(context, event, data);
	});

	app.post('/orders/:id/:action', async (request) => {
		const { id = '', action = '' } = request.params as Record<string, string>;
		const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
		if (!act) throw new ApiError(404, `An order can be told to ${Object.keys(actions).join(', ')}`);
		const record = findOrder(context, id);
		// A person would wait for the artwork before printing; only stopping an order needs no waiting.
		if (action !== 'fail' && action !== 'cancel') await record.artwork;
		act(context, record, bodyOf(request));
		return record.order;
	});

	app.post('/seed', async (request) => {
		const { orders = 100, status = 'dataready' } = bodyOf(request);
		const count = Number(orders);
		if (!Number.isInteger(count) || count < 1 || count > 1_000_000) throw new ApiError(400, 'orders is a number from 1 to 1000000');
		return { orders: seedOrders(context, count, String(status)) };
	});
}
