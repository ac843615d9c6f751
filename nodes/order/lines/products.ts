import { UserError } from 'n8n-workflow';

import type { Line } from './line';
import { readChoice, readObject, readText, readWholeNumber } from '../../frame/values';
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

/** Rows of Products, and which of them counts for a line. */
export class Products {
	/** Where those stand that are a whole SKU, ID or name: a list may have thousands. */
	private readonly whole = new Map<string, number>();

	/** The others, which may be a part of one. */
	private readonly parts: Array<{ position: number; fits: (line: Line) => boolean }> = [];

	/** @param list what counts where none of these rows fits */
	constructor(
		readonly rows: ProductRow[],
		readonly list?: Products,
	) {
		for (const [position, { match, shopProduct }] of rows.entries()) {
			const wanted = folded(shopProduct);
			if (match === 'is' && !this.whole.has(wanted)) this.whole.set(wanted, position);
			if (match === 'startsWith') this.parts.push({ position, fits: ({ sku }) => folded(sku).startsWith(wanted) });
			if (match === 'contains') this.parts.push({ position, fits: ({ name }) => folded(name).includes(wanted) });
		}
	}

	/** The row that counts for a line: the first that fits, and "No Other Row Fits" only where none does. */
	rowFor(line: Line): ProductRow | undefined {
		return this.fitting(line) ?? this.list?.fitting(line) ?? this.rows.find(({ match }) => match === 'any');
	}

	private fitting(line: Line): ProductRow | undefined {
		const whole = [line.sku, ...line.ids, line.name].map((text) => this.whole.get(folded(text)) ?? Infinity);
		const part = this.parts.find(({ fits }) => fits(line))?.position ?? Infinity;
		return this.rows[Math.min(part, ...whole)];
	}
}

/**
 * Products and Product List as the form gives them.
 * @throws UserError that names the row and what to enter
 */
export function readProducts(rows: unknown, list: unknown): Products {
	const fromForm = (Array.isArray(rows) ? rows : []).map((row, index) => readRow(row as Fields, `Products, row ${index + 1}`));
	return new Products(fromForm, listOf(readText(list, 'Product List')));
}

/** The list that was read last: the orders of a run mostly have the same, and it may have thousands of lines. */
let last = { text: '', list: new Products([]) };

function listOf(text: string): Products {
	if (text !== last.text) last = { text, list: new Products(readProductList(text)) };
	return last.list;
}

type Fields = Record<string, unknown>;

const matches = ['is', 'startsWith', 'contains', 'any'] as const;

function readRow(row: Fields, place: string): ProductRow {
	const text = (value: unknown, label: string) => readText(value, `${place}: ${label}`);
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
