import { failedFormula } from '../frame/formula';
import { turn } from '../frame/turn';
import { readText, readWholeNumber } from '../frame/values';
import { isNothing, isObject, record } from '../hp/json';
import { attempt } from './attempt';
import type { Complaint, Draft, NameOf } from './order';

type Fields = Record<string, unknown>;
/** Path and problem, of which the message is made; nothing between the entries of a list, where n8n may have its turn. */
type Problems<Between = never> = Generator<[path: string, problem: string] | Between>;

/** Nobody reads on beyond so many faults, and to word each takes its time. */
const most = 1000;

/**
 * What is wrong with an order as far as it can be told without asking HP: fields HP requires, and values that cannot be
 * meant (docs/printos-api.md C.5, E). Reads texts for numbers and booleans, as HP does. What HP takes or leaves is for HP
 * to say: long order numbers, any two letters for a country, no quantity, parts that are attributes alone (E, C.6).
 * @param nameOf the words the user knows a field by
 * @returns one complaint for each field, of a big order's the first thousand
 */
export async function complaintsAbout({ order, artwork, complaints }: Draft, nameOf: NameOf): Promise<Complaint[]> {
	const pending = new Set(artwork.map(({ path }) => path));
	const told = new Set(complaints.map(({ path }) => path));
	const all = [...complaints];
	for (const found of orderProblems(order, pending)) {
		if (!found) {
			await turn();
			continue;
		}
		const [path, problem] = found;
		if (told.has(path)) continue;
		told.add(path);
		all.push({ path, message: `${nameOf(path)} ${problem}` });
		if (all.length < most) continue;
		all.push({ path: '', message: 'There may be more faults: these are the first.' });
		break;
	}
	return all;
}

function* orderProblems(order: unknown, pending: Set<string>): Problems<undefined> {
	const { destination, orderData } = record(order);
	yield* needed(record(destination).name, 'destination.name', "enter the print shop's Site Flow account name");
	const data = record(orderData);
	yield* needed(data.sourceOrderId, 'orderData.sourceOrderId', "enter your shop's order number");
	yield* emailProblems(data.email, 'orderData.email');
	yield* leftoverProblems(data.customerName, 'orderData.customerName');

	const indexes = shipmentIndexes(data.shipments);
	// Whether an order may be of stock alone HP does not say.
	const noItem = isEmpty(data.stockItems) ? 'has no item: add at least one' : undefined;
	yield* listProblems(data.items, 'orderData.items', noItem, (item, path) => itemProblems(item, path, indexes, pending));
	yield* listProblems(data.stockItems, 'orderData.stockItems', undefined, (item, path) => stockItemProblems(item, path, indexes));
	yield* listProblems(data.shipments, 'orderData.shipments', 'has no shipment: add at least one', shipmentProblems);
}

function* itemProblems(item: Fields, path: string, indexes: Set<number>, pending: Set<string>): Problems<undefined> {
	if (isEmpty(item.sourceProductId)) yield* needed(item.sku, `${path}.sku`, "enter a SKU of the print shop's catalogue");
	yield* quantityProblems(item.quantity, `${path}.quantity`);
	yield* shipmentIndexProblems(item.shipmentIndex, `${path}.shipmentIndex`, indexes);
	yield* listProblems(item.components, `${path}.components`, 'has no component: add at least one, with its artwork', (component, at) =>
		componentProblems(component, at, pending.has(at)),
	);
}

function* componentProblems(component: Fields, path: string, pending: boolean): Problems {
	yield* needed(component.code, `${path}.code`, "enter the component's code, from the list or as the product names it, such as Cover");
	const needsFile = isEmpty(component.attributes) && (isEmpty(component.type) || component.type === 'press');
	if (pending || isTrue(component.localFile) || (isEmpty(component.path) && !needsFile)) return;
	yield* needed(component.path, `${path}.path`, 'enter the address of the artwork');
}

function* stockItemProblems(item: Fields, path: string, indexes: Set<number>): Problems {
	yield* needed(item.code, `${path}.code`, "enter the stock item's code");
	yield* quantityProblems(item.quantity, `${path}.quantity`);
	yield* shipmentIndexProblems(item.shipmentIndex, `${path}.shipmentIndex`, indexes);
}

function* shipmentProblems(shipment: Fields, path: string): Problems {
	const shipTo = record(shipment.shipTo);
	yield* needed(shipTo.name, `${path}.shipTo.name`, "enter the recipient's name");
	yield* addressProblems(shipTo, `${path}.shipTo`);
	yield* carrierProblems(record(shipment.carrier), `${path}.carrier`);
}

/** What is wrong with the place that a shipment goes to, and with its e-mail address. */
export function* addressProblems(shipTo: Fields, path: string): Problems {
	yield* needed(shipTo.address1, `${path}.address1`, 'enter street and number');
	yield* needed(shipTo.town, `${path}.town`, 'enter the town');
	yield* needed(shipTo.isoCountry, `${path}.isoCountry`, 'enter two letters, such as GB');
	const country = attempt(readText, shipTo.isoCountry).value ?? '';
	if (country !== '' && !/^[a-z]{2}$/i.test(country)) {
		yield [`${path}.isoCountry`, `is "${country.slice(0, 100)}": enter two letters, such as DE or GB`];
	}
	yield* emailProblems(shipTo.email, `${path}.email`);
	for (const [name, value] of Object.entries(shipTo)) yield* leftoverProblems(value, `${path}.${name}`);
}

