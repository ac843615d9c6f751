import { isBinaryValue } from 'n8n-workflow';

import type { BinarySource } from '../../frame/binary';
import { filledIn } from '../../frame/filledIn';
import { turn } from '../../frame/turn';
import { readChoice, readDate, readNumber, readObject, readOrderNumber, readText } from '../../frame/values';
import { isNothing, isObject } from '../../hp/json';
import { attempt } from '../attempt';
import { unreadExpression } from '../check';
import type { Component, Complaint, Draft, Order, OrderItem, PendingArtwork, Shipment } from '../order';
import { formName } from './names';

/** The form's parameters, as n8n gives them. Values may be anything: expressions fill them in. */
export interface OrderForm {
	destination?: unknown;
	sourceOrderId?: unknown;
	items?: { item?: Fields[] };
	shipments?: { shipment?: Fields[] };
	orderFields?: Fields;
}

type Fields = Record<string, unknown>;

/** What expressions that found nothing leave of a text, as JavaScript writes it: Null is also a name. */
const leftover = /^(?:undefined|null|NaN)(?:\s+(?:undefined|null|NaN))*$/;

/**
 * The order JSON of a filled-in form: the fields HP documents and nothing else; what is left empty is left out
 * (docs/printos-api.md C.5).
 * @returns the order, the components whose `path` is set once their file is uploaded, and a complaint for every value
 * that cannot be meant
 */
export async function buildOrder(form: OrderForm): Promise<Draft> {
	return await new Builder().build(form);
}

/** Goes through the form once, and keeps what it finds beside the order. */
class Builder {
	private readonly artwork: PendingArtwork[] = [];

	private readonly complaints = new Map<string, Complaint>();

	async build({
		destination,
		sourceOrderId: given,
		items: itemRows,
		shipments: shipmentRows,
		orderFields = {},
	}: OrderForm): Promise<Draft> {
		const sourceOrderId = this.read(readOrderNumber, given, 'orderData.sourceOrderId') ?? '';
		const shipments = this.rows(shipmentRows, 'shipment', 'orderData.shipments').map((row, index) =>
			this.shipment(row, `orderData.shipments[${index}]`),
		);
		const items: OrderItem[] = [];
		for (const [index, row] of this.rows(itemRows, 'item', 'orderData.items').entries()) {
			await turn();
			items.push(this.item(row, index, sourceOrderId, shipments.length));
		}
		const stockItems = this.rows(orderFields.stockItems, 'stockItem', 'orderData.stockItems').map((row, index) =>
			this.stockItem(row, `orderData.stockItems[${index}]`),
		);
		const text = (name: string) => this.text(orderFields[name], `orderData.${name}`);

		const order: Order = {
			destination: { name: this.text(destination, 'destination.name') },
			orderData: {
				sourceOrderId,
				...filledIn({
					customerName: text('customerName'),
					email: text('email'),
					instructions: text('instructions'),
					purchaseOrderNumber: text('purchaseOrderNumber'),
					amount: this.number(orderFields.amount, 'orderData.amount'),
					currency: text('currency'),
					tags: this.tags(orderFields.tags),
					extraData: this.json(orderFields.extraDataJson, 'orderData.extraData'),
				}),
				...this.json(orderFields.orderDataJson, 'orderData.orderData'),
				items,
				shipments: shipments.length > 1 ? shipments.map((shipment, shipmentIndex) => ({ shipmentIndex, ...shipment })) : shipments,
				...(stockItems.length > 0 && { stockItems }),
			},
		};
		return { order, artwork: this.artwork, complaints: [...this.complaints.values()] };
	}

	private item(row: Fields, index: number, sourceOrderId: string, shipments: number): OrderItem {
		const path = `orderData.items[${index}]`;
		const shipmentIndex = this.number(row.shipmentIndex, `${path}.shipmentIndex`);
		return {
			...filledIn({ sku: this.text(row.sku, `${path}.sku`) }),
			sourceItemId: this.text(row.sourceItemId, `${path}.sourceItemId`) || `${sourceOrderId}-${index + 1}`,
			quantity: this.quantity(row.quantity, `${path}.quantity`),
			// With a single shipment there is nothing to choose.
			...(shipments > 1 || shipmentIndex !== 0 ? filledIn({ shipmentIndex }) : {}),
			...filledIn({ description: this.text(row.description, `${path}.description`) }),
			...this.json(row.itemJson, `${path}.item`),
			components: this.rows(row.components, 'component', `${path}.components`).map((component, c) =>
				this.component(component, `${path}.components[${c}]`),
			),
		};
	}

