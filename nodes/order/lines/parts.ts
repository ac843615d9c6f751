import type { ArtworkFile } from './line';
import { folded, holdsWords } from './words';

/** A part of a product, and the file that is printed on it. */
export interface Part {
	code: string;
	file: ArtworkFile;
	/** Why this file: as a rule says it. */
	by: 'only part' | 'name' | 'position';
}

/**
 * Which file goes onto which part: the only file onto the only part; else by the code in the name of its field
 * (`artwork_cover`), and what is left by position if there are as many.
 * @param codes the product's parts, in its order
 * @returns a file for every part, or undefined where that can't be told
 */
export function partsOf(codes: string[], files: ArtworkFile[]): Part[] | undefined {
	if (files.length !== codes.length || codes.length === 0) return undefined;
	if (codes.length === 1) return [{ code: codes[0]!, file: files[0]!, by: 'only part' }];

	const named = new Map<string, ArtworkFile>();
	const unnamed: ArtworkFile[] = [];
	for (const file of files) {
		const code = codeIn(file.field, codes);
		if (code === undefined) unnamed.push(file);
		// Two files for one part: whichever is the right one, it isn't told by its position.
		else if (named.has(code)) return undefined;
		else named.set(code, file);
	}
	return codes.map((code) => {
		const file = named.get(code);
		return file ? { code, file, by: 'name' } : { code, file: unnamed.shift()!, by: 'position' };
	});
}

/** The one code that stands in a field's name: as words of their own, else as letters within; the longest if one holds the other. */
function codeIn(field: string, codes: string[]): string | undefined {
	const asWords = codes.filter((code) => holdsWords(field, code));
	const found = asWords.length > 0 ? asWords : codes.filter((code) => folded(field).includes(folded(code)));
	const longest = found.reduce<string | undefined>(
		(best, code) => (best === undefined || code.length > best.length ? code : best),
		undefined,
	);
	return found.every((code) => folded(longest).includes(folded(code))) ? longest : undefined;
}
