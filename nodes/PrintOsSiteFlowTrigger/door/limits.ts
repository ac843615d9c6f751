import { Refusal } from './refusal';

/**
 * What a postback may hold at most. The dump of a big order stays far below; what is above is refused, so that no
 * body keeps n8n busy for longer than 50 ms.
 */
export const limits = {
	/** Bytes of the body. */
	bytes: 512 * 1024,
	/** Fields and list entries in all. */
	values: 20_000,
	/** Objects within objects. */
	depth: 64,
	/** Steps a reader takes that is slower than JSON.parse: values, quotes and escapes, or tags and texts. */
	steps: 20_000,
	/** HTML escapes in all: each is undone up to three times. */
	escapes: 20_000,
	/** Fields of form data. */
	formFields: 1000,
	/** Postbacks in one body. */
	postbacks: 100,
};

/** @throws Refusal if a mark comes more often than may be: nothing is left out in silence */
export function assertFew(text: string, mark: string, most: number): void {
	let at = 0;
	for (let count = 0; (at = text.indexOf(mark, at) + 1) > 0;) if (++count > most) throw tooMany();
}

export const tooMany = () => new Refusal(413, 'The body has too many values.');
