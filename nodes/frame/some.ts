/**
 * The first of several, and how many more there are: `A-1, A-2 and 3 more`.
 * @param most so many are named
 * @param total how many there are, if `all` holds only the first of them
 */
export function some(all: string[], most = 10, between = ', ', total = all.length): string {
	const more = total - most;
	return `${all.slice(0, most).join(between)}${more > 0 ? ` and ${more} more` : ''}`;
}
