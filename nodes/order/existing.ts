import type { IDataObject } from 'n8n-workflow';

import { some } from '../frame/some';
import { record, records } from '../hp/json';
import { orderIdOf } from '../hp/success';
import { Fault, orFault } from '../hp/fault';
import { redact } from '../hp/redact';
import { findOrder } from '../hp/orders';
import { siteFlow } from '../hp/siteFlow';
import { type Comparison, compareOrders, type Difference, isCancelled } from './compare';
import type { Submission, SubmitOptions } from './submitOptions';

/** The order with the number of ours, and how it compares with ours; no comparison if HP's answer doesn't hold enough. */
export interface Found {
	order: IDataObject;
	comparison?: Comparison;
}

/**
 * Looks an order up by its number, again and again until it is there.
 * @param waits before each look, in milliseconds
 * @throws Fault if the last look could not be made, or was answered with something else
 */
export async function lookUp(
	{ transport, order, uploaded }: Pick<Submission, 'transport' | 'order' | 'uploaded'>,
	waits: number[],
): Promise<Found | undefined> {
	let last: Fault | undefined;
	for (const wait of waits) {
		await transport.pace.wait(wait);
		const found = await orFault(findOrder(transport, order.orderData.sourceOrderId));
		last = found instanceof Fault ? found : undefined;
		if (found instanceof Fault) {
			if (found.details.unclear) continue;
			break;
		}
		if (found === undefined) continue;
		const comparison =
			(await compareOrders(order, found, uploaded)) ?? (await compareOrders(order, await withShipments(transport, found), uploaded));
		return { order: found, ...(comparison && { comparison }) };
	}
	if (last) throw last;
	return undefined;
}

/** An order with its shipments, from the call that gives them apart. */
async function withShipments(transport: Submission['transport'], found: IDataObject): Promise<IDataObject> {
	const orderId = orderIdOf(found) ?? '';
	const request = { ids: { orderId }, qs: { 'includes[]': 'shipments' } };
	const details = record(await orFault(transport.call(siteFlow.getOrderDetails, request)));
	const isIt = [null, orderId].includes(orderIdOf(details));
	return isIt && Array.isArray(details.shipments) ? { ...found, shipments: details.shipments } : found;
}

type Ours = Pick<Submission, 'order' | 'nameOf'>;

/** Whether the order that stands under our number has our content, and was not cancelled. */
export function isOurs({ order, comparison }: Found): boolean {
	return !isCancelled(order) && comparison?.content.length === 0;
}

/** What to give for an order that was there before with our content: the user chose. @throws Fault if it is not ours */
export function existing(submission: Ours & { options: Pick<SubmitOptions, 'ifOrderExists'> }, found: Found): IDataObject {
	const { order, options } = submission;
	const changes = assertOurs(submission, found);
	const { sourceOrderId } = order.orderData;
	if (options.ifOrderExists === 'error') {
		const fields = changes.differs?.map(({ field }) => field) ?? [];
		const told =
			fields.length > 0
				? `, with other values there: ${some(fields, mostTold, ', ', found.comparison!.other.length)}.`
				: '. Nothing is left to do.';
		throw new Fault(`Order ${sourceOrderId} is in Site Flow already${told}`, {
			status: 409,
			category: 'duplicate',
			description: `Its source order ID already exists there, with the same content, so no second order was made. To let such orders pass, set the option If Order Exists to Return the Existing Order. To print it once more, use another Source Order ID.`,
			data: { sourceOrderId, alreadyExisted: true, existingOrderId: orderIdOf(found.order), ...changes },
		});
	}
	return {
		orderId: orderIdOf(found.order),
		sourceOrderId,
		submitted: true,
		alreadyExisted: true,
		...changes,
		order: found.order,
	};
}

/**
 * Whether the order that stands under our number is ours.
 * @returns what differs all the same, such as an address corrected since
 * @throws Fault if it is another one, a cancelled one, or one of which that can't be told
 */
