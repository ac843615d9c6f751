import { UserError } from 'n8n-workflow';

import { fromAddress } from '../../hp/spelling';

/** As long as a file name may be on the disks of Windows, macOS and Linux. */
const longest = 255;

/**
 * A name that is a file name and nothing else: attachments and web addresses bring names such as `../a.pdf` or
 * `Flyer 10/12.pdf`.
 * @returns the name with `_` for what is a path, without control characters, with at most 255 characters
 */
export function safeName(name: string, fallback = 'file'): string {
	// Of a very long one the middle would be cut in any case.
	const bounded = name.length > 4000 ? name.slice(0, 2000) + name.slice(-2000) : name;
	const safe = bounded
		.replace(/\p{Cc}/gu, '')
		.replace(/^[.\\/]*[\\/]/, '')
		.replace(/[\\/]/g, '_')
		.trim();
	return shorten(/^\.*$/.test(safe) ? fallback : safe);
}

/** Gives names that come again a number: `a.pdf`, `a (2).pdf`. Upper and lower case count as the same, as on a desktop. */
export function uniqueNames(names: string[]): string[] {
	const taken = new Set<string>();
	return names.map((name) => {
		let unique = name;
		for (let number = 2; taken.has(unique.toLowerCase()); number++) unique = shorten(name, ` (${number})`);
		taken.add(unique.toLowerCase());
		return unique;
	});
}

/** Cuts the name, not its extension, and puts a suffix between the two. */
function shorten(name: string, suffix = ''): string {
	const [extension = ''] = /(?<=.)\.[^.\s]{1,20}$/.exec(name) ?? [];
	const stem = name.slice(0, name.length - extension.length);
	const fitting = stem.slice(0, longest - extension.length - suffix.length);
	// A cut through a character of two units would leave half of it.
	const whole = fitting.length < stem.length ? fitting.replace(/[\ud800-\udbff]$/, '') : fitting;
	return `${whole}${suffix}${extension}`;
}

/**
 * The name a file has at its address.
 * @throws UserError if the address ends without one
 */
export function nameAtAddress(url: URL, label: string): string {
	const last = url.pathname.split('/').at(-1) ?? '';
	if (last) return fromAddress(last);
	throw new UserError(`${url.host}${url.pathname} ends without a file name. Fill in ${label}, such as flyer.pdf.`);
}

/**
 * Properties in the order of the item, but numbered ones by their number: `attachment_2` before `attachment_10`.
 */
export function inOrder(properties: string[]): string[] {
	const stems = properties.map((name) => name.replace(/(?<!\d)\d{1,15}$/, ''));
	return properties
		.map((name, index) => ({ name, stem: stems.indexOf(stems[index]!), number: Number(/(?<!\d)\d{1,15}$/.exec(name)?.[0] ?? -1) }))
		.sort((a, b) => a.stem - b.stem || a.number - b.number)
		.map(({ name }) => name);
}
