import { UserError } from 'n8n-workflow';

import type { Line } from './line';
import { readChoice, readObject, readWholeNumber } from '../../frame/values';
import { plain } from './plain';
import { folded } from './words';

/** What is said of a product of the shop, by a row of Products or a line of Product List. */
export interface ProductRow {
	/** Where it stands, as a person finds it: `Products, row 2`. */
	place: string;
	shopProduct: string;
	match: 'is' | 'startsWith' | 'contains' | 'any';
	print: boolean;
	/** Empty for the shop's own. */
	sku: string;
	/** The part or, separated by commas, the parts that the files are for; empty to look them up. */
	componentCode: string;
	/** Printed whatever the order says; empty for the order's own. */
	artworkUrl: string;
	/** Pieces that the shop sells as one. */
	piecesEach: number;
	attributes?: Record<string, unknown>;
}

/**
 * The rows of Products as the form gives them, then those of Product List.
 * @throws UserError that names the row and what to enter
 */
export function readProducts(rows: unknown, list: unknown): ProductRow[] {
	const fromForm = (Array.isArray(rows) ? rows : []).map((row, index) => readRow(row as Fields, `Products, row ${index + 1}`));
	return [...fromForm, ...readProductList(plain(list, 'Product List'))];
}

/** The row that counts for a line: the first that fits, and "No Other Row Fits" only where none does. */
export function rowFor(rows: ProductRow[], line: Line): ProductRow | undefined {
	return rows.find((row) => fits(row, line)) ?? rows.find(({ match }) => match === 'any');
}

function fits({ match, shopProduct }: ProductRow, { sku, ids, name }: Line): boolean {
	const wanted = folded(shopProduct);
	if (match === 'is') return [sku, ...ids, name].some((text) => folded(text) === wanted);
	if (match === 'startsWith') return folded(sku).startsWith(wanted);
	return match === 'contains' && folded(name).includes(wanted);
}

type Fields = Record<string, unknown>;

const matches = ['is', 'startsWith', 'contains', 'any'] as const;

function readRow(row: Fields, place: string): ProductRow {
	const text = (value: unknown, label: string) => plain(value, `${place}: ${label}`);
	const shopProduct = text(row.shopProduct, 'Product in the Shop');
	const match = readChoice(row.match, `${place}: Fits If`, matches);
	if (shopProduct === '' && match !== 'any') {
		throw new UserError(`${place}: Product in the Shop is empty.`, {
			description: 'Enter its SKU, ID or name as the shop has it, or delete the row.',
		});
	}
	return {
		place,
		shopProduct,
		match,
		print:
			readChoice(typeof row.print === 'boolean' ? (row.print ? 'yes' : 'no') : row.print, `${place}: Print It`, ['yes', 'no']) === 'yes',
		sku: text(row.sku, 'SKU in Site Flow'),
		componentCode: text(row.componentCode, 'Component'),
		artworkUrl: text(row.artworkUrl, 'Artwork URL'),
		piecesEach: readWholeNumber(row.piecesEach, `${place}: Pieces Each`) ?? 1,
		attributes: readAttributes(row.attributesJson, place),
	};
}

function readAttributes(value: unknown, place: string): Fields | undefined {
	const attributes = readObject(value, `${place}: Attributes (JSON)`, '{ "paper": "135g" }');
	return attributes && Object.keys(attributes).length > 0 ? attributes : undefined;
}

/** One product a line: `FLYER-A5 = FLY-A5-135`, or two columns of a spreadsheet; `no` for what isn't printed. */
function readProductList(list: string): ProductRow[] {
	return list.split(/\r?\n/).flatMap((text, index) => {
		if (text.trim() === '') return [];
		const place = `Product List, line ${index + 1}`;
		const at = text.includes('\t') ? text.indexOf('\t') : text.lastIndexOf('=');
		const shopProduct = text.slice(0, Math.max(at, 0)).trim();
		const sku = text.slice(at + 1).trim();
		if (at < 0 || shopProduct === '') {
			throw new UserError(`${place}: "${text.trim().slice(0, 100)}" is not understood.`, {
				description: 'Write the product in the shop, =, and the SKU in Site Flow: FLYER-A5 = FLY-A5-135. Write no for what is not printed.',
			});
		}
		const print = folded(sku) !== 'no';
		return { place, shopProduct, match: 'is', print, sku: print ? sku : '', componentCode: '', artworkUrl: '', piecesEach: 1 };
	});
}
