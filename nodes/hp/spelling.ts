// A secret comes back in more ways than it was sent: within JSON, an address or HTML, or packed as base64.

/** @returns a text as it stands within JSON, a form or a URL, HTML or XML, the longest first */
export function spellings(text: string): string[] {
	if (/^[\w.-]+$/.test(text)) return [text];
	const inXml = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
	const escaped = inXml.replaceAll('>', '&gt;').replaceAll('"', '&quot;');
	const all = [
		text,
		inJson(text),
		inJson(inJson(text)),
		inAscii(inJson(text)),
		encodeURIComponent(text),
		encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
		encodeURIComponent(encodeURIComponent(text)),
		new URLSearchParams({ '': text }).toString().slice(1),
		inXml,
		escaped,
		escaped.replaceAll("'", '&#x27;').replaceAll('`', '&#x60;').replaceAll('=', '&#x3D;'),
		escaped.replaceAll("'", '&#39;'),
	];
	return [...new Set(all)].sort((a, b) => b.length - a.length);
}

/** A text with the escapes of an address undone; as it is if they are none. */
export function fromAddress(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** @returns bytes with each of them escaped as in an address, and packed as hex and base64, wherever in the packet they stand */
export function packings(bytes: Buffer): string[] {
	const hex = bytes.toString('hex');
	const all = [hex, percentEncoded(hex), ...[0, 1, 2].map((before) => inBase64(bytes, before))];
	const cases = all.slice(0, 2).map((one) => one.toUpperCase());
	const ofAddresses = all.slice(2).map((one) => one.replaceAll('+', '-').replaceAll('/', '_'));
	return [...new Set([...all, ...cases, ...ofAddresses])].filter((one) => one.length >= shortestPacked);
}

/** Shorter ones stand in innocent words. */
const shortestPacked = 8;

const percentEncoded = (hex: string) => hex.replace(/../g, '%$&');

/** Base64 of bytes behind so many others. What hangs on these, and on what may follow, is left off. */
function inBase64(bytes: Buffer, before: number): string {
	const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
	return whole.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
}

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** As JSON is written by those who escape all but ASCII. */
function inAscii(json: string): string {
	return json.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
