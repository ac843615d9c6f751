// What a test file starts is stopped when it ends, even where starting the rest failed.
const stops: Array<() => unknown> = [];

/** Notes that something was started, so that it is stopped in the end. */
export function started<T>(part: T, stop: () => unknown): T {
	stops.push(stop);
	return part;
}

/** Stops all that was started, the last first. */
export async function stopAll(): Promise<void> {
	for (const stop of stops.splice(0).reverse()) await stop();
}
