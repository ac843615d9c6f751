/**
 * Does something with one thing after the other, and begins with the next ones meanwhile.
 * @param width how many are worked on at once
 * @returns what comes of each, in their order; a failure is thrown in its turn
 */
export async function* ahead<T, R>(things: Iterable<T>, width: number, work: (thing: T) => Promise<R>): AsyncGenerator<R, void> {
	const waiting: Array<Promise<R>> = [];
	for (const thing of things) {
		const begun = work(thing);
		// Looked at in its turn.
		begun.catch(() => {});
		waiting.push(begun);
		if (waiting.length >= width) yield await waiting.shift()!;
	}
	while (waiting.length > 0) yield await waiting.shift()!;
}
