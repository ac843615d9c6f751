/**
 * The processor time of a piece of work that is done at once, in ms: the least of several tries, unless the first is quick enough, since what earlier
 * tests left for Node to collect, and other work on the machine, aren't meant.
 */
export function quickest(work: () => unknown, tries = 5): number {
	let least = Infinity;
	for (let left = tries; left > 0 && least >= atMost / 3; left--) {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		least = Math.min(least, (user + system) / 1000);
	}
	return least;
}

/** What no input may take, in ms: 50 on a machine of its own, three times that on a slow and busy one. What isn't linear takes seconds. */
export const atMost = 150;
