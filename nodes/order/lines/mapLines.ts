import { turn } from '../../frame/turn';
import { lineName, ofLine, type Reason } from './messages';
import type { ArtworkFile, Line, Skipped } from './line';
import { type Part, partsOf } from './parts';
import type { ProductRow, Products } from './products';

/** A line that is printed, and as what. */
export interface Print {
	line: Line;
	/** In Site Flow. */
	sku: string;
	quantity: number;
	parts: Part[];
	attributes?: Record<string, unknown>;
}

export interface LeftOut {
	lineId: string;
	name: string;
	/** In a few plain words: "not printed". */
	why: string;
}

/** Where a value comes from. */
export interface Rule {
	/** Null for what holds for the whole order. */
	lineId: string | null;
	rule: string;
}

/** What becomes of the lines of an order: every one is in one of `prints`, `leftOut` and `reasons`. */
export interface MappedLines {
	prints: Print[];
	leftOut: LeftOut[];
	reasons: Reason[];
	rules: Rule[];
	/** A line names no component, and the catalogue can't be read: then nothing of this counts. */
	needsCatalogue: boolean;
}

/** What a form says of lines. */
export interface LineSettings {
	products: Products;
	/** Lines of which kind wait for a person, instead of being left out. */
	holdWhen: ReadonlySet<string>;
	/** The fields that hold the files of a table's rows; undefined where its artwork comes as links. */
	fileNames?: string;
}

/**
 * The codes of a SKU's parts in the catalogue; undefined if Site Flow doesn't have the SKU, "unread" if the catalogue
 * can't be read.
 */
export type PartsOfSku = (sku: string) => string[] | undefined | 'unread';

/** The SKUs of lines in Site Flow's words, to look them up before {@link mapLines}. */
export async function skusOf(lines: Line[], products: Products): Promise<Set<string>> {
	const skus = new Set<string>();
	for (const line of lines) {
		await turn();
		const row = products.rowFor(line);
		const sku = row?.sku || line.sku;
		if (row?.print !== false && sku !== null) skus.add(sku);
	}
	return skus;
}

/**
 * Decides for every line whether it is printed, as what and with which files. Guesses nothing: what it can't tell is a
 * reason to hold.
 * @param skipped lines that whoever read the order left out already
 */
export async function mapLines(lines: Line[], skipped: Skipped[], settings: LineSettings, partsOfSku: PartsOfSku): Promise<MappedLines> {
	const mapping: MappedLines = { prints: [], leftOut: skipped.flatMap(skippedLine), reasons: [], rules: [], needsCatalogue: false };
	const shared = sharing(lines, settings.products);
	for (const line of lines) {
		await turn();
		mapLine(line, settings, partsOfSku, shared.has(line), mapping);
	}
	return mapping;
}

function skippedLine({ lineId, name, why, twin }: Skipped): LeftOut[] {
	return twin ? [] : [{ lineId, name: lineName({ lineId, name, sku: null }), why }];
}

/** Lines whose only artwork stands with the whole order: of several, nobody can say whose it is. */
function sharing(lines: Line[], products: Products): Set<Line> {
	const shared = lines.filter((line) => {
		if (!line.artwork.ofOrder) return false;
		const row = products.rowFor(line);
		return row?.print !== false && !row?.artworkUrl;
	});
	return new Set(shared.length > 1 ? shared : []);
}

