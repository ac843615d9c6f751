/** Bytes as text, and the charset they were read in: together they say what the bytes were. */
export interface Text {
	text: string;
	charset: string;
}

/**
 * Bytes as text, by the first of these they are text in: UTF-16, UTF-8, the charset of the content type, what XML says
 * of itself, Windows-1252. UTF-8 goes before what content type and template say, since neither can know how it is sent,
 * and text in another charset is hardly ever UTF-8 by chance, but for those of seven bits. Nothing becomes U+FFFD: each
 * byte counts.
 */
export function decoded(bytes: Buffer, contentType: string): Text {
	const named = /;\s{0,20}charset\s{0,20}=\s{0,20}"?([\w.:-]{1,40})/i.exec(contentType)?.[1];
	const inXml = /^\s{0,20}<\?xml\s[^>]{0,200}?encoding\s{0,20}=\s{0,20}["']([\w.:-]{1,40})/i.exec(bytes.toString('latin1', 0, 300))?.[1];
	const isNamedFirst = /^iso-2022/i.test(named ?? '') || (/^utf-16/i.test(named ?? '') && bytes.includes(0));
	const charsets = [utf16(bytes), isNamedFirst ? named : undefined, 'utf-8', named, inXml].filter((charset) => charset !== undefined);
	return charsets.map((charset) => textIn(charset, bytes)).find((one) => one !== undefined) ?? textIn('windows-1252', bytes)!;
}

/** By its mark, or by what JSON, XML and a form begin with: no text in one byte a letter has a zero there. */
function utf16(bytes: Buffer): string | undefined {
	const [first, second] = bytes;
	if ((first === 0xff && second === 0xfe) || (isText(first) && second === 0)) return 'utf-16le';
	return (first === 0xfe && second === 0xff) || (first === 0 && isText(second)) ? 'utf-16be' : undefined;
}

const isText = (byte = 0) => (byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13);

/** @returns undefined if some bytes are no text in it, or nobody knows the charset */
export function textIn(charset: string, bytes: Buffer): Text | undefined {
	if (charset === 'utf-8') return inUtf8(bytes);
	try {
		const decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: true });
		const text = decoder.encoding === 'windows-1252' ? inWindows1252(bytes) : decoder.decode(bytes);
		return { text, charset: decoder.encoding };
	} catch {
		return undefined;
	}
}

/** As TextDecoder would: what is no UTF-8 does not come back as it was. */
function inUtf8(bytes: Buffer): Text | undefined {
	const text = bytes.toString();
	return Buffer.from(text).equals(bytes) ? { text, charset: 'utf-8' } : undefined;
}

/** What Windows-1252 has where ISO-8859-1 has nothing, from byte 0x80 on. Node 20 and 22 decode those as ISO-8859-1. */
const from0x80 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function inWindows1252(bytes: Buffer): string {
	const codes = new Uint16Array(bytes.length);
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at]!;
		codes[at] = byte >= 0x80 && byte < 0xa0 ? from0x80.charCodeAt(byte - 0x80) : byte;
	}
	return Buffer.from(codes.buffer).toString('utf16le');
}
