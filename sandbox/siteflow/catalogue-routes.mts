import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError } from '../errors.mts';
import { bodyOf, type Json, toNumber } from '../fields.mts';
import { envelope, listOrPage, pageOf } from '../lists.mts';
import { addProduct, addSku, changeProduct, changeSku } from './catalogue-edit.mts';
import { setStockLevel } from './life.mts';
import type { Params } from './requests.mts';

/** The most rows of stock a request gives; whoever wrote the one public client that reads it took 1000 for the most (docs/printos-api.md C.4). */
const longestStockPage = 1000;

function find<T extends { _id: string }>(records: readonly T[], request: FastifyRequest, what: string, code: (record: T) => string): T {
	const { id } = request.params as Params;
	const record = records.find((candidate) => candidate._id === id || code(candidate) === id);
	if (!record) throw new ApiError(404, `${what} not found`);
	return record;
}

function stockRoutes(app: FastifyInstance, context: Context): void {
	const show = (item: (typeof context.catalogue.stock)[number]) => {
		const stockLevel = context.state.stock.get(item.code) ?? 0;
		return { ...item, quantity: stockLevel, stockLevel };
	};

	// Unlike other lists this one was seen in the envelope without being asked for a page.
	app.get('/stock', async (request) => {
		const query = request.query as Json;
		const { page, pagesize } = pageOf({ ...query, pagesize: Math.min(Number(query.pagesize ?? 100), longestStockPage) });
		const rows = context.catalogue.stock.filter(({ active }) => query.active === undefined || String(active) === query.active);
		const start = (page - 1) * pagesize;
		return envelope(rows.slice(start, start + pagesize).map(show), rows.length, page, pagesize);
	});

	app.put('/stock/:id', async (request) => {
		const item = find(context.catalogue.stock, request, 'Stock item', ({ code }) => code);
		const level = toNumber(bodyOf(request).stockLevel);
		if (!Number.isFinite(level)) throw new ApiError(400, 'stockLevel must be a number');
		item.updatedAt = new Date().toISOString();
		setStockLevel(context, item, level);
		return show(item);
	});
}

/** What the account has set up: SKUs, products, stock, ways of shipping (docs/printos-api.md C.4). */
export function catalogueRoutes(app: FastifyInstance, context: Context): void {
	app.get('/account', async () => context.catalogue.account);

	const sku = (request: FastifyRequest) => find(context.catalogue.skus, request, 'SKU', ({ code }) => code);
	app.get('/sku', async (request) => listOrPage(context.catalogue.skus, request.query as Json));
	app.get('/sku/:id', async (request) => sku(request));
	app.post('/sku', async (request, reply) => reply.code(201).send(addSku(context.catalogue, bodyOf(request))));
	app.put('/sku/:id', async (request) => changeSku(context.catalogue, sku(request), bodyOf(request)));

	const product = (request: FastifyRequest) => find(context.catalogue.products, request, 'Product', ({ productCode }) => productCode);
	app.get('/product', async (request) => listOrPage(context.catalogue.products, request.query as Json));
	app.get('/product/:id', async (request) => product(request));
	app.post('/product', async (request, reply) => reply.code(201).send(addProduct(context.catalogue, bodyOf(request))));
	app.put('/product/:id', async (request) => changeProduct(context.catalogue, product(request), bodyOf(request)));

	stockRoutes(app, context);

	app.get('/shipping-method', async (request) => listOrPage(context.catalogue.carriers, request.query as Json));
	app.get('/courier', async (request) => {
		const couriers = new Map(context.catalogue.carriers.map(({ code, accountId }) => [code, { _id: code, code, accountId }]));
		return listOrPage([...couriers.values()], request.query as Json);
	});
}
