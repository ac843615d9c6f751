/** A text as people compare it: case, outer blanks and the kind of blank don't count. */
export function folded(text: string | null | undefined): string {
	if (!text || /^[!-~]+$/.test(text)) return (text ?? '').toLowerCase();
	return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** The words of a name, folded: `artworkCover_2` → artwork, cover, 2. */
export function wordsOf(name: string): string[] {
	return (
		name
			.normalize('NFKC')
			.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
			.toLowerCase()
			.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
	);
}

/** Whether the words of one text stand together, in their order, in another. */
export function holdsWords(text: string, wanted: string): boolean {
	const within = ` ${wordsOf(text).join(' ')} `;
	const sought = wordsOf(wanted).join(' ');
	return sought !== '' && within.includes(` ${sought} `);
}

/** `1 part`, `3 parts` */
export function counted(count: number, thing: string): string {
	return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
