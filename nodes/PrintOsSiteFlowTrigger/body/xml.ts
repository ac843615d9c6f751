import { addTo, type Fields, noFields } from './fields';
import { limits } from '../door/limits';
import { Refusal } from '../door/refusal';
import { Cursor } from './text';
import { unescapeHtml } from '../../hp/html';

const unreadable = () =>
	new Refusal(400, 'The body starts like XML and cannot be read as XML. Check the template of the trigger in Site Flow.');

interface Element {
	name: string;
	fields: Fields;
	text: string;
}

/**
 * Reads XML: an element becomes a field, several of one name a list, attributes become fields too; beside them the
 * text is `_`. Tolerates a bare `&` or `<` in texts, end tags left out, and several elements side by side. Knows no
 * entities but HTML's, so that nothing can grow.
 * @throws Refusal if it does not start with an element, or one at the outside is never closed
 */
export function readXml(text: string): Fields {
	const cursor = new Cursor(text);
	const document: Element = { name: '', fields: noFields(), text: '' };
	const open = [document];

	while (!cursor.ended) {
		cursor.step();
		const innermost = open[open.length - 1]!;
		const upToTag = cursor.until('<');
		innermost.text += unescapeHtml(upToTag);
		if (cursor.text.startsWith('<!--', cursor.at)) {
			if (cursor.through('-->') === undefined) throw unreadable();
		} else if (cursor.text.startsWith('<![CDATA[', cursor.at)) {
			cursor.at += '<![CDATA['.length;
			const data = cursor.through(']]>');
			if (data === undefined) throw unreadable();
			innermost.text += data;
		} else if (/[!?]/.test(cursor.text[cursor.at + 1] ?? '')) {
			skipDeclaration(cursor);
		} else if (cursor.text[cursor.at + 1] === '/') {
			cursor.at += 2;
			const name = cursor.through('>');
			if (name === undefined) throw unreadable();
			close(open, localName(name.trim()));
			if (Object.keys(document.fields).length === 0 && open.length === 1) throw unreadable();
		} else if (/[a-z_]/i.test(cursor.text[cursor.at + 1] ?? '')) {
			const { element, isClosed } = readTag(cursor);
			if (open.length > limits.depth) throw unreadable();
			open.push(element);
			if (isClosed) close(open, element.name);
		} else {
			innermost.text += cursor.peek();
			cursor.at++;
		}
	}
	if (open.length > 1 || Object.keys(document.fields).length === 0) throw unreadable();
	return document.fields;
}

const endOfDeclaration = />/g;
const endOfDeclarations = /\]\s{0,100}>/g;

/** A document type may hold declarations in square brackets. */
function skipDeclaration(cursor: Cursor): void {
	cursor.until('[>');
	const ends = cursor.peek() === '[' ? endOfDeclarations : endOfDeclaration;
	ends.lastIndex = cursor.at;
	if (!ends.test(cursor.text)) throw unreadable();
	cursor.at = ends.lastIndex;
}

function readTag(cursor: Cursor): { element: Element; isClosed: boolean } {
	cursor.at++;
	const element: Element = { name: localName(cursor.until(' \t\r\n/>')), fields: noFields(), text: '' };
	for (;;) {
		cursor.step();
		cursor.skipBlanks();
		if (cursor.ended) throw unreadable();
		if (cursor.peek() === '>') {
			cursor.at++;
			return { element, isClosed: false };
		}
		if (cursor.peek() === '/') {
			cursor.at++;
			if (cursor.peek() !== '>') continue;
			cursor.at++;
			return { element, isClosed: true };
		}
		readAttribute(cursor, element.fields);
	}
}

function readAttribute(cursor: Cursor, fields: Fields): void {
	const name = localName(cursor.until(' \t\r\n=/>'));
	cursor.skipBlanks();
	if (cursor.peek() !== '=') return;
	cursor.at++;
	cursor.skipBlanks();
	const quote = cursor.peek();
	if (quote === '"' || quote === "'") {
		cursor.at++;
		const value = cursor.through(quote);
		if (value === undefined) throw unreadable();
		fields[name] = unescapeHtml(value);
	} else {
		fields[name] = unescapeHtml(cursor.until(' \t\r\n>'));
	}
}

/** Closes the innermost element of this name, and those in it that were left open; none of this name: nothing. */
function close(open: Element[], name: string): void {
	let at = open.length - 1;
	while (at > 0 && open[at]!.name !== name) at--;
	if (at === 0) return;
	while (open.length > at) {
		const element = open.pop()!;
		const parent = open[open.length - 1]!;
		const value = valueOf(element);
		addTo(parent.fields, element.name, value);
	}
}

function valueOf({ fields, text }: Element): unknown {
	const trimmed = text.trim();
	if (Object.keys(fields).length === 0) return trimmed;
	if (trimmed !== '') fields._ = trimmed;
	return fields;
}

/** `ns:event` → `event`; the name of a namespace stays as it is, since it is no field. */
function localName(name: string): string {
	return name.startsWith('xmlns:') ? name : name.slice(name.lastIndexOf(':') + 1);
}
