import { readText } from '../frame/values';
import { isLocalHost } from '../hp/localHost';
import { attempt, type Value } from './attempt';

/** How much longer a link must live: Site Flow fetches artwork within minutes, but it may have to try again. */
const leastLife = 30 * 60_000;

/** Pages that show a file, and the way to the file itself. Site Flow would print the page, or find that it is no PDF. */
const sharePages: Array<[page: RegExp, wayOut: string]> = [
	[
		/^https?:\/\/(?:drive|docs)\.google\.com\/(?!uc\b|.*\bexport(?:=|\?))/i,
		'a page of Google Drive, not the file: use https://drive.google.com/uc?export=download&id=... of a file that everybody with the link may read, or take the file itself (Artwork From: Previous Step)',
	],
	[
		/^https?:\/\/(?:www\.)?dropbox\.com\/(?!.*[?&](?:dl|raw)=1(?:&|$))/i,
		'a page of Dropbox, not the file: end the link with dl=1 in the place of dl=0',
	],
	[
		/^https?:\/\/(?:[\w-]+\.)?(?:wetransfer\.com|we\.tl)\//i,
		'a page of WeTransfer, not the file: download it, and take the file itself (Artwork From: Previous Step)',
	],
	[
		/^https?:\/\/(?:1drv\.ms\/|onedrive\.live\.com\/(?!download)|[\w-]+\.sharepoint\.com\/:\w:\/(?!.*[?&]download=1(?:&|$)))/i,
		'a page of OneDrive or SharePoint, not the file: use its download link (download=1)',
	],
	[
		/^https?:\/\/(?:app\.|[\w-]+\.app\.)?box\.com\/(?!shared\/static\/)/i,
		'a page of Box, not the file: use its direct link (shared/static)',
	],
	[
		/^https?:\/\/(?:(?:www\.)?icloud\.com\/|mega\.(?:nz|io)\/|(?:www\.)?canva\.com\/design\/|smash\.gg\/|fromsmash\.com\/|(?:www\.)?sendgb\.com\/|(?:www\.)?swisstransfer\.com\/d\/|(?:www\.)?figma\.com\/(?:file|design|proto|board)\/|[ue]\.pcloud\.link\/|pan\.baidu\.com\/|github\.com\/.*\/blob\/)/i,
		'a page, not the file: use a direct link, or take the file itself (Artwork From: Previous Step)',
	],
	[
		/^https?:\/\/(?:[\w.-]{0,100}cloud[\w.-]{0,100}\/(?:index\.php\/)?|[^?#]{1,500}\/index\.php\/)s\/\w+\/?(?:[?#]|$)/i,
		'a page of Nextcloud or ownCloud, not the file: end the link with /download',
	],
	[/^[^?#]{1,8000}\.html?(?:[?#]|$)/i, 'a web page, not a file to print: give the address of the PDF or the picture itself'],
];

/**
 * An address that Site Flow can fetch artwork from, with blanks and umlauts encoded and everything else as it is: it
 * finds out hours later that it can't (docs/printos-api.md D.1, E.11).
 * @param localAllowed the API is on this machine or network itself, as in a sandbox
 * @param now in milliseconds
 */
export function artworkAddress(given: unknown, localAllowed: boolean, now: number): Value<string> {
	const { value: text, problem } = attempt(readText, given);
	if (problem !== undefined) return { problem };
	if (text.length > 8000) return { problem: `has ${text.length} characters, which is too long for an address` };
	// A part that follows a slash or = is the address of an archive or a proxy: that is one.
	const parts = text.split(/[\s,;|<>]+|(?<=[\w.])(?=https?:\/\/)/i).filter((part) => /^["'[(]*(?:https?:\/\/|www\.)/i.test(part));
	if (parts.length > 1) {
		return { problem: `holds several addresses: "${text.slice(0, 100)}". Give each its own component` };
	}
	const address = encoded(text);
	const url = address !== undefined && /^https?:\/\/[^/]/i.test(address) && URL.canParse(address) ? new URL(address) : undefined;
	if (!address || !url)
		return { problem: `is "${text.slice(0, 100)}", which Site Flow can't fetch: give an address that starts with https://` };
	if (!localAllowed && isLocalHost(url.hostname)) {
		return {
			problem: `is on ${url.host}, which only your own network can reach: give an address on the internet, or take the file itself`,
		};
	}
	const page = sharePages.find(([pattern]) => pattern.test(address));
	if (page) return { problem: `is ${page[1]}` };
	const end = expiryOf(url);
	if (end !== undefined && end - now < leastLife) {
		const minutes = Math.floor((end - now) / 60_000);
		const when = end <= now ? 'has expired' : `expires in ${minutes} minute${minutes === 1 ? '' : 's'}`;
		return { problem: `${when}: Site Flow may need longer to fetch it. Make a link that lives for a day or more` };
	}
	return { value: host(address, url) };
}

/** Percent-encodes what may not stand in an address; undefined if it holds line breaks, or what is no character. */
function encoded(text: string): string | undefined {
	if (/[\p{Cc}\u2028\u2029\\]/u.test(text)) return undefined;
	return text.replace(/%(?![0-9a-f]{2})/gi, '%25').replace(/[^\x21-\x7e]+|["<>^`{|}]/g, encodeURIComponent);
}

/** The address with a host of umlauts as DNS has it. */
function host(address: string, url: URL): string {
	const [, start = '', name = ''] = /^(https?:\/\/)([^/?#]*)/i.exec(address) ?? [];
	return name.includes('%') ? `${start}${url.host}${address.slice(start.length + name.length)}` : address;
}

/** When a presigned link ends, in milliseconds: as S3, Google Cloud Storage, CloudFront and Azure write it. */
function expiryOf({ searchParams }: URL): number | undefined {
	const query = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value]));
	for (const store of ['x-amz', 'x-goog']) {
		const made = query.get(`${store}-date`)?.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
		const seconds = query.get(`${store}-expires`);
		if (made && seconds) return finite(Date.parse(made) + Number(seconds) * 1000);
	}
	const signed = ['signature', 'sig', 'key-pair-id', 'googleaccessid', 'awsaccesskeyid', 'policy', 'token'].some((name) => query.has(name));
	if (!signed) return undefined;
	const expires = query.get('expires');
	if (expires && /^\d{9,11}$/.test(expires)) return Number(expires) * 1000;
	return query.has('se') ? finite(Date.parse(query.get('se')!)) : undefined;
}

function finite(time: number): number | undefined {
	return Number.isFinite(time) ? time : undefined;
}
