import type { IDataObject } from 'n8n-workflow';

/**
 * The texts and numbers of an object with the way to each, such as `items.0.sku`, the outermost first. Looks without
 * recursion: what is given may be nested as deep as it likes, and in itself.
 */
export function* textsIn(object: IDataObject): Generator<[path: string, text: string | number]> {
	const seen = new Set<unknown>();
	let level: Array<[string, unknown]> = [['', object]];
	while (level.length > 0) {
		const next: typeof level = [];
		for (const [path, one] of level) {
			if (typeof one === 'number' || typeof one === 'string') yield [path, one];
			if (typeof one !== 'object' || one === null || seen.has(one)) continue;
			seen.add(one);
			for (const [name, inner] of Object.entries(one)) next.push([path ? `${path}.${name}` : name, inner]);
		}
		level = next;
	}
}
