/** What no input may take, in ms. On a machine of its own it is 50; on a slow and busy one ten times that. What isn't linear takes minutes. */
export const atMost = 500;
/** And what is done in turns with others may take in all, so that what compares each with each is still found. */
export const atMostInTurns = 2000;

/**
 * The processor time of a piece of work that is done at once, in ms: the least of several tries, since what earlier tests
 * left for Node to collect, and other work on the machine, aren't meant. The first that is quick enough is the last.
 */
export function quickest(work: () => unknown, tries = 5): number {
	let least = Infinity;
	for (let left = tries; left > 0 && least >= 50; left--) {
		const spent = stopwatch();
		work();
		least = Math.min(least, spent());
	}
	return least;
}

/** The same of work that is done in turns with others. */
export async function quickestInTurns(work: () => unknown, tries = 5): Promise<number> {
	let least = Infinity;
	for (let left = tries; left > 0 && least >= 50; left--) {
		const spent = stopwatch();
		await work();
		least = Math.min(least, spent());
	}
	return least;
}

function stopwatch(): () => number {
	const before = process.cpuUsage();
	return () => {
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 1000;
	};
}
