import { rm } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { actions } from './actions.mts';
import { type Context, newState } from './context.mts';
import { describeState } from './describe.mts';
import { ApiError } from './errors.mts';
import { bodyOf } from './fields.mts';
import { readMoods } from './moods.mts';
import { changeSettings } from './options.mts';
import { postbackRoutes } from './postbacks/routes.mts';
import type { OrderRecord } from './siteflow/model.mts';
import { seedOrders } from './siteflow/seed.mts';
import { refuseForeignPages } from './visitors.mts';

/** Forgets everything but settings, postback targets and templates; the catalogue is again what its file says. */
export async function reset(context: Context): Promise<void> {
	const old = context.state;
	context.catalogue = context.freshCatalogue();
	context.state = newState(context.catalogue);
	context.state.triggers = old.triggers;
	context.state.templates = old.templates;
	await old.background.end();
	for (const { path } of old.uploads.values()) if (path !== null) await rm(path, { force: true });
}

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

	postbackRoutes(app, context);

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
