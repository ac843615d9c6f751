import { type IDataObject, UserError } from 'n8n-workflow';

import type { Call } from '../frame/call';
import { fileAddress } from '../frame/address/fileAddress';
import { binaryOf } from '../frame/binary';
import { some } from '../frame/some';
import { readText } from '../frame/values';
import { Fault, bulletList } from '../hp/fault';
import { isNothing } from '../hp/json';
import { isLocalHost } from '../hp/localHost';
import { withComponents } from './artwork';
import { attempt } from './attempt';
import { complaintsAbout, isTrue } from './check';
import type { Complaint, Draft, NameOf, PendingArtwork } from './order';
import { repeated } from './repeated';

/**
 * Checks an order as far as that goes without HP, and that its files are there; artwork addresses come out as they may
 * be sent. Sends nothing.
 * @param call of the item that holds the files
 * @param nameOf the words the user knows a field by
 * @throws Fault with every complaint, as a list to read and as data
 */
export async function prepareOrder(call: Call, draft: Draft, nameOf: NameOf): Promise<Draft> {
	const { siteFlow } = await call.transport.roots();
	const prepared = await withAddresses(draft, isLocalHost(new URL(siteFlow).hostname), nameOf);
	const complaints = [...(await complaintsAbout(prepared, nameOf)), ...draft.artwork.flatMap((one) => missingFile(call, one, nameOf))];
	if (complaints.length === 0) return prepared;
	const [first] = complaints;
	throw new Fault(
		complaints.length === 1
			? `The order has a fault: ${first?.message}`
			: `The order has ${complaints.length} faults, the first: ${first?.message}`,
		{ validations: complaints, description: `Nothing of this order was sent to HP. Fix this and run it again:\n${bulletList(complaints)}` },
	);
}

/**
 * Orders of one run with the same number: none of them is sent, since nobody but the user knows which is meant.
 * @param drafts the orders by item
 * @returns the faults by item
 */
export function refuseRepeated(drafts: Map<number, Draft>): Map<number, Error> {
	const refused = new Map<number, Error>();
	for (const [sourceOrderId, same] of repeated(drafts.keys(), (item) => drafts.get(item)!.order.orderData.sourceOrderId)) {
		for (const item of same) {
			refused.set(
				item,
				new UserError(
					`Source Order ID "${sourceOrderId}" is also that of item ${othersThan(item, same)}. Site Flow takes each one only once.`,
					{
						description: `None of these orders was sent. Give every item its own Source Order ID, or remove the repeated item.`,
					},
				),
			);
		}
	}
	return refused;
}

/** Of thousands of items a few, since each of them gets a message. */
function othersThan(item: number, items: number[]): string {
	const named = items
		.slice(0, 11)
		.filter((other) => other !== item)
		.slice(0, 10);
	const more = items.length - 1 - named.length;
	return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The orders that a run submitted before an error ended it, by number: whoever runs it again has to know. */
export function submittedBefore(results: IDataObject[]): string | undefined {
	const numbers = (existed: boolean) =>
		results
			.filter(({ submitted, alreadyExisted }) => submitted === true && (alreadyExisted === true) === existed)
			.map(({ sourceOrderId }) => String(sourceOrderId));
	const [fresh, there] = [numbers(false), numbers(true)];
	const parts = [
		fresh.length > 0 &&
			`Submitted in this run before it stopped: ${some(fresh, 50)}. These are in Site Flow: leave them out when you run it again, or set If Order Exists to Return the Existing Order.`,
		there.length > 0 && `In Site Flow before: ${some(there, 50)}.`,
	];
	return parts.filter(Boolean).join('\n') || undefined;
}

/** The order with artwork addresses that Site Flow can fetch, and a complaint for each that it can't. */
async function withAddresses(draft: Draft, localAllowed: boolean, nameOf: NameOf): Promise<Draft> {
	const complaints = [...draft.complaints];
	const pending = new Set(draft.artwork.map(({ path }) => path));
	const order = await withComponents(draft.order, (component, path) => {
		if (pending.has(path) || !isTrue(component.fetch) || isTrue(component.localFile) || isNothing(component.path)) return component;
		const given = attempt(readText, component.path);
		const { value, problem } = given.problem === undefined ? fileAddress(given.value, localAllowed, Date.now()) : given;
		if (problem !== undefined) complaints.push({ path: `${path}.path`, message: `${nameOf(`${path}.path`)} ${problem}` });
		return value === undefined || value === '' ? component : { ...component, path: value };
	});
	return { ...draft, order, complaints };
}

function missingFile(call: Call, { file, path }: PendingArtwork, nameOf: NameOf): Complaint[] {
	try {
		binaryOf(call, file);
		return [];
	} catch (error) {
		return [{ path, message: `${nameOf(path)}: ${(error as Error).message}` }];
	}
}
