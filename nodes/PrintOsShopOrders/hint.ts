import { some } from '../frame/some';
import { counted } from '../order/lines/words';

/** What one order adds to the hint above the output. */
export interface Told {
	sourceOrderId: string;
	/** Its reasons, if it is on hold. */
	problems: string[];
	/** Names of lines that aren't printed. */
	leftOut: string[];
	/** Of one that Site Flow had before: the fields that are different there. */
	existed?: string[];
}

/**
 * What is said above the output of a whole run, since n8n opens the first output though it is empty, and says "success"
 * of an order that waits.
 */
export function hintOf(orders: Told[]): string[] {
	const held = orders.filter(({ problems }) => problems.length > 0);
	return [heldSentence(held, orders.length - held.length), ...existed(orders), leftOutSentence(orders)].filter(Boolean);
}

function heldSentence(held: Told[], others: number): string {
	const [first] = held;
	if (!first) return '';
	if (held.length > 1) {
		return others > 0
			? `${held.length} orders are on hold, ${others} ${others === 1 ? 'is' : 'are'} not. See the output On Hold.`
			: `All ${held.length} orders are on hold. See the output On Hold.`;
	}
	const more = first.problems.length - 1;
	return `Order ${first.sourceOrderId} is on hold: ${first.problems[0]}${more > 0 ? ` And ${counted(more, 'more reason')}.` : ''}`;
}

function existed(orders: Told[]): string[] {
	const there = orders.filter((order) => order.existed);
	const same = there.filter((order) => order.existed?.length === 0).map(({ sourceOrderId }) => sourceOrderId);
	const changed = there.filter((order) => order.existed?.length !== 0);
	return [
		...(same.length < 2
			? same.map((number) => inSiteFlow(number))
			: [`${same.length} orders are in Site Flow already: ${some(same)}. Nothing is left to do for them.`]),
		...(changed.length < 2
			? changed.map((order) => inSiteFlow(order.sourceOrderId, order.existed))
			: [
					`${changed.length} orders are in Site Flow already, with other values there: ${some(
						changed.map((order) => `${order.sourceOrderId} (${some(order.existed ?? [])})`),
					)}. If the shop is right, change them there.`,
				]),
	];
}

/** Said of an order that is sent again. @param fields that are different there */
export function inSiteFlow(sourceOrderId: string, fields: string[] = []): string {
	const there = `Order ${sourceOrderId} is in Site Flow already`;
	return fields.length === 0
		? `${there}. Nothing is left to do.`
		: `${there}, with other values there: ${some(fields)}. If the shop is right, change them there.`;
}

function leftOutSentence(orders: Told[]): string {
	const names = orders.flatMap(({ leftOut, sourceOrderId }) => leftOut.map((name) => `${name} (order ${sourceOrderId})`));
	return names.length === 0 ? '' : `Left out: ${some(names)}.`;
}
