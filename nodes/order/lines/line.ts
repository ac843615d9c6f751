// What a line of an order says, whoever wrote it: all that product rows, parts and artwork know of it. Texts are trimmed, and
// null where there is nothing.

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

export interface ReadOptions {
	/** The user's own names of artwork fields, in their order: if one of them holds a link, nothing else counts. */
	artworkFields?: string[];
}
