import { UserError } from 'n8n-workflow';

import { first } from '../../order/lines/values';
import type { Row } from './forms';

/** The rows of one order. */
export interface OrderRows {
	/** Null for an answer to a form without one. */
	number: string | null;
	rows: Row[];
}

/** A number of which a sheet shows, or n8n keeps, the first digits alone: `1.23E+17`. */
const isRounded = (value: unknown): boolean =>
	typeof value === 'number'
		? Math.abs(value) > Number.MAX_SAFE_INTEGER
		: typeof value === 'string' && /^\s*\d(?:[.,]\d+)?E\+\d+\s*$/i.test(value);

/**
 * The rows by the number of their order, in the order of its first row.
 * @param numberOf what stands in the column for it
 * @throws UserError if a row has none, or the sheet cut it short: such a row may be a part of any order
 */
export function ordersOf(rows: Row[], numberOf: (row: Row) => unknown): OrderRows[] {
	const orders = new Map<string | Row, OrderRows>();
	const without: Row[] = [];
	const rounded: Row[] = [];
	for (const row of rows) {
		const given = numberOf(row);
		const number = first(given, row.submission)?.replace(/^#\s*(?=\S)/, '') ?? null;
		if (number === null && !row.isForm) without.push(row);
		if (isRounded(given)) rounded.push(row);
		const known = orders.get(number ?? row);
		if (known) known.rows.push(row);
		else orders.set(number ?? row, { number, rows: [row] });
	}
	if (without.length > 0) {
		throw new UserError(`${without.length === 1 ? '1 row has' : `${without.length} rows have`} no order number (${listed(without)}).`, {
			description: 'Fill in the column, or name it under Columns > Order Number.',
		});
	}
	if (rounded.length > 0) {
		throw new UserError(
			`The sheet shows only the first digits of ${rounded.length === 1 ? 'an order number' : 'order numbers'} (${listed(rounded)}).`,
			{
				description: 'Give the column the format Text, then fill in the whole number again.',
			},
		);
	}
	return [...orders.values()];
}

const listed = (rows: Row[]): string =>
	`row${rows.length === 1 ? '' : 's'} ${rows
		.slice(0, 20)
		.map((row) => row.number)
		.join(', ')}${rows.length > 20 ? ', ...' : ''}`;
