/** What no input may take, in ms. On a machine of its own it is 50; on a slow and busy one ten times that. What isn't linear takes minutes. */
export const atMost = 500;

/**
 * The processor time of a piece of work that is done at once, in ms: the least of several tries, since what earlier tests
 * left for Node to collect, and other work on the machine, aren't meant. The first that is quick enough is the last.
 */
export function quickest(work: () => unknown, tries = 5): number {
	let least = Infinity;
	for (let left = tries; left > 0 && least >= 50; left--) {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		least = Math.min(least, (user + system) / 1000);
	}
	return least;
}