	private component(row: Fields, path: string): Component {
		const fromBinary = this.choice(row.artworkFrom, `${path}.artworkFrom`, ['url', 'binary']) === 'binary';
		if (fromBinary) this.artwork.push({ file: this.file(row.binaryPropertyName, path), path });
		const component: Component = {
			code: this.text(row.code, `${path}.code`),
			path: fromBinary ? '' : this.text(row.path, `${path}.path`),
			fetch: true,
			...filledIn({ attributes: this.json(row.attributesJson, `${path}.attributes`) }),
			...this.json(row.componentJson, `${path}.component`),
		};
		// Site Flow also takes parts that are attributes alone; whoever fills in the form meant a file.
		if (!fromBinary && component.path === '' && !component.localFile)
			this.complain(`${path}.path`, 'is empty: enter the address of the artwork');
		return component;
	}

	private file(given: unknown, path: string): BinarySource {
		return isBinaryValue(given) ? given : this.text(given, `${path}.binaryPropertyName`) || 'data';
	}

	private stockItem(row: Fields, path: string): Fields {
		return filledIn({ code: this.text(row.code, `${path}.code`), quantity: this.number(row.quantity, `${path}.quantity`) });
	}

	private shipment(row: Fields, path: string): Shipment {
		const text = (name: string, at = `shipTo.${name}`) => this.text(row[name], `${path}.${at}`);
		const carrier =
			this.choice(row.carrierBy, `${path}.carrierBy`, ['alias', 'code']) === 'code'
				? filledIn({ code: text('carrierCode', 'carrier.code'), service: text('carrierService', 'carrier.service') })
				: filledIn({ alias: text('carrierAlias', 'carrier.alias') });
		return {
			shipTo: filledIn({
				name: text('name'),
				companyName: text('companyName'),
				address1: text('address1'),
				address2: text('address2'),
				address3: text('address3'),
				town: text('town'),
				state: text('state'),
				postcode: text('postcode'),
				isoCountry: text('isoCountry').toUpperCase(),
				email: text('email'),
				phone: text('phone'),
			}),
			carrier,
			...filledIn({ shipByDate: this.date(row.shipByDate, `${path}.shipByDate`) }),
			...this.json(row.shipmentJson, `${path}.shipment`),
		};
	}

	private text(value: unknown, path: string): string {
		const text = this.read(readText, value, path) ?? '';
		if (leftover.test(text)) this.complain(path, `is "${text}". Check the expression that gives it.`);
		if (unreadExpression.test(text)) this.complain(path, `is "${text.slice(0, 100)}": switch the field from Fixed to Expression`);
		return text;
	}

	/** As it is written, if it is a date: of 01/02/2026 HP may read another month than was meant. */
	private date(value: unknown, path: string): string | undefined {
		return this.read((given, label) => readDate(given, label) && readText(given, label), value, path);
	}

	private number(value: unknown, path: string): number | undefined {
		return this.read(readNumber, value, path);
	}

	private choice<Word extends string>(value: unknown, path: string, words: readonly [Word, ...Word[]]): Word {
		return this.read((given, label) => readChoice(given, label, words), value, path) ?? words[0];
	}

	private read<T>(reader: (value: unknown, label: string) => T, given: unknown, path: string): T | undefined {
		const { value, problem } = attempt(reader, given);
		if (problem !== undefined) this.complain(path, problem);
		return value;
	}

	private complain(path: string, problem: string): void {
		if (!this.complaints.has(path)) this.complaints.set(path, { path, message: `${formName(path)} ${problem}` });
	}

	private quantity(value: unknown, path: string): number | undefined {
		const quantity = this.number(value, path);
		// HP takes a missing one for 1; in a form it is an expression that gave nothing.
		if (quantity === undefined) this.complain(path, 'is empty: enter a whole number, 1 or more');
		return quantity;
	}

	/** The rows of a fixed collection, or of an array an expression gives in its place. */
	private rows(value: unknown, row: string, path: string): Fields[] {
		const rows = isObject(value) ? (value[row] ?? (isNothing(value) ? [] : value)) : value;
		if (rows === undefined || rows === null || rows === '') return [];
		if (Array.isArray(rows) && rows.every((one) => isObject(one))) return rows;
		if (isObject(rows)) return [rows];
		this.complain(path, 'is not a list of rows: check the expression that gives it');
		return [];
	}

	private tags(value: unknown): string[] {
		const all: unknown[] = Array.isArray(value) ? value : this.text(value, 'orderData.tags').split(',');
		return all.map((tag) => this.text(tag, 'orderData.tags')).filter(Boolean);
	}

	private json(value: unknown, path: string): Fields | undefined {
		return this.read(readObject, value, path);
	}
}
