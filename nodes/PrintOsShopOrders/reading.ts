/**
 * What a shop's order, or the rows of a table, say: the only thing that mapping and holds know of either.
 * Texts are trimmed, entities decoded, and null where there is nothing; nothing here is ever "" or undefined.
 */

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
}

/** One file for a line: a link, or a binary of the item that the line came from. */
export type ArtworkFile = {
	/** The field that holds it, as the shop shows its name. */
	field: string;
} & ({ url: string; binary?: undefined } | { binary: string; url?: undefined; fileName: string | null });

/** What was found, and what was seen where nothing was. */
export interface Artwork {
	/** Front before back: in the order of the shop, or of the user's own names; no file twice. */
	files: ArtworkFile[];
	/** Fields whose links were left aside for better ones. */
	notUsed?: string[];
	/** All fields of the line, for "Fields seen: Paper, Finish". At most thirty. */
	fieldsSeen: string[];
	/** Fields that hold a preview picture only. */
	previews: string[];
	/** Values that are the name or path of a file and no link. */
	notLinks: Array<{ field: string; value: string }>;
	/** It stands with the whole order, or with an answer for several products: with more than one line nobody can say whose it is. */
	ofOrder?: true;
}

/** One line that is to be printed. */
export interface Line {
	/** Unique within the order. */
	lineId: string;
	/** As the shop has it. */
	sku: string | null;
	/** Whole pieces still to make, 1 or more; null if the order's own words can't be read as that: see `quantityText`. */
	quantity: number | null;
	/** What the order says instead of a whole number, for `quantity: null`; empty if it says nothing. */
	quantityText?: string;
	name: string | null;
	/** By what a product row may match beside the name: SKU, variant ID, product ID, in this order. */
	ids: string[];
	artwork: Artwork;
	/** The shop says that one of it is a pack of so many. For a note alone: the user sets Pieces Each. */
	packOf?: number;
	/** Pieces of one product that the shop lists one by one. */
	lineIds?: string[];
	/** The delivery address, counted from 0, where an order has several. */
	shipToIndex?: number;
	/** Position of the row (0 = the first input item) where the line is a table's. */
	row?: number;
}

export interface Skipped {
	lineId: string;
	name: string | null;
	/** In a few plain words: "gift card", "already shipped". */
	why: string;
	/** Only a second line for what another line stands for, such as the parent of a bundle: nothing to tell a person. */
	twin?: true;
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
	/** What a person should know, in whole sentences. */
	notes: string[];
	/** Null if the shop can't tell. */
	paid: boolean | null;
	/** The shop's own word for how it is paid, or for its state where that tells it: "on-hold". */
	paymentStatus: string | null;
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

export interface ReadOptions {
	/** The user's own names of artwork fields, in their order: if one of them holds a link, nothing else counts. */
	artworkFields?: string[];
}
