import { createHash, randomBytes } from 'node:crypto';

import { type INodeExecutionData, type IPollFunctions, UserError } from 'n8n-workflow';

import { fieldText } from '../../credentials/hosts';
import { collectionIn } from '../frame/fields';
import { toNodeError } from '../frame/nodeError';
import { readChoices as readWords, readNumber } from '../frame/values';
import { Fault, orFault } from '../hp/fault';
import { Pace, siteFlowRequestsPerMinute } from '../hp/pace';
import { defaultTransportSettings, Transport } from '../hp/transport';
import { eventOf, eventOptions } from './course';
import { itemOf } from './item';
import { type Memory, readMemory, unpack } from './memory';
import { type Ask, patientWith } from './patience';
import { properties } from './properties';
import { inParallel, type Order, readDetails, readNewest, readOrder, readOrders } from './reading';
import { usualLimits, watch, type Watched } from './watch';

/** What stands in n8n's static data. */
interface Kept {
	/** Which account it is about, as a hash of address and key. */
	account?: string;
	memory?: Memory;
	/** Open orders that were let go, until a poll that has nothing else to say says so. */
	unwatched?: number;
}

interface Choices {
	events: string[];
	lookBack: number;
	prefix: string;
	includeShipments: boolean;
}

const day = 24 * 60 * 60 * 1000;

/** A new name with every start of n8n. */
const process = randomBytes(6).toString('base64url');

/** All polls of this n8n together leave three quarters of HP's allowance to others. */
const pace = new Pace(siteFlowRequestsPerMinute / 4);

/** Short: the next poll is the best repeat, and the first one holds the publishing. */
const settings = { ...defaultTransportSettings, maxTries: 3, maxWait: 10, timeout: 30 };

/** The triggers that are being polled, and those that were since n8n started. */
const underWay = new Set<string>();
const polled = new Set<string>();

/**
 * One poll, as n8n asks for it.
 * @returns null if there is nothing to tell: n8n would start a run even with no items
 */
export async function poll(functions: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const node = functions.getNode();
	if (functions.getMode() === 'manual') {
		return await fetchTestEvent(functions).catch((error) => {
			throw toNodeError(node, error);
		});
	}

	const trigger = `${functions.getWorkflow().id} ${node.id}`;
	// n8n doesn't wait for a poll that takes longer than the time to the next one.
	if (underWay.has(trigger)) return null;
	underWay.add(trigger);
	try {
		return await look(functions, trigger, functions.getWorkflowStaticData('node') as Kept);
	} catch (error) {
		if (isToBeSaid(functions, error, polled.has(trigger))) throw toNodeError(node, error);
		functions.logger.error(`${node.name}: this poll is left out, the next one makes up for it. ${(error as Error).message}`);
		return null;
	} finally {
		underWay.delete(trigger);
		polled.add(trigger);
	}
}

/**
 * Whether a fault makes the poll fail. One that passes does not: what it missed, the next poll finds. And never the
 * first poll after n8n itself started, since n8n 2.41 gives a trigger up for good if that one fails.
 */
function isToBeSaid(functions: IPollFunctions, error: unknown, isLaterPoll: boolean): boolean {
	const isPublished = !['init', 'leadershipChange'].includes(functions.getActivationMode());
	if (!isPublished && !isLaterPoll) return false;
	const isSetUp = (functions.getWorkflowStaticData('node') as Kept).memory !== undefined;
	return !passes(error) || (isPublished && !isSetUp);
}

function passes(error: unknown): boolean {
	if (!(error instanceof Fault)) return false;
	const { status, unclear } = error.details;
	return unclear === true || status === undefined || status === 429 || status >= 500;
}

async function look(functions: IPollFunctions, trigger: string, kept: Kept): Promise<INodeExecutionData[][] | null> {
	const { events, lookBack, prefix, includeShipments } = readChoices(functions);
	const transport = new Transport(functions, settings, pace);
	const account = await accountOf(functions, transport);
	const before = await memoryOf(functions, transport, kept, account);
	const now = Date.now();
	const ask = patientWith(trigger, (message) => functions.logger.warn(`${functions.getNode().name}: ${message}`));

	const orders = await readOrders(transport, before, { now, lookBack }, ask);
	const {
		events: changes,
		memory,
		unwatched,
	} = watch(
		before,
		orders,
		{ now, process },
		{ lookBack, ...usualLimits },
		(change, { sourceOrderId }) => sourceOrderId.startsWith(prefix) && eventOf(change, events) !== undefined,
	);
	if (!before && unwatched > 0) throw tooMany(unwatched);
	const items = await tell(transport, changes, events, includeShipments, ask);

	// The last thing, with nothing awaited after it: a poll that failed on the way leaves what was known as it was.
	const unsaid = (kept.unwatched ?? 0) + unwatched;
	// Reading takes its time, and n8n makes the run from now on.
	for (const batch of memory.told) if (batch.at === now) batch.at = Date.now();
	Object.assign(kept, { account, memory, unwatched: items.length > 0 ? unsaid : 0 });
	if (items.length > 0) return [items];
	if (unsaid > 0) throw tooMany(unsaid);
	return null;
}

