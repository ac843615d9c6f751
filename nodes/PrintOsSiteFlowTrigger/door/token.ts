import { createHash, timingSafeEqual } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import { spellings } from '../../hp/spelling';
import { unescapeHtml } from '../../hp/html';

/** Most places of a body that are looked at for the token. */
const mostPlaces = 20;

/** Shorter ones would be found in innocent words. */
const shortestToBlank = 4;

/**
 * The token that postbacks must carry: HP signs none, so it is the one proof that a postback comes from the print
 * shop's own Site Flow (docs/printos-api.md D.2).
 */
export class PostbackToken {
	private readonly digest: Buffer;

	/** Length and hash of each spelling. */
	private readonly digests: Array<{ length: number; digest: Buffer }>;

	/** The token as it stands within JSON, a form or a URL, HTML or XML. */
	private readonly spellings: string[];

	/** Finds it however each of its characters is written. */
	private readonly anywhere: RegExp;

	/** @param value not empty */
	constructor(private readonly value: string) {
		this.digest = hash(value);
		this.spellings = spellings(value);
		this.digests = this.spellings.map((spelling) => ({ length: spelling.length, digest: hash(spelling) }));
		this.anywhere = new RegExp(Array.from(value, anySpelling).join(''), 'g');
	}

	/** Whether this is the token, in a time that tells nothing about it: both sides are hashed first. */
	is(candidate: string): boolean {
		return timingSafeEqual(hash(candidate), this.digest);
	}

	/** Whether the headers or the query of a request carry it. */
	isSentBy(headers: IDataObject, query: IDataObject): boolean {
		return [...authorizations(headers.authorization), headers['x-postback-token'], query.token]
			.flat()
			.some((sent) => typeof sent === 'string' && this.is(sent.trim()));
	}

	/**
	 * Whether a body has a field `token` with it. Looks at the text alone and at a few places only, so that nobody
	 * without the token gets anything of theirs parsed.
	 */
	isIn(body: string): boolean {
		let place = 0;
		for (const { index } of body.matchAll(/token/gi)) {
			if (++place > mostPlaces) return false;
			const after = body.slice(index + 'token'.length, index + 'token'.length + 100 + this.spellings[0]!.length);
			// In JSON, a form, XML, or a part of multipart form data.
			const lead = /^(?:["'”]|&quot;|&#x27;)?(?:\s{0,20}[:=>]\s{0,20}|\r?\n\r?\n)(?:["'“]|&quot;|&#x27;|<!\[CDATA\[)?/i.exec(after)?.[0];
			if (lead !== undefined && this.startsOff(after.slice(lead.length))) return true;
		}
		return false;
	}

	private startsOff(text: string): boolean {
		return this.digests.some(
			({ length, digest }) => /^(?:$|[\s"'”<&,;}\]\\])/.test(text.slice(length)) && timingSafeEqual(hash(text.slice(0, length)), digest),
		);
	}

	/** Whether a value that came is nothing but the token. */
	isAll(value: unknown): boolean {
		if (typeof value !== 'string' || value.length < this.value.length || value.length > 10 * this.value.length + 100) return false;
		return value.trim() === this.value || unescapeHtml(value).trim() === this.value;
	}

	/** The text with the token blanked, however it is spelled. */
	blank(text: string): string {
		return this.value.length < shortestToBlank ? text : this.without(text, '***');
	}

	/** The text with a mark in the place of the token, however it is spelled and however short it is. */
	without(text: string, mark: string): string {
		if (text.length < this.value.length) return text;
		// A pattern takes its time, so only where something may be spelled otherwise.
		return /[\\&%+]/.test(text) ? text.replace(this.anywhere, mark) : text.replaceAll(this.value, () => mark);
	}
}

function hash(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

/** HTML's names for what Handlebars escapes. */
const entities: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** A pattern for one character of a token: itself, or as JSON, HTML, a URL or a form writes it. */
function anySpelling(character: string, index: number): string {
	// The first may stay with the backslashes before it: so no place of a text takes more than a step or two.
	const backslashes = index === 0 ? '\\\\' : '\\\\{1,7}';
	const code = character.codePointAt(0)!;
	const units = character.split('').map((unit) => `${backslashes}u${anyCase(hex(unit.charCodeAt(0), 4))}`);
	const bytes = [...Buffer.from(character)].map((byte) => `%${anyCase(hex(byte, 2))}`);
	const html = [`#0{0,6}${code}`, `#[xX]0{0,6}${anyCase(code.toString(16))}`, entities[character]].filter((one) => one !== undefined);
	const escaped = units.join('') + (/["\\/]/.test(character) ? `|${backslashes}${literal(character)}` : '');
	// What is escaped twice has its & escaped.
	return `(?:${escaped}|&(?:amp;){0,3}(?:${html.join('|')});|${bytes.join('')}${character === ' ' ? '|\\+' : ''}|${literal(character)})`;
}

const anyCase = (digits: string) => digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** What an authorization header may mean: the token as it is, after `Bearer`, or as the password of basic auth. */
function authorizations(header: unknown): string[] {
	if (typeof header !== 'string') return [];
	const [, scheme, rest = ''] = /^\s{0,20}(bearer|basic)\s(.*)$/i.exec(header) ?? [];
	if (scheme === undefined) return [header];
	if (scheme.toLowerCase() === 'bearer') return [header, rest];
	const [, ...password] = Buffer.from(rest, 'base64').toString('utf8').split(':');
	return [header, password.join(':')];
}
