/**
 * The processor time of a piece of work that is done at once, in ms: the least of several tries, since what earlier
 * tests left for Node to collect, and other work on the machine, aren't meant.
 */
export function quickest(work: () => unknown, tries = 5): number {
	return Math.min(
		...Array.from({ length: tries }, () => {
			const before = process.cpuUsage();
			work();
			const { user, system } = process.cpuUsage(before);
			return (user + system) / 1000;
		}),
	);
}

/** What no input may take, in ms: 50 on a machine of its own, three times that on a slow and busy one. What isn't linear takes seconds. */
export const atMost = 150;