function mapLine(
	line: Line,
	{ products, holdWhen, fileNames }: LineSettings,
	partsOfSku: PartsOfSku,
	shared: boolean,
	mapping: MappedLines,
): void {
	const { lineId } = line;
	const rule = (text: string) => mapping.rules.push({ lineId, rule: text });
	const leaveOut = (why: string, from?: ProductRow) => {
		mapping.leftOut.push({ lineId, name: lineName(line), why });
		rule(`Left out: ${from ? fitting(from) : why}`);
	};
	const hold = (code: Reason['code'], message: string) => {
		mapping.reasons.push({ code, line: lineId, message });
	};
	const holdOrLeaveOut = (code: 'unknownProduct' | 'missingArtwork', message: string, why: string) =>
		holdWhen.has(code) ? hold(code, message) : leaveOut(why);

	const row = products.rowFor(line);
	if (row && !row.print) return leaveOut('not printed', row);

	const sku = row?.sku || line.sku;
	if (!sku) return holdOrLeaveOut('unknownProduct', ofLine.noSku(line), 'no SKU');
	const codes = partsOfSku(sku);
	if (codes === undefined) return holdOrLeaveOut('unknownProduct', ofLine.unknownSku(line, sku), `no SKU "${sku}" in Site Flow`);
	rule(`SKU ${sku}: ${row?.sku ? fitting(row) : 'as the shop has it'}`);

	// A line without artwork may be left out; one without a quantity never is: then nobody knows how much is missing.
	const quantity = line.quantity;
	if (quantity === null) hold('quantity', ofLine.quantity(line));

	const files = filesFor(line, row);
	if (files.length === 0) {
		if (quantity !== null || holdWhen.has('missingArtwork'))
			holdOrLeaveOut('missingArtwork', noArtwork(line, row, fileNames), 'no artwork');
		return;
	}
	if (shared) return hold('severalParts', ofLine.sharedArtwork(line, files[0]!.field));
	const parts = partsFor(line, row, codes, files);
	if (parts === 'unread') return void (mapping.needsCatalogue = true);
	if ('message' in parts) return hold('severalParts', parts.message);
	if (quantity === null) return;

	const pieces = quantity * (row?.piecesEach ?? 1);
	if (row && row.piecesEach > 1) rule(`${pieces} pieces: ${quantity} × ${row.piecesEach} each (${row.place})`);
	for (const { code, file, by } of parts) rule(`${code}: ${describe(file)}, ${row?.artworkUrl ? row.place : `by ${by}`}`);
	if (row?.attributes) rule(`Attributes: ${row.place}`);
	mapping.prints.push({ line, sku, quantity: pieces, parts, ...(row?.attributes && { attributes: row.attributes }) });
}

/** @returns the files that count: the row's own, else the order's */
function filesFor(line: Line, row: ProductRow | undefined): ArtworkFile[] {
	if (!row?.artworkUrl) return line.artwork.files;
	return isLink(row.artworkUrl) ? [{ field: 'Artwork URL', url: row.artworkUrl }] : [];
}

function noArtwork(line: Line, row: ProductRow | undefined, fileNames: string | undefined): string {
	if (row?.artworkUrl) return ofLine.notALink(line, row.artworkUrl, `Artwork URL (${row.place})`);
	if (fileNames !== undefined) return ofLine.noFile(line, fileNames);
	const { notLinks, previews } = line.artwork;
	if (notLinks[0]) return ofLine.notALink(line, notLinks[0].value, notLinks[0].field);
	return previews[0] ? ofLine.previewOnly(line, previews[0]) : ofLine.noArtwork(line);
}

/** @returns a file for every part, or why that can't be told */
function partsFor(
	line: Line,
	row: ProductRow | undefined,
	codes: string[] | 'unread',
	files: ArtworkFile[],
): Part[] | 'unread' | { message: string } {
	const chosen = row?.componentCode ? componentsOf(row.componentCode, codes) : codes;
	if (chosen === 'unread') return chosen;
	if (chosen.length === 0) return { message: ofLine.unknownPart(line, '', []) };
	const unknown = codes === 'unread' ? undefined : chosen.find((code) => !codes.includes(code));
	if (unknown !== undefined) return { message: ofLine.unknownPart(line, unknown, [...codes]) };
	return partsOf(chosen, files) ?? { message: ofLine.severalParts(line, chosen, files.length) };
}

/** Component as it is entered: one code or, for several files, several with commas between. */
function componentsOf(entered: string, codes: string[] | 'unread'): string[] {
	return codes !== 'unread' && codes.includes(entered) ? [entered] : entered.split(',').flatMap((code) => code.trim() || []);
}

function fitting({ place, shopProduct, match }: ProductRow): string {
	if (match === 'any') return `${place} (no other row fits)`;
	const words = { is: 'is', startsWith: 'SKU starts with', contains: 'name contains' } as const;
	return `${place} (${words[match]} "${shopProduct}")`;
}

function isLink(text: string): boolean {
	return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function describe(file: ArtworkFile): string {
	return file.url !== undefined ? `"${file.field}"` : `the file "${file.binary}"`;
}
