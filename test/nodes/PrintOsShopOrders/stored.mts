// Orders as shops, sheets and forms send them, and what a good reader makes of each.
import { readdirSync, readFileSync } from 'node:fs';

import type { Reading } from '../../../nodes/PrintOsShopOrders/reading.ts';

const folder = new URL('./orders/', import.meta.url);

/** What a reading has to tell; `extra` is for a person. */
export interface Expected extends Pick<Reading, 'orderNumber' | 'email' | 'currency' | 'shipTo' | 'shippingMethod' | 'notes'> {
	lines: Array<{
		lineId: string;
		sku: string | null;
		quantity: number | null;
		name: string | null;
		artworkUrls: string[];
		artworkBinary?: string[];
		lineIds?: string[];
		shipToIndex?: number;
	}>;
	skipped: Array<{ lineId: string }>;
	extra: Partial<Reading>;
}

/** The names of all orders. */
export const names = readdirSync(folder)
	.filter((file) => !file.endsWith('.expected.json'))
	.map((file) => file.replace('.json', ''));

/** Whether it comes from a sheet or a form: then what is expected may be several readings. */
export const isTable = (name: string) => /^(rows|n8nform|typeform|jotform)-/.test(name);

const parsed = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

/** @param Sent what of it the test looks at or changes */
export const sent = <Sent = unknown,>(name: string) => parsed(`${name}.json`) as Sent;

export const expectedOf = (name: string) => [parsed(`${name}.expected.json`)].flat() as Expected[];
