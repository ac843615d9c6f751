import { plainNumber } from '../hp/orders';

/**
 * What came under the same order number more than once in a run.
 * @returns the number and all that has it, for each number that several have
 */
export function repeated<T>(all: Iterable<T>, numberOf: (one: T) => string): Array<[number: string, same: T[]]> {
	const byNumber = new Map<string, T[]>();
	for (const one of all) {
		const number = plainNumber(numberOf(one));
		const same = byNumber.get(number);
		if (same) same.push(one);
		else byNumber.set(number, [one]);
	}
	return [...byNumber].filter(([, same]) => same.length > 1);
}