function tooMany(unwatched: number): UserError {
	return new UserError(
		`There are more open orders than can be watched, and the oldest are left out (${unwatched}). Give Look Back (Days) under Options fewer days.`,
	);
}

/** Up to three orders as they are, without a change of what is remembered. */
async function fetchTestEvent(functions: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const { events, prefix, includeShipments } = readChoices(functions);
	const transport = new Transport(functions, settings, pace);
	const now = Date.now();
	const newest = (await readNewest(transport, now)).filter(({ sourceOrderId }) => sourceOrderId.startsWith(prefix)).slice(0, 3);
	const shown = newest.map((order) => {
		const { id, status: to } = order;
		return { change: { id, from: null, to, passed: [], created: true, round: 0, seen: now }, order };
	});
	const items = await tell(transport, shown, ['*', ...events], includeShipments);
	return items.length > 0 ? [items] : null;
}

/** Makes an item of each change, with the order as it is now. */
async function tell(
	transport: Transport,
	changes: Watched<Order>['events'],
	chosen: string[],
	includeShipments: boolean,
	ask: Ask = async (_, call) => await call,
): Promise<INodeExecutionData[]> {
	const items = await inParallel(changes, async ({ change, order }): Promise<INodeExecutionData[]> => {
		const event = eventOf(change, chosen);
		// Told before by a node that has other events chosen now.
		if (event === undefined) return [];
		const details = includeShipments ? await ask(change.id, readDetails(transport, change.id)) : undefined;
		const json = details?.order ?? order?.json ?? (includeShipments ? undefined : await readOrder(transport, change.id));
		return [{ json: itemOf(change, event, json ?? null, details?.shipments) }];
	});
	return items.flat();
}

function readChoices(functions: IPollFunctions): Choices {
	const options = collectionIn(
		functions.getNodeParameter('options', {}),
		properties.find(({ name }) => name === 'options')!,
	);
	const events = readWords(
		functions.getNodeParameter('events'),
		'Events',
		eventOptions.map(({ value }) => String(value)),
	);
	if (events.length === 0) throw new UserError('Events is empty. Choose what is to start the workflow.');
	return {
		events,
		lookBack: (readNumber(options.value('lookBackDays'), options.label('lookBackDays'), 1, 365) ?? 30) * day,
		prefix: options.text('sourceIdPrefix'),
		includeShipments: options.isOn('includeShipments', true),
	};
}

async function accountOf(functions: IPollFunctions, transport: Transport): Promise<string> {
	const { siteFlow } = await transport.roots();
	const key = fieldText((await functions.getCredentials('printOsApi')).key, 'Key');
	return createHash('sha256').update(`${siteFlow}\n${key}`).digest('base64url').slice(0, 16);
}

/**
 * What is known of this account. With another key it may be another account, whose orders are all unknown: it is
 * begun anew there. It is the same account if it knows one of the orders.
 */
async function memoryOf(functions: IPollFunctions, transport: Transport, kept: Kept, account: string): Promise<Memory | undefined> {
	const memory = readMemory(kept.memory);
	if (!memory && kept.memory !== undefined) {
		functions.logger.error(`${functions.getNode().name}: what was remembered cannot be read. It begins anew, as after publishing.`);
	}
	if (!memory || kept.account === account) return memory;
	for (const id of [...unpack(memory.orders).keys()].slice(-3)) if (await knows(transport, id)) return memory;
	return undefined;
}

/** Whether an account has an order. How HP refuses that of another account isn't known. */
async function knows(transport: Transport, orderId: string): Promise<boolean> {
	const found = await orFault(readOrder(transport, orderId));
	if (!(found instanceof Fault)) return found !== undefined;
	if ([400, 403, 410, 422].includes(found.details.status ?? 0)) return false;
	throw found;
}
