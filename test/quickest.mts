/** What no input may take, in ms. On a machine of its own it is 50; on a slow and busy one ten times that. What isn't linear takes minutes. */
export const atMost = 500;
/** And what thousands of lines, which are read in turns with others, may take at once: 50 on a machine of its own. */
export const atMostAtOnce = 150;

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

/** The same of work that is done in turns with others: all of it, and the longest of what it does at once. */
export async function quickestInTurns(work: () => unknown, tries = 5): Promise<{ all: number; atOnce: number }> {
	const least = { all: Infinity, atOnce: Infinity };
	for (let left = tries; left > 0 && least.all >= 50; left--) {
		let [atOnce, isDone] = [0, false];
		let spent = stopwatch();
		const others = () => {
			atOnce = Math.max(atOnce, spent());
			spent = stopwatch();
			if (!isDone) setImmediate(others);
		};
		setImmediate(others);
		const all = stopwatch();
		await work();
		least.all = Math.min(least.all, all());
		isDone = true;
		await new Promise((resolve) => setImmediate(resolve));
		least.atOnce = Math.min(least.atOnce, atOnce);
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
