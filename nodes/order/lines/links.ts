import { decoded } from './values';

/** File name endings of artwork, to tell "poster.pdf" from a word and a blank in a name from the end of a link. */
const endings = 'pdf|png|jpe?g|tiff?|eps|ai|psd|svg|indd|idml|zip|webp|heic|gif|docx?|pptx?|cdr';
const isFile = new RegExp(`\\.(?:${endings})$`, 'i');
const withQuery = `\\.(?:${endings})(?:[?#]\\S*)?`;
const linkToFile = new RegExp(`^https?://[^<>\\\\\\r\\n]+${withQuery}$`, 'i');
const endsInFile = new RegExp(`${withQuery}$`, 'i');
/** Before a link, such as "Front: ". */
const label = /^[^:]{0,100}:\s{1,5}(?=https?:\/\/)/i;
/** The address within a tag: it ends with the quote that it began with, whatever stands in it. */
const attribute = /(\b(?:href|src)\s{0,5}=\s{0,5})(["'])(https?:\/\/(?:(?!\2)[^<>\r\n]){1,2000})\2/gi;
/** A link ends before the next one that a comma, a bar or nothing sets apart; one within another's query belongs to it. */
const link = /https?:\/\/(?:(?!\]\(|[,;|]https?:\/\/|(?<![=/?&%#:])https?:\/\/)[^\s"'<>|\\^`{}])+/gi;

/** Whether the last character closes a bracket that the sentence opened, not the link. */
const unopened = (url: string, open: string, close: string): boolean =>
	url.endsWith(close) && url.split(close).length > url.split(open).length;

/** More links than that in one text are no artwork of a line. */
const mostLinks = 200;

/** One link as an address that can be fetched: no trailing full stop or bracket of the sentence, `&amp;` as `&`. */
function cleaned(found: string): string | null {
	if (found.length > 4000) return null;
	let url = found.replace(/&amp;/gi, '&').replace(/(?:&(?:quot|lt|gt|#0?39|nbsp);.*)$/i, '');
	for (let more = 20; more > 0 && (/[.,;:!?*]$/.test(url) || unopened(url, '(', ')') || unopened(url, '[', ']')); more--)
		url = url.slice(0, -1);
	return URL.canParse(url) ? url : null;
}

/** A link that ends with the name of a file, with what else would end it as browsers write it; any other text as it is. */
function withWholeName(piece: string): string {
	const [before = ''] = label.exec(piece) ?? [];
	const whole = decoded(piece.slice(before.length).trim());
	if (whole.length >= 2000 || !linkToFile.test(whole) || /https?:\/\//i.test(whole.slice(8))) return piece;
	const [start = ''] = /^[^\s"'^`{}]+/.exec(whole) ?? [];
	const isEnd = start === whole || endsInFile.test(start.replace(/[,;]$/, '')) || /[?#.:!]$/.test(start);
	return isEnd ? piece : before + encoded(whole);
}

const encoded = (link: string) => link.trim().replace(/[\s"'^`{}]/g, (sign) => (sign === "'" ? '%27' : encodeURIComponent(sign)));

/**
 * The links in a text, in their order, each once: bare, in a sentence, in a list by commas, blanks, lines or bars, in HTML.
 * @returns links, and the addresses of pictures that HTML shows
 */
export function linksIn(value: string): { links: string[]; pictures: string[] } {
	if (!/https?:\/\//i.test(value)) return { links: [], pictures: [] };
	if (value.length < 20_000)
		value = value
			.replace(attribute, (_, name: string, quote: string, link: string) => `${name}${quote}${encoded(link)}${quote}`)
			.split(/([,;|\r\n]\s{0,50})(?=https?:\/\/)/i)
			.map(withWholeName)
			.join('');
	const pictures = [...value.matchAll(/<img\b[^<>]{0,2000}?\bsrc\s*=\s*["']?(https?:\/\/[^\s"'<>]+)/gi)].map((match) => cleaned(match[1]!));
	const ofPictures = new Set(pictures.filter((url) => url !== null));
	const links = new Set<string>();
	for (const [found] of value.matchAll(link)) {
		if (links.size >= mostLinks) break;
		const url = cleaned(found);
		if (url !== null && !ofPictures.has(url)) links.add(url);
	}
	return { links: [...links], pictures: [...ofPictures] };
}

/** The name of a file, or a path on some server: what a person sees where a link should be. */
export function isFileName(value: string): boolean {
	return value.length <= 300 && !value.includes('\n') && isFile.test(value.trim()) && !/https?:\/\//i.test(value);
}
