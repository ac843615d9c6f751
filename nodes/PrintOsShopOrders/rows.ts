import { turn } from '../frame/turn';
import { isObject, records } from '../hp/json';
import type { DraftLine } from '../order/lines/draft';
import type { Artwork, ArtworkFile, ReadOptions } from '../order/lines/line';
import { address } from './read/address';
import { type Field, findArtwork } from '../order/lines/artwork';
import { isCancelled, saysCancelled } from './read/cancelled';
import { reading } from './read/draft';
import { type Row, type RowItem, rowOf } from './read/forms';
import { type Column, columnsOf, noSuchColumn } from './read/headings';
import { ordersOf } from './read/numbers';
import { first, flag, joined, nameKey, text, time } from '../order/lines/values';
import type { Address, Incoming, Reading } from './reading';

export interface RowOptions extends ReadOptions {
	/** The user's own names of columns, by what they hold. */
	rowFields?: Record<string, string | undefined>;
	/** If the artwork comes as files of each item: the properties that hold them, by commas; `*` for all. */
	binaryPropertyName?: string;
}

type Get = (row: Row, column: Column) => unknown;

/**
 * The rows of a table, or answers to a form, as orders: rows of one number are one order.
 *
 * @param items all items of the step before: an order is only whole with all its rows
 * @throws UserError if a column can't be found, or rows have no order number: then no order is read at all
 */
export async function readRows(items: RowItem[], options: RowOptions = {}): Promise<Incoming[]> {
	const rows: Row[] = [];
	for (const [index, item] of items.entries()) {
		await turn();
		const row = rowOf(item, index);
		if ([...row.cells.values()].some((value) => !isEmpty(value)) || row.binaries.length > 0) rows.push(row);
	}
	if (rows.length === 0) return [];
	const { headings, of } = columnsOf(rows, options.rowFields ?? {});
	const get: Get = (row, column) => {
		const heading = of.get(column);
		return heading === undefined ? undefined : row.cells.get(heading);
	};
	for (const column of ['orderNumber', 'quantity'] as const)
		if (!of.has(column) && (column === 'quantity' || !rows.every((row) => row.isForm || row.submission !== null)))
			throw noSuchColumn(column, headings);
	if (!of.has('sku') && !of.has('description')) throw noSuchColumn('sku', headings);

	const table = { get, of, options, others: othersOf(headings, new Set(of.values()), options.artworkFields ?? []) };
	return ordersOf(rows, (row) => get(row, 'orderNumber')).map(({ number, rows: own }) => ({
		items: own.map((row) => row.index),
		read: () => orderOf(number, own, table),
	}));
}

const isEmpty = (value: unknown): boolean =>
	value === null || value === undefined || value === '' || (typeof value === 'string' && text(value) === null);

interface Table {
	get: Get;
	of: Map<Column, string>;
	options: RowOptions;
	/** Columns that say nothing else, some of which may hold artwork: whether the heading says so. */
	others: Map<string, boolean>;
}

const othersOf = (headings: string[], used: Set<string>, names: string[]): Map<string, boolean> => {
	const wanted = new Set(names.map(nameKey));
	return new Map(
		headings
			.map((heading) => [heading, nameKey(heading)] as const)
			.filter(([heading, name]) => !used.has(heading) || wanted.has(name))
			.map(([heading, name]) => [heading, /^(link|url|visuel|motiv|arte)\d*$/.test(name)]),
	);
};

/** Columns of the order come from its first row that has them. */
async function orderOf(number: string | null, rows: Row[], table: Table): Promise<Reading> {
	const { get, options } = table;
	const value = (column: Column): unknown => get(rows.find((row) => !isEmpty(get(row, column))) ?? rows[0]!, column);
	const attributes = attributesOf(value('attributes'));
	const addresses: Array<{ row: Row; there: Address }> = [];
	const perRow: DraftLine[][] = [];
	for (const row of rows) {
		await turn();
		const there = addressOf(row, get);
		if (there) addresses.push({ row, there });
		perRow.push(linesOf(row, table, attributes.length > 0));
	}
	const lines = perRow.flat();
	const to = addresses[0]?.there ?? null;
	const other = addresses.find(({ there }) => differ(to!, there));
	const paid = text(value('paid'));
	const statuses = rows.map((row) => get(row, 'status')).filter((status) => !isEmpty(status));
	return await reading(
		'rows',
		'the table',
		{
			orderNumber: number,
			email: value('email'),
			currency: value('currency'),
			shipTo: to && { ...to, name: to.name ?? nameIn(rows, get), phone: to.phone ?? text(value('phone')) },
			shippingMethod: [value('shippingMethod')],
			lines,
			fields: attributes,
			notes: [
				lines.some((line) => line.artwork?.ofOrder) && 'One answer names several products, with one quantity and the same files for each.',
			],
			paid: paid === null ? null : (flag(paid) ?? /^(paid|partially[ _]refunded|bezahlt|payé|pagado|pagato|betaald)$/i.test(paid)),
			paymentStatus: paid,
			test: rows.some((row) => row.test),
			cancelled: isCancelled(value('cancelled')) || (statuses.length > 0 && statuses.every(saysCancelled)),
			addresses: to ? 1 : 0,
			twoAddresses: other ? [addresses[0]!.row.number, other.row.number] : null,
			customerNote: value('notes'),
			giftMessage: value('giftMessage'),
			poNumber: value('purchaseOrder'),
			tags: value('tags'),
			createdAt: rows.map((row) => row.createdAt).find((one) => one !== null) ?? time(value('createdAt')),
		},
		options,
	);
}

const nameIn = (rows: Row[], get: Get): string | null => rows.map((row) => nameOf(row, get)).find((name) => name !== null) ?? null;

