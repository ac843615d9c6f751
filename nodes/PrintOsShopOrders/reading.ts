/**
 * What a shop's order, or the rows of a table, say: the only thing that mapping and holds know of either.
 * Texts are trimmed, entities decoded, and null where there is nothing; nothing here is ever "" or undefined.
 */

import type { Line, Skipped } from '../order/lines/line';

/** `orderSettings.shopType` without `auto`. */
export type ShopType =
	| 'wooCommerce'
	| 'shopify'
	| 'magento'
	| 'bigCommerce'
	| 'etsy'
	| 'squarespace'
	| 'prestaShop'
	| 'ecwid'
	| 'wix'
	| 'shopware'
	| 'amazon'
	| 'ebay'
	| 'tikTok'
	| 'stripe'
	| 'webflow';

/** Where the parcel goes. State and postcode as the shop has them. */
export interface Address {
	name: string | null;
	companyName: string | null;
	address1: string | null;
	address2: string | null;
	/** Only where the order has a third line of its own. */
	address3?: string | null;
	town: string | null;
	state: string | null;
	postcode: string | null;
	/** Two letters, upper case; null if there is none or it is not understood. */
	isoCountry: string | null;
	phone: string | null;
	/** The country as it is written, if it is not understood. */
	unknownCountry?: string;
	/** The address named nobody: the name is that of the bill. */
	nameOfBill?: boolean;
}

export interface Reading {
	/** The shop, or `rows` for a table or a form. */
	shop: ShopType | 'rows';
	/** As a person writes it: "WooCommerce". */
	shopName: string;
	/** The number that the buyer sees. */
	orderNumber: string | null;
	email: string | null;
	currency: string | null;
	/** Null if the shop sends none: pickup, nothing to ship, not there yet. */
	shipTo: Address | null;
	/** The words of the shop for how it is sent. */
	shippingMethod: string | null;
	/** All by which a row of Shipping Methods may match: unique codes first, then words, then the carrier. */
	shippingKeys: string[];
	lines: Line[];
	skipped: Skipped[];
	/** The lines as they were before some were shipped, as far as the shop tells; only where something is shipped. */
	beforeShipping?: { lines: Line[]; skipped: Skipped[] };
	/** What a person should know, in whole sentences. */
	notes: string[];
	/** Null if the shop can't tell. */
	paid: boolean | null;
	/** The shop's own word for how it is paid, or for its state where that tells it: "on-hold". */
	paymentStatus: string | null;
	/** Said of it if it is not paid, where the usual sentence would be wrong. */
	unpaid?: string;
	test: boolean;
	cancelled: boolean;
	/** The place where the customer collects it, or the shop's words for that. Null if it is sent. */
	pickup: string | null;
	/** How many addresses the order goes to; 0 if there is none. */
	addresses: number;
	/** Who ships the order itself, such as "Amazon". */
	fulfilledBy: string | null;
	/** The shop sent only the first so many lines. */
	onlyFirstLines: number | null;
	/** Rows of one order number that disagree on the address: numbers as the sheet has them, or as n8n counts. */
	twoAddresses: [number, number] | null;
	customerNote: string | null;
	giftMessage: string | null;
	poNumber: string | null;
	tags: string[];
	/** ISO 8601; in the shop's own time if it gives no zone. */
	createdAt: string | null;
}

/** An order on its way in: the input items that it is made of, and how to read it. */
export interface Incoming {
	items: number[];
	/** @throws UserError if it can't be read */
	read: () => Promise<Reading>;
}
