/**
 * The first of several, and how many more there are: `A-1, A-2 and 3 more`.
 * @param most so many are named
 */
export function some(all: string[], most = 10, between = ', '): string {
	const more = all.length - most;
	return `${all.slice(0, most).join(between)}${more > 0 ? ` and ${more} more` : ''}`;
}
