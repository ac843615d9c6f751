import type { IBinaryData } from 'n8n-workflow';

/** What comes with an e-mail and is never meant for print, by its content type. */
const extras: Record<string, string> = {
	'application/ms-tnef': "Outlook's own packet (winmail.dat)",
	'application/pkcs7-signature': 'a digital signature',
	'application/x-pkcs7-signature': 'a digital signature',
	'application/pgp-signature': 'a digital signature',
	'application/pgp-keys': 'a key',
	'text/calendar': 'a calendar entry',
	'text/vcard': 'a visiting card',
	'text/x-vcard': 'a visiting card',
};

/** What a file is by its ending, where the sender's program called it a file of any kind. */
const typesByEnding: Record<string, string> = {
	p7s: 'application/pkcs7-signature',
	asc: 'application/pgp-signature',
	ics: 'text/calendar',
	vcf: 'text/vcard',
	png: 'image/png',
	gif: 'image/gif',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
};

/** As mail programs call a picture within the text: `image001.png`, `Outlook-logo.png`. */
const pictureInText =
	/^(image\d{0,4}|outlook-[\w-]{1,60}|~WRD\d{1,6}|inline-?\d{0,4}|(?:e-?mail|company|firmen)?[ _-]?(?:logo|signature|unterschrift|signatur|banner)[ _-]?\d{0,3}|facebook|linkedin|instagram|twitter|xing|youtube)\.(png|gif|jpe?g)$/i;

/** In bytes: what is smaller cannot be printed at any size, ... */
const tooSmallToPrint = 10_000;
/** ... and a picture within the text is seldom larger. */
const largestInText = 250_000;

/**
 * Why a file of an e-mail is none to print: the picture of a signature, winmail.dat, a calendar entry.
 * @param name the file's own name
 * @param size in bytes
 * @returns a few words, or undefined for a file that may be meant for print
 */
export function mailExtra(binary: IBinaryData, name: string, size: number): string | undefined {
	const type = typeOf(binary, name);
	if (Object.hasOwn(extras, type)) return extras[type];
	if (/^winmail\.dat$/i.test(name)) return extras['application/ms-tnef'];
	if (isPartOfText(name) && size < tooSmallToPrint) return 'a part of the text';
	if (!/^image\/(png|gif|jpe?g)$/.test(type)) return undefined;
	if (size < tooSmallToPrint) return 'a picture too small to print, as signatures have';
	return size < largestInText && pictureInText.test(name) ? 'a picture of the text, as signatures have' : undefined;
}

/** As Outlook calls what stands behind a file in the text: `ATT00001.txt`. */
export const isPartOfText = (name: string) => /^ATT\d{3,6}\.(txt|html?)$/i.test(name);

function typeOf({ mimeType = '' }: IBinaryData, name: string): string {
	const type = mimeType.split(';', 1)[0]!.trim().toLowerCase();
	const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
	return type === '' || type === 'application/octet-stream'
		? (Object.hasOwn(typesByEnding, ending) && typesByEnding[ending]) || type
		: type;
}
