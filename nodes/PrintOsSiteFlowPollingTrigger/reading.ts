import { type IDataObject, UserError } from 'n8n-workflow';

import { ahead } from '../hp/ahead';
import { rowsOf } from '../hp/answer';
import { isObject, record } from '../hp/json';
import { Fault, ifFound } from '../hp/fault';
import { type Extent, extentOf } from '../hp/extent';
import { orderWithId } from '../hp/orders';
import { siteFlow } from '../hp/siteFlow';
import { orderIdOf } from '../hp/success';
import type { Transport } from '../hp/transport';
import { isClosed } from './course';
import { bornOf, type Memory, unpack } from './memory';
import type { Ask } from './patience';
import type { Standing } from './watch';

/** An order as it stands, with what HP says of it. */
export interface Order extends Standing {
	sourceOrderId: string;
	json: IDataObject;
}

const pagesize = 100;
const mostPages = 500;
const atOnce = 5;
const hour = 60 * 60 * 1000;

/** How far behind the newest order known a look reaches: orders don't show up quite in the order of their creation. */
const overlap = hour;

/** Every so often a look reaches back as far as closed orders are remembered, for those that show up late. */
const deepEvery = 6 * hour;

/**
 * Reads the orders that may have changed: all that came since, and of those known from before the open ones, by pages
 * or one by one, whichever takes fewer requests.
 * @param memory undefined at first: then everything is read that is not older than `lookBack`
 * @param now in milliseconds
 * @param lookBack in milliseconds
 * @param ask passes over an order that HP can't give: it stays as it was known
 * @returns each order as often as it was read, the latest reading last
 */
export async function readOrders(
	transport: Transport,
	memory: Memory | undefined,
	{ now, lookBack }: { now: number; lookBack: number },
	ask: Ask,
): Promise<Order[]> {
	const isDeep = memory !== undefined && Math.floor(memory.looked / deepEvery) !== Math.floor(now / deepEvery);
	const open = [...unpack(memory?.orders ?? {})].filter(([, { status }]) => !isClosed(status));
	const unread = new Map(open.map(([id, { born }]) => [id, born]));
	const orders: Order[] = [];
	const seen = new Set<string>();
	let isNewestFirst = true;
	let read = 0;
	// Pages in a row that brought nothing new: orders that came in meanwhile push others to the next page.
	let stale = 0;
	// Pages in a row that spared hardly a request.
	let idle = 0;
	for (let page = 1; ; page++) {
		if (page > mostPages) {
			throw new UserError(
				`There are more than ${mostPages * pagesize} orders to look through. Give Look Back (Days) under Options fewer days.`,
			);
		}
		const { rows, given, extent } = await readPage(transport, page, now);
		read += given;
		const [before, unreadBefore] = [seen.size, unread.size];
		for (const { id } of rows) {
			seen.add(id);
			unread.delete(id);
		}
		orders.push(...rows);
		stale = seen.size === before ? stale + 1 : 0;
		if (isEnd(extent, { page, read, stale })) break;
		if (rows.length === 0) continue;

		// Where HP doesn't sort, the new ones may be anywhere.
		isNewestFirst &&= rows.every(({ born }, index) => index === 0 || born <= rows[index - 1]!.born);
		idle = unreadBefore - unread.size < 2 ? idle + 1 : 0;
		const until = memory ? (isDeep ? memory.closedFrom : memory.newest - overlap) : Math.min(now, orders[0]!.born) - lookBack;
		if (isNewestFirst && rows.at(-1)!.born < until && !isPageWorth(unread.size, idle)) break;
	}
	const others = await inParallel([...unread.keys()], async (id) => await ask(id, readOrder(transport, id)));
	return [...orders, ...others.flatMap((json) => (json ? (orderOf(json, now) ?? []) : []))];
}

/**
 * Whether no further page is there. A page shorter than asked for may be all that HP gives at a time: where nobody says
 * how many pages or orders there are, the list ends where a page brings nothing new.
 */
function isEnd({ pages, total = 0, more }: Extent, { page, read, stale }: { page: number; read: number; stale: number }): boolean {
	if (more || (pages !== undefined && page < pages)) return stale > 1;
	// Of no pages at all nobody says how many there are.
	return stale > 0 || (Boolean(pages) && read >= total);
}

/**
 * Whether one more page is likely to take fewer requests than asking for the orders one by one: as long as pages spare
 * some, and if they don't, as long as all pages in vain are but a twentieth of what is to be asked.
 */
function isPageWorth(unread: number, idle: number): boolean {
	return unread > 2 + 20 * idle;
}

/** The newest orders, as they stand. */
export async function readNewest(transport: Transport, now: number): Promise<Order[]> {
	return (await readPage(transport, 1, now)).rows;
}

/** @returns undefined if HP knows it no more */
export async function readOrder(transport: Transport, orderId: string): Promise<IDataObject | undefined> {
	const found = await ifFound(transport.call(siteFlow.getOrder, { ids: { orderId } }));
	return found === undefined ? undefined : orderWithId(found, orderId);
}

/** An order with its parcels. @returns undefined if HP knows it no more */
export async function readDetails(
	transport: Transport,
	orderId: string,
): Promise<{ order: IDataObject; shipments?: IDataObject[] } | undefined> {
	const found = await ifFound(transport.call(siteFlow.getOrderDetails, { ids: { orderId }, qs: { 'includes[]': 'shipments' } }));
	if (found === undefined) return undefined;
	const { shipments } = record(found);
	return { order: orderWithId(found, orderId), ...(Array.isArray(shipments) && { shipments: shipments.filter(isObject) }) };
}

/** Does something for each of a list, a few at a time. @returns what came of it, in the order of the list */
export async function inParallel<In, Out>(list: In[], work: (one: In) => Promise<Out>): Promise<Out[]> {
	const results: Out[] = [];
	for await (const result of ahead(list, atOnce, work)) results.push(result);
	return results;
}

/** @throws Fault for orders of which none can be read: better than to watch nothing in silence */
async function readPage(transport: Transport, page: number, now: number): Promise<{ rows: Order[]; given: number; extent: Extent }> {
	const answer = await transport.call(siteFlow.listOrders, { qs: { page, pagesize, sort: '_id', direction: -1 } });
	const given = rowsOf(answer);
	const rows = given.flatMap((row) => orderOf(row, now) ?? []);
	if (given.length > 0 && rows.length === 0) {
		throw new Fault('HP answered with a list of orders of which none has an ID and a status', {
			status: 200,
			description: 'The Base URL in the credential may not be an API, or HP changed its answer.',
		});
	}
	return { rows, given: given.length, extent: extentOf(answer) };
}

/** @returns undefined for a row that has no ID or no status (docs/printos-api.md C.5) */
function orderOf(json: IDataObject, now: number): Order | undefined {
	const data = record(json.orderData);
	const id = orderIdOf(json);
	const status = data.status ?? json.status;
	const { reprint, reprintCount, date } = data;
	if (id === null || typeof status !== 'string' || status.trim() === '') return undefined;
	const dated = Date.parse(String(date ?? json.created ?? ''));
	return {
		id,
		status,
		born: bornOf(id) ?? (Number.isNaN(dated) ? now : dated),
		reprinted: reprint === true || Number(reprintCount ?? 0) > 0,
		sourceOrderId: String(data.sourceOrderId ?? json.sourceOrderId ?? ''),
		json,
	};
}
