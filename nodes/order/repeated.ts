import { grouped } from '../hp/grouped';
import { plainNumber } from '../hp/orders';

/**
 * What came under the same order number more than once in a run.
 * @returns the number and all that has it, for each number that several have
 */
export function repeated<T>(all: Iterable<T>, numberOf: (one: T) => string): Array<[number: string, same: T[]]> {
	return [...grouped(all, (one) => plainNumber(numberOf(one)))].filter(([, same]) => same.length > 1);
}
