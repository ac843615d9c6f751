import { type Fields, gather } from './fields';
import { assertFew, limits } from '../door/limits';

/** @returns the boundary of multipart form data: as the text begins, or else as its content type says */
export function boundaryOf(text: string, contentType: string): string | undefined {
	const named = /^multipart\/.{0,200}boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType);
	return /^\s{0,20}--([^\r\n]{1,200})\r?\nContent-/i.exec(text)?.[1]?.trimEnd() ?? named?.[1] ?? named?.[2];
}

/**
 * The parts by their names, files among them where no field has their name. Of a file that is no text only its own
 * name is left: nothing reads such a thing from a postback.
 */
export function readMultipart(text: string, boundary: string): Fields {
	assertFew(text, `--${boundary}`, limits.formFields);
	const parts = text.split(`--${boundary}`).slice(1).flatMap(readPart);
	const fields = gather(parts.filter(({ isFile }) => !isFile).map(({ name, value }): [string, string] => [name, value]));
	const files = gather(parts.filter(({ isFile }) => isFile).map(({ name, value }): [string, string] => [name, value]));
	return Object.assign(files, fields);
}

function readPart(part: string): Array<{ name: string; value: string; isFile: boolean }> {
	const blank = /\r?\n\r?\n/.exec(part);
	if (!blank) return [];
	const headers = part.slice(0, Math.min(blank.index, 1000));
	const name = /[;\s]name=["']?([^"';\r\n]{1,200})/i.exec(headers)?.[1]?.trim();
	const fileName = /\bfilename=["']?([^"';\r\n]{0,200})/i.exec(headers)?.[1];
	const value = part.slice(blank.index + blank[0].length).replace(/\r?\n$/, '');
	const isFile = name === undefined || /\bfilename\b/i.test(headers);
	return [{ name: name || 'file', value: value.includes('\0') ? (fileName ?? '') : value, isFile }];
}
