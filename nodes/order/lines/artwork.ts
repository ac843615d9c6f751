import type { Artwork, ArtworkFile } from './line';
import { isFileName, linksIn } from './links';
import { decoded, nameKey, text } from './values';
import { isObject, parseJson } from '../../hp/json';

/** A field of a line or of an order: what a customer, an app or the shop put there. */
export interface Field {
	/** As the shop shows it. */
	name: string | null;
	value: unknown;
	/** Its other name, such as the key behind a label. */
	also?: string | null;
	/** Known to be artwork by its kind, whatever its name. */
	artwork?: boolean;
}

export interface Wanted {
	/** The user's own names, in their order. */
	names: string[];
	/** Only fields whose name speaks of artwork: for fields of the whole order and columns of a table. */
	namedOnly?: boolean;
}

/** One link and from where it is: the words of every name on the way to it. */
interface Candidate {
	/** The name of the field itself, and a better one from within it. */
	outer: string;
	field: string;
	names: string[];
	url: string;
	rank: number;
}

/** A name in words, `hiRes_url` as ` hi res url`. */
const words = (name: string): string => ` ${name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[^\p{L}\p{N}]+/gu, ' ')}`.toLowerCase();

/** Made by an app, for print. */
const forPrint = / (production|hi res|high res|print ?ready|druckfertig)/;
/** What sellers and apps call artwork. */
const artworkWords =
	/ (print|artwork|art( |$)|design|upload|file|pdf|hires|side|front|back|cover|inner|inside|your link|druck|datei|daten|motiv|vorder|rück|rueck|fichier|visuel|maquette|impression|archivo|arte|diseño|file di stampa|grafica|bestand|ontwerp|drukwerk|recto|verso)|datei|druckdaten|artwork/;
/** Pictures to look at; with nothing but these a line has no artwork. */
const toLookAt = / (preview|thumb|thumbnail|mock ?up|swatch|proof|catalog|catalogue|screenshot|snapshot|vorschau|aperçu|apercu)/;
/** Designs of an editor, full of links to their own parts; the file for print comes from the app. */
const designData = / (fpd data|lumise|zakeke)/;
/** Pictures too, unless another word says that it is artwork: "Upload your image". */
const perhapsToLookAt = / (image|img|picture|download|swatches)/;
const pathToLookAt = /\/(previews?|thumbs?|thumbnails?|mock-?ups?|catalog(ue)?)\/|[_.-](preview|thumb|thumbnail|mock-?up)\.[a-z]+$/i;

/** Keys that only say "here is the value". */
const plainKeys = new Set(['url', 'value', 'link', 'src', 'href', 'fileurl', 'rawvalue', 'displayvalue', 'text']);
const labelKeys = ['label', 'name', 'title', 'key', 'display_key'];

/** Enough for any line that a person made; what is deeper or longer holds no artwork. */
const deepest = 10;
const mostValues = 5000;
const mostLinks = 200;
const longestJson = 300_000;

/** All texts in a value, JSON within texts included, each with the names on the way to it. */
function* textsIn(value: unknown, names: string[], left: { values: number }, depth = 0): Generator<{ names: string[]; text: string }> {
	if (depth > deepest || --left.values < 0) return;
	if (typeof value === 'string') {
		const json = value.length <= longestJson && /^\s*[[{]/.test(value) ? parseJson(value) : undefined;
		if (json === undefined) yield { names, text: value };
		else yield* textsIn(json, names, left, depth + 2);
	} else if (Array.isArray(value)) {
		for (const entry of value) yield* textsIn(entry, names, left, depth + 1);
	} else if (isObject(value)) {
		const label = labelKeys
			.map((key) => (Object.hasOwn(value, key) ? text(value[key]) : null))
			.find((found) => found !== null && !/^https?:/i.test(found) && !isFileName(found));
		const here = label ? [...names, label] : names;
		for (const [key, entry] of Object.entries(value))
			yield* textsIn(entry, plainKeys.has(nameKey(key)) || /^\d+$/.test(key) ? here : [...here, key], left, depth + 1);
	}
}

/** 3 for print, 2 artwork by its name, 1 any other link, 0 to look at only. */
function rank(names: string[], url: string): number {
	const all = names.map(words).join('');
	if (toLookAt.test(all) || designData.test(all)) return 0;
	if (forPrint.test(all)) return 3;
	if (pathToLookAt.test(url)) return 0;
	if (artworkWords.test(all)) return 2;
	return perhapsToLookAt.test(all) ? 0 : 1;
}

/** A field's name for a person. */
const nameOf = (field: Field): string => (field.name ?? field.also ?? '').replace(/\u200b/g, '').trim();

/**
 * The artwork among the fields of a line.
 *
 * The user's own names count first, and alone if they hit. Else a link made for print beats one whose name speaks of artwork, and that one any other;
 * pictures to look at never count.
 */
export function findArtwork(fields: Field[], wanted: Wanted): Artwork {
	if (fields.length === 0) return { files: [], fieldsSeen: [], previews: [], notLinks: [] };
	const candidates: Candidate[] = [];
	const notLinks: Artwork['notLinks'] = [];
	const pictures: Candidate[] = [];
	const left = { values: mostValues };
	for (const field of fields) {
		const name = nameOf(field);
		const outer = [field.name, field.also].filter((given) => typeof given === 'string');
		for (const found of textsIn(field.value, [], left)) {
			const names = [...outer, ...found.names];
			const { links, pictures: shown } = linksIn(found.text);
			const inner = found.names.at(-1);
			const label = name === '' ? (inner ?? '') : inner === undefined || name.startsWith('_') === inner.startsWith('_') ? name : inner;
			if (candidates.length + links.length > mostLinks) break;
			for (const url of links)
				candidates.push({ outer: name, field: label, names, url, rank: Math.max(rank(names, url), field.artwork ? 2 : 0) });
			for (const url of shown) pictures.push({ outer: name, field: label, names, url, rank: 0 });
			if (links.length === 0 && isFileName(found.text) && !notLinks.some((seen) => seen.field === label))
				notLinks.push({ field: label, value: decoded(found.text.trim()) });
		}
	}
	const files = chosen(candidates, wanted);
	const seen = fields.map(nameOf).filter((name) => name !== '');
	const taken = new Set(files.map((file) => file.url));
	return {
		files,
		...(files.length > 0 && {
			notUsed: unique(candidates.filter((candidate) => candidate.rank > 0 && !taken.has(candidate.url)).map(({ field }) => field)),
		}),
		fieldsSeen: unique(seen.filter((name) => !name.startsWith('_')).concat(seen.filter((name) => name.startsWith('_')))),
		previews:
			files.length > 0
				? []
				: unique([...candidates, ...pictures].filter((candidate) => candidate.rank === 0).map(({ outer, field }) => outer || field)),
		notLinks: files.length > 0 ? [] : notLinks,
	};
}

const unique = (names: string[]): string[] => [...new Set(names)].slice(0, 30);

function chosen(candidates: Candidate[], { names, namedOnly }: Wanted): ArtworkFile[] {
	for (const picked of [
		names.flatMap((name) => candidates.filter((candidate) => candidate.names.some((known) => nameKey(known) === nameKey(name)))),
		candidates.filter((candidate) => candidate.rank === 3),
		candidates.filter((candidate) => candidate.rank === 2),
		namedOnly ? [] : candidates.filter((candidate) => candidate.rank === 1),
	]) {
		if (picked.length === 0) continue;
		const files = new Map<string, ArtworkFile>();
		for (const { url, field } of picked) if (!files.has(url)) files.set(url, { url, field });
		return [...files.values()];
	}
	return [];
}
