/** Making elements, saying things, asking the sandbox. */

export const byId = (id) => document.getElementById(id);

/** An element; everything that came from outside goes in as text, never as HTML. */
export function make(tag, options = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(options)) {
		if (value === undefined || value === false) continue;
		if (name === 'on') element.addEventListener('click', value);
		else if (name === 'text') element.textContent = value;
		else if (name === 'class') element.className = value;
		else element.setAttribute(name, value === true ? '' : value);
	}
	return children.length > 0 ? fill(element, ...children) : element;
}

/** Puts children in the place of those that were there; what is undefined is left out. */
export function fill(element, ...children) {
	element.replaceChildren(...children.filter((child) => child !== undefined && child !== null));
	return element;
}

export const line = (text, className = 'small') => make('p', { text, class: className });
export const time = (iso) => new Date(iso).toLocaleTimeString();
export const plural = (count, one, many = `${one}s`) => `${count.toLocaleString()} ${count === 1 ? one : many}`;

/** "orderPrintReady" as "Order print ready". */
export const words = (event) =>
	event.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/^./, (letter) => letter.toUpperCase());

export function size(bytes) {
	if (bytes === null) return 'size not known yet';
	const units = ['bytes', 'KB', 'MB', 'GB'];
	const power = bytes === 0 ? 0 : Math.min(3, Math.floor(Math.log(bytes) / Math.log(1024)));
	return `${(bytes / 1024 ** power).toLocaleString(undefined, { maximumFractionDigits: power ? 1 : 0 })} ${units[power]}`;
}

/** A link that opens beside the board, if it is one. */
export function link(address, text = address) {
	if (!/^https?:/i.test(address)) return make('span', { text });
	return make('a', { href: address, target: '_blank', rel: 'noreferrer', text });
}

let messageTimer;
export function say(text) {
	byId('message').textContent = text;
	clearTimeout(messageTimer);
	messageTimer = setTimeout(() => (byId('message').textContent = ''), 5000);
}

/** Asks the control API. Gives the answer, or says why not and gives undefined. */
export async function ask(method, path, body) {
	try {
		const init = method === 'GET' ? {} : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) };
		const answer = await fetch(`/_sandbox${path}`, init);
		const content = await answer.json();
		if (answer.ok) return content;
		say(content.message);
	} catch {
		say('The sandbox does not answer.');
	}
	return undefined;
}

/** Asks for a change, and has everything drawn anew. @returns whether it was done */
export async function change(method, path, body) {
	const done = (await ask(method, path, body)) !== undefined;
	document.dispatchEvent(new Event('changed'));
	return done;
}

const open = new Set();

/** Something that opens, and stays open when it is drawn again. */
export function details(id, summary, ...content) {
	const element = make('details', {}, summary, ...content);
	element.open = open.has(id);
	element.addEventListener('toggle', () => (element.open ? open.add(id) : open.delete(id)));
	return element;
}

let fields = 0;

/** A labelled field of a form. */
export function field(label, input, wide = false) {
	input.id = `field-${++fields}`;
	return make('div', { class: wide ? 'field wide' : 'field' }, make('label', { for: input.id, text: label }), input);
}

export function choice(name, options, chosen) {
	return make('select', { name }, ...options.map(([value, text]) => make('option', { value, text, selected: value === chosen })));
}