/** Typed into a field that is Fixed. */
export const unreadExpression = /^\$json\b|\{\{\s*\$/;

const ofAddress = /\.(?:companyName|address\d|state|postcode|phone)$/;

/** On a label it would be printed: `Mia undefined`, `true`, `#N/A`. */
function* leftoverProblems(value: unknown, path: string): Problems {
	const { value: text = '', problem } = attempt(readText, value);
	if (problem !== undefined && ofAddress.test(path)) yield [path, problem];
	const [, leftover] = /^(true|false)$|(?:^|[\s,])(undefined|null|NaN)(?=$|[\s,])/.exec(text)?.filter(Boolean) ?? [];
	const shown = `is "${text.slice(0, 100)}"`;
	if (unreadExpression.test(text)) yield [path, `${shown}: the expression in it was not read. Switch the field from Fixed to Expression`];
	else if (leftover) yield [path, `${shown}: the expression in it gave ${leftover.trim()}. Check it`];
	else if (failedFormula.test(text)) yield [path, `${shown}: a formula of a spreadsheet failed. Fix it there`];
}

function* carrierProblems({ alias, serviceId, code, service }: Fields, path: string): Problems {
	if (![alias, serviceId].every(isEmpty)) return;
	if (isEmpty(code) && isEmpty(service)) {
		yield [`${path}.alias`, 'is empty: enter a carrier alias of the print shop, or choose Code and Service'];
		return;
	}
	yield* needed(code, `${path}.code`, "enter the carrier's code");
	yield* needed(service, `${path}.service`, "enter the carrier's service");
}

function* needed(value: unknown, path: string, wayOut: string): Problems {
	const { value: text, problem } = attempt(readText, value);
	if (problem !== undefined) yield [path, problem];
	// Also of characters that nobody sees.
	else if (text.replace(/[\s\p{Cf}]/gu, '') === '') yield [path, `is empty: ${wayOut}`];
}

function* quantityProblems(given: unknown, path: string): Problems {
	const { problem } = attempt(readCount, given);
	if (problem !== undefined) yield [path, problem];
}

function* shipmentIndexProblems(given: unknown, path: string, indexes: Set<number>): Problems {
	const { value, problem } = attempt(readIndex, given);
	if (problem !== undefined) yield [path, problem];
	else if (value !== undefined && indexes.size > 0 && !indexes.has(value)) {
		yield [path, `is ${value}, but the shipments are numbered 0 to ${indexes.size - 1}`];
	}
}

function* emailProblems(value: unknown, path: string): Problems {
	const { value: email = '', problem } = attempt(readText, value);
	if (problem !== undefined) yield [path, problem];
	// An address has 254 characters at most (RFC 5321); beyond that the pattern would take its time.
	else if (email !== '' && (email.length > 254 || !/^[^\s@<>:;,\p{Cf}]+@(?:[^\s@<>:;,.\p{Cf}]+\.)+[^\s@<>:;,.\p{Cf}]+$/u.test(email))) {
		yield [path, `is "${email.slice(0, 100)}", which is not an e-mail address`];
	}
}

/** The objects of a list with their paths. @param empty what to say if there is none; undefined if there need be none */
function* listProblems(
	value: unknown,
	path: string,
	empty: string | undefined,
	each: (entry: Fields, path: string) => Problems<undefined>,
): Problems<undefined> {
	if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) {
		if (empty !== undefined) yield [path, empty];
		return;
	}
	if (!Array.isArray(value)) {
		yield [path, 'is not a list: put it into [ ]'];
		return;
	}
	for (const [index, entry] of value.entries()) {
		yield undefined;
		if (isObject(entry)) yield* each(entry, `${path}[${index}]`);
		else yield [`${path}[${index}]`, 'is not an object with fields'];
	}
}

/** Where items may go: a shipment counts by its position, or by an index of its own in orders given as JSON. */
function shipmentIndexes(shipments: unknown): Set<number> {
	if (!Array.isArray(shipments)) return new Set();
	return new Set(shipments.map((shipment, position) => attempt(readIndex, record(shipment).shipmentIndex).value ?? position));
}

const readCount = (value: unknown, label: string) => readWholeNumber(value, label);
const readIndex = (value: unknown, label: string) => readWholeNumber(value, label, 0);

/** Nothing, or a text of blanks. */
function isEmpty(value: unknown): boolean {
	return isNothing(typeof value === 'string' ? value.trim() : value);
}

/** HP reads "true" for true, and can answer so (docs/printos-api.md C.5). */
export function isTrue(value: unknown): boolean {
	return value === true || attempt(readText, value).value?.toLowerCase() === 'true';
}