export function assertOurs(submission: Ours, { order: found, comparison }: Found): Changes {
	const { sourceOrderId } = submission.order.orderData;
	const stands = describe(found);
	const data = { sourceOrderId, existingOrderId: orderIdOf(found), existingOrder: stands };
	if (isCancelled(found)) {
		throw new Fault(`Order ${sourceOrderId} was not submitted: its number is that of a cancelled order in Site Flow`, {
			status: 409,
			category: 'duplicate',
			description: `There stands: ${stands}. Site Flow takes a source order ID only once: to have it printed all the same, give it another one.`,
			data,
		});
	}
	if (!comparison) {
		throw new Fault(`Source Order ID "${sourceOrderId}" already exists in Site Flow, and whether that is this order could not be told`, {
			status: 409,
			category: 'duplicate',
			description: `HP's answer does not hold its items and shipments. There stands: ${stands}. Compare the two in Site Flow; this one was not submitted a second time.`,
			data,
		});
	}
	const differs = differences(submission, comparison.content);
	if (differs.length === 0) {
		const other = differences(submission, comparison.other);
		return other.length > 0 ? { differs: other } : {};
	}
	const lines = differs.slice(0, mostTold).map(({ field, here, there }) => `${field}: ${shown(there)} there, ${shown(here)} here`);
	const more = comparison.content.length - lines.length;
	if (more > 0) lines.push(`and ${more} more`);
	const sameRecipient = !comparison.content.some(({ path }) => /shipments/.test(path));
	throw new Fault(
		sameRecipient
			? `Order ${sourceOrderId} is in Site Flow already, but with other content: ${lines[0]}`
			: `Order ${sourceOrderId} was not submitted: Site Flow has another order of this number. ${lines[0]}`,
		{
			status: 409,
			category: 'duplicate',
			description: `There stands: ${stands}.\nIt differs from this order:\n${lines.map((line) => `• ${line}`).join('\n')}\n${
				sameRecipient
					? 'If the order was changed since, have the one in Site Flow cancelled and submit this one under another Source Order ID.'
					: 'Give this order another Source Order ID, such as one with a prefix of its own for each shop.'
			}`,
			data: { ...data, differs },
		},
	);
}

/** A big order may differ everywhere: so many differences are told, and more of them stand in the data beside the message. */
const mostTold = 20;
const mostKept = 1000;

/** What differs in an order of ours; nothing if all is as it was sent. */
export interface Changes {
	differs?: NamedDifference[];
}

/** A difference with the words of the form. */
export type NamedDifference = Record<'path' | 'field', string> & Record<'here' | 'there', string | number | boolean | null>;

function differences({ nameOf }: Pick<Submission, 'nameOf'>, all: Difference[]): NamedDifference[] {
	return all.slice(0, mostKept).map(({ path, here, there }) => ({ path, field: nameOf(path), here: plain(here), there: plain(there) }));
}

function plain(value: unknown): string | number | boolean | null {
	// The query of an address may be a permission.
	if (typeof value === 'string') return redact(value);
	if (typeof value === 'number' || typeof value === 'boolean') return value;
	return value === null || value === undefined ? null : JSON.stringify(value);
}

function shown(value: NamedDifference['here']): string {
	if (value === null || value === '') return 'nothing';
	return String(value).slice(0, 200);
}

/** An order as a person would name it: `250 × FLY-A5-135 to Mia Korn, Ulm (dataready)`. */
function describe(found: IDataObject): string {
	const { items, shipments, status, customerName } = record(found.orderData);
	const what = records(items).map(({ sku, sourceProductId, quantity }) => `${String(quantity ?? 1)} × ${String(sku || sourceProductId)}`);
	const who = records(shipments).map((shipment) => {
		const { name, town } = record(shipment.shipTo);
		return [name, town].filter(Boolean).join(', ');
	});
	const to = some(who, 3, ' + ') || String(customerName ?? '');
	return `${some(what, 3, ' + ') || 'an order'}${to ? ` to ${to}` : ''}${status ? ` (${String(status)})` : ''}`;
}
