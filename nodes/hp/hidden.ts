/** So much of a text is looked at: it is taken apart character by character. */
const mostRead = 20_000;

/** Shorter ones, without what may stand between, would be found in innocent words. */
const shortest = 16;

/** A character by its code, as addresses, HTML, JSON, scripts and e-mails write one; what may stand between two; any other. */
const piece =
	/%(?:25){0,4}([0-9a-f]{2})|&#x0{0,6}([0-9a-f]{2});|&#0{0,6}(\d{2,3});|\\{1,8}(?:u00|x)([0-9a-f]{2})|=([0-9a-f]{2})|<[^<>]{0,60}>|\\{1,8}[nrt]|[\s:-]+|([^])/gi;

/** A text without escapes and what divides it, in small letters, and where each character stood. */
interface Flat {
	text: string;
	from: number[];
	to: number[];
}

function flat(text: string): Flat {
	const found: Flat = { text: '', from: [], to: [] };
	for (const match of text.slice(0, mostRead).matchAll(piece)) {
		const [whole, inUrl, inHtml, decimal, inScript, inMail, plain] = match;
		const hex = inUrl ?? inHtml ?? inScript ?? inMail;
		const character = plain ?? (hex !== undefined ? code(parseInt(hex, 16)) : decimal !== undefined ? code(Number(decimal)) : '');
		if (character === '') continue;
		found.text += character.toLowerCase().charAt(0);
		found.from.push(match.index);
		found.to.push(match.index + whole.length);
	}
	return found;
}

/** A character that was escaped, but for those that are left out where they stand in clear. */
function code(number: number): string {
	return String.fromCharCode(number).replace(/[\s:-]/, '');
}

const flatLooks = new WeakMap<string[], string[]>();

/**
 * Blanks secrets that were escaped, once or more, or that stand in pieces: in lines, groups or between tags.
 * @param looks of the secrets, by `looksOf`
 */
export function blankHidden(text: string, looks: string[]): string {
	if (text.length < shortest || looks.length === 0) return text;
	let known = flatLooks.get(looks);
	if (!known) flatLooks.set(looks, (known = [...new Set(looks.map((look) => flat(look).text))].filter((look) => look.length >= shortest)));
	const { text: clear, from, to } = flat(text);
	let left = '';
	let copied = 0;
	for (let at = 0; at < clear.length; at++) {
		const look = known.find((one) => clear.startsWith(one, at));
		if (look === undefined) continue;
		left += `${text.slice(copied, from[at])}***`;
		at += look.length - 1;
		copied = to[at]!;
	}
	return left + text.slice(copied);
}
