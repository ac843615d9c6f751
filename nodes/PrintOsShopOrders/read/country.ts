import { nameKey, text } from '../../order/lines/values';

/** Names that CLDR has otherwise, or not at all. */
const aliases: Record<string, string> = {
	uk: 'GB',
	gb: 'GB',
	greatbritain: 'GB',
	grossbritannien: 'GB',
	england: 'GB',
	scotland: 'GB',
	wales: 'GB',
	northernireland: 'GB',
	usa: 'US',
	unitedstatesofamerica: 'US',
	vereinigtestaatenvonamerika: 'US',
	holland: 'NL',
	czechrepublic: 'CZ',
	tschechischerepublik: 'CZ',
	turkey: 'TR',
	republicofireland: 'IE',
	eire: 'IE',
	ivorycoast: 'CI',
	macedonia: 'MK',
	korearepublicof: 'KR',
	republicofkorea: 'KR',
	russianfederation: 'RU',
	bosniaandherzegovina: 'BA',
	uae: 'AE',
	brd: 'DE',
	el: 'GR',
};

/** In three letters (ISO 3166-1 alpha-3), those that web shops mostly send to; two letters follow. */
const inThreeLetters =
	'ARE AE AUS AU AUT AT BEL BE BGR BG BRA BR CAN CA CHE CH CHN CN CYP CY CZE CZ DEU DE DNK DK ESP ES EST EE FIN FI FRA FR GBR GB GRC GR HKG HK HRV HR HUN HU IND IN IRL IE ISL IS ISR IL ITA IT JPN JP KOR KR LIE LI LTU LT LUX LU LVA LV MEX MX MLT MT NLD NL NOR NO NZL NZ POL PL PRT PT ROU RO SAU SA SGP SG SVK SK SVN SI SWE SE TUR TR UKR UA USA US ZAF ZA';

const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));

const namesIn = (locale: string, style: 'long' | 'short') => new Intl.DisplayNames(locale, { type: 'region', style, fallback: 'none' });

/** All codes that CLDR knows, those that were replaced by another included. Made when the first order comes. */
let codes: Set<string> | undefined;
function allCodes(): Set<string> {
	if (codes) return codes;
	const english = namesIn('en', 'long');
	codes = new Set(letters.flatMap((one) => letters.map((other) => one + other)).filter((code) => english.of(code) !== undefined));
	return codes;
}

/** All country names of six languages, long and short. Made when the first name comes. */
let named: Map<string, string> | undefined;
function byName(): Map<string, string> {
	if (named) return named;
	const today = [...allCodes()].filter((code) => new Intl.Locale(`und-${code}`).region === code);
	const languages = ['en', 'de', 'fr', 'es', 'it', 'nl'].flatMap((locale) => [namesIn(locale, 'long'), namesIn(locale, 'short')]);
	named = new Map(languages.flatMap((names) => today.map((code) => [nameKey(names.of(code) ?? code), code] as const)));
	return named;
}

/**
 * A country as two letters, from its code of two or three letters or its name in English, German, French, Spanish,
 * Italian or Dutch.
 * @returns null for what is not understood
 */
export function country(value: unknown): string | null {
	const written = text(value);
	if (written === null || written.length > 80) return null;
	const name = nameKey(written.replace(/&/g, ' and ')).replace(/^the(?=.)/, '');
	if (Object.hasOwn(aliases, name)) return aliases[name]!;
	if (/^[a-z]{2}$/i.test(written)) {
		const code = written.toUpperCase();
		return code !== 'ZZ' && allCodes().has(code) ? code : null;
	}
	const [, ofThree] = /^[a-z]{3}$/i.test(written) ? (new RegExp(`\\b${written} (..)`, 'i').exec(inThreeLetters) ?? []) : [];
	return ofThree ?? byName().get(name) ?? byName().get(nameKey(written)) ?? null;
}
