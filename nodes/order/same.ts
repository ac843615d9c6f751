import { expiryOf } from '../frame/address/expiry';
import { isNothing } from '../hp/json';
import { fromAddress } from '../hp/spelling';

// Whether two values mean the same: one as it was sent, one as HP gives it back.

/** Upper and lower case (ß is SS), blanks and the way an accent is stored make no difference. */
export function sameText(a: unknown, b: unknown): boolean {
	return a === b || textKey(a) === textKey(b);
}

/** Texts, numbers, booleans and dates however they are written; nothing, an empty text, list and object are the same. */
export function sameValue(a: unknown, b: unknown): boolean {
	if (a === b) return true;
	if (isNothing(a) || isNothing(b)) return isNothing(a) && isNothing(b);
	if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, index) => sameValue(one, b[index]));
	if (typeof a === 'object' || typeof b === 'object') return JSON.stringify(a) === JSON.stringify(b);
	if (sameText(a, b)) return true;
	const [left, right] = [String(a).trim(), String(b).trim()];
	if (left !== '' && right !== '' && Number(left) === Number(right)) return true;
	return isDate(left) && isDate(right) && (Date.parse(left) === Date.parse(right) || sameDay(left, right));
}

/**
 * What two addresses of the same artwork have in common, however they are encoded. A presigned link is another one each
 * time it is made, and leads to the same file: its signature does not count, what else it asks for does.
 */
export function artworkKey(value: unknown): string {
	const address = plainHost(String(value ?? '').trim());
	const [isPresigned, isSigned] = [presigned.test(address), signedElsewhere.test(address)];
	if (!isPresigned && !isSigned) return decoded(address);
	const [file = '', ...query] = address.split('?');
	const hasEnd = isSigned && isFile.test(file) && URL.canParse(address) && expiryOf(new URL(address)) !== undefined;
	if (!isPresigned && !hasEnd) return decoded(address);
	const own = query
		.join('?')
		.split('&')
		.filter((field) => field !== '' && !ofSignature.test(field) && !(hasEnd && ofOthers.test(field)))
		.map(decoded);
	return [decoded(file), ...own.sort()].join('\n');
}

/** Whether two addresses are of the same artwork. */
export function samePath(a: unknown, b: unknown): boolean {
	return a === b || artworkKey(a) === artworkKey(b);
}

/** A host is the same in capitals, and with the port that everybody takes. */
function plainHost(address: string): string {
	if (/^https?:\/\/[a-z\d.-]+\//.test(address)) return address;
	return address.replace(/^https?:\/\/[^/?#@]+(?=[/?#]|$)/i, (root) =>
		root.toLowerCase().replace(/^(http:.+):80$|^(https:.+):443$/, '$1$2'),
	);
}

const presigned = /[?&](?:x-(?:amz|goog|oss)-signature|signature|sig|q-signature|key-pair-id|awsaccesskeyid)=/i;

/** What belongs to a signature in a link of Amazon, CloudFront, Google, Azure, Alibaba or Tencent. */
const ofSignature =
	/^(?:x-(?:amz|goog|oss)-[\w-]{1,40}|q-[\w-]{1,40}|x-id|signature|expires|policy|key-pair-id|(?:aws|oss)accesskeyid|security-token|googleaccessid|sig|s[veprs]|srt|st|spr|sip|sk[a-z]{1,4})=/i;

/** How others sign a link: Supabase, Bunny, Discord, Akamai, and web servers of their own. */
const signs = 'token|hm|hmac|hash|md5|sign|hdnts|hdnea|__token__';
const signedElsewhere = new RegExp(`[?&](?:${signs})=`, 'i');
const ofOthers = new RegExp(`^(?:${signs}|expir(?:y|es_?(?:at|on))|exp?|is)=`, 'i');

/** A file by its name: where what is signed has an end, it is no more than a permission. */
const isFile = /\.(?:pdf|png|jpe?g|tiff?|eps|ai|psd|svg|zip)$/i;

/** A text as sameText compares it. */
export function textKey(value: unknown): string {
	const text = String(value ?? '');
	if (plain.test(text)) return text.toUpperCase();
	return text.normalize('NFC').replace(/\s+/g, ' ').trim().toUpperCase();
}

/** Without accents and blanks, as most codes and addresses are. */
const plain = /^[!-~]*$/;

function isDate(text: string): boolean {
	return /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text));
}

/** A day without a time comes back as its midnight, in whichever zone. */
function sameDay(a: string, b: string): boolean {
	return (a.length === 10 || b.length === 10) && Math.abs(Date.parse(a) - Date.parse(b)) <= 14 * 3_600_000;
}

/** Without the encoding that makes no difference: an encoded `/`, `&` or `+` is another address than a bare one. */
function decoded(text: string): string {
	if (!text.includes('%')) return text;
	return fromAddress(text.replace(/%(?=2[3bf]|26|3[df]|25)(..)/gi, (_, code: string) => `%25${code.toUpperCase()}`));
}