/** The name in one column, or in two. */
function nameOf(row: Row, get: Get): string | null {
	const [name, given, middle, family] = (['name', 'firstName', 'middleName', 'lastName'] as const).map((column) => text(get(row, column)));
	if (family) return name && nameKey(name).includes(nameKey(family)) ? name : joined([given ?? name, middle, family]);
	return given && !nameKey(name ?? '').includes(nameKey(given)) ? joined([given, name]) : (name ?? null);
}

function addressOf(row: Row, get: Get): Address | null {
	const street = joined([get(row, 'address1'), get(row, 'houseNumber')]);
	const there = address({
		name: nameOf(row, get),
		company: get(row, 'companyName'),
		lines: [street, get(row, 'address2')],
		town: get(row, 'town'),
		state: get(row, 'state'),
		postcode: get(row, 'postcode'),
		country: [get(row, 'country')],
		phone: get(row, 'phone'),
	});
	const third = text(get(row, 'address3'));
	return there && third !== null ? { ...there, address3: third } : there;
}

/** Whether two rows send to two places: only what both have is compared. */
function differ(a: Address, b: Address): boolean {
	return (['name', 'companyName', 'address1', 'address2', 'address3', 'town', 'postcode', 'isoCountry'] as const).some(
		(key) => a[key] && b[key] && a[key] !== b[key] && nameKey(a[key]) !== nameKey(b[key]),
	);
}

/** A text of lines such as "artwork: https://...", as fields. */
const attributesOf = (value: unknown): Field[] =>
	typeof value === 'string'
		? value
				.split(/\r?\n/)
				.flatMap((line) =>
					/^[^:]{1,100}:\s*\S/.test(line)
						? [{ name: line.slice(0, line.indexOf(':')).trim(), value: line.slice(line.indexOf(':') + 1) }]
						: [],
				)
		: [];

/** A row is one line; an answer that names several products is one for each. */
function linesOf(row: Row, { get, options, others }: Table, orderMayHaveArtwork: boolean): DraftLine[] {
	const named = get(row, 'description');
	const code = get(row, 'sku');
	const list = [isEmpty(code) ? named : null, code].find((value) => Array.isArray(value) && value.length > 0) as unknown[] | undefined;
	const choices = list ?? [null];
	const fields = fieldsOf(row, others, get);
	const files = artworkOf(row, options, fields);
	return choices.map((choice) => {
		const product = choice ?? first(code, named);
		const label = choice !== null ? choice : isEmpty(code) && isCode(text(named)) ? null : Array.isArray(named) ? null : named;
		return {
			lineId: choices.length > 1 ? undefined : row.number === row.index + 1 ? undefined : row.number,
			sku: product,
			name: label,
			ordered: get(row, 'quantity'),
			skip:
				flag(get(row, 'ships')) === false
					? 'nothing to ship: a service, a tip or a download'
					: saysCancelled(get(row, 'status')) && 'cancelled',
			allShipped: text(get(row, 'shipped'))?.toLowerCase() === 'fulfilled',
			row: row.index,
			...((files.files.length > 0 || !orderMayHaveArtwork || options.binaryPropertyName !== undefined) && {
				artwork: choices.length > 1 && files.files.length > 0 ? { ...files, ofOrder: true } : files,
			}),
			fields,
			namedOnly: true,
		};
	});
}

/** A product that is written like a code has no name beside it. */
const isCode = (product: string | null): boolean => product !== null && /^[A-Z\d][A-Z\d._/-]*$/.test(product) && /[A-Z]/.test(product);

/** The column that the user named is artwork, whatever it is called; without it all that say nothing else. */
function fieldsOf(row: Row, others: Map<string, boolean>, get: Get): Field[] {
	const chosen = get(row, 'artwork');
	if (!isEmpty(chosen)) return [{ name: 'Artwork', value: chosen, artwork: true }];
	return [...row.cells]
		.filter(([heading]) => others.has(heading))
		.map(([name, value]): Field => ({ name, value, artwork: others.get(name)! }));
}

/** Files of the item, by the property that was named or by the form's own field; links else. */
function artworkOf(row: Row, options: RowOptions, fields: Field[]): Artwork {
	const found = findArtwork(fields, { names: options.artworkFields ?? [], namedOnly: true });
	const wanted = options.binaryPropertyName?.split(',').map((name) => name.trim());
	if (wanted) {
		const takes = (property: string) => wanted.includes('*') || wanted.includes(property);
		const files = filesOf(row, takes, () => null);
		// As the user named them: the first is for the first part.
		const place = ({ binary = '' }: ArtworkFile) => (wanted.includes(binary) ? wanted.indexOf(binary) : wanted.length);
		return { ...found, files: [...files].sort((one, other) => place(one) - place(other)) };
	}
	const uploads = [...row.cells].filter(
		([, value]) =>
			records(value).some((file) => Object.hasOwn(file, 'mimetype') && Object.hasOwn(file, 'filename')) ||
			(isObject(value) && Object.hasOwn(value, 'mimetype')),
	);
	const fieldBy = (property: string) =>
		uploads.find(
			([heading]) => property.replace(/_\d+$/, '') === heading.replace(/\W/g, '_') || property === heading.replace(/\W/g, '_'),
		)?.[0] ?? null;
	const files = filesOf(row, (property) => fieldBy(property) !== null, fieldBy);
	return found.files.length > 0 || files.length === 0 ? found : { ...found, files, notLinks: [], previews: [] };
}

const filesOf = (row: Row, take: (property: string) => boolean, field: (property: string) => string | null): Artwork['files'] =>
	row.binaries
		.filter(({ property }) => take(property))
		.map(({ property, fileName }) => ({ field: field(property) ?? property, binary: property, fileName }));
