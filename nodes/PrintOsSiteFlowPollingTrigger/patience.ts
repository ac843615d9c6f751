import { Fault, orFault } from '../hp/fault';

/** Waits for a call about one order. Undefined if it is passed over. */
export type Ask = <T>(orderId: string, call: Promise<T>) => Promise<T | undefined>;

/** So many polls in a row are left out because of one order: what fails may be an outage, and then all is told later. */
const patience = 2;

/** What is wrong with the key, the pace or the way to HP, not with an order. */
const ofAll = [401, 403, 407, 429];

/** How many polls in a row failed at an order, by trigger and ID; until it is read again. */
const failures = new Map<string, number>();

/**
 * Asks HP about orders one by one, and passes over one that it can't give, so that it does not hold up all others for as
 * long as it is watched.
 * @param trigger what tells it from other triggers
 * @param say is told of what is passed over
 */
export function patientWith(trigger: string, say: (message: string) => void): Ask {
	return async (orderId, call) => {
		const key = `${trigger} ${orderId}`;
		const found = await orFault(call);
		if (!(found instanceof Fault)) {
			failures.delete(key);
			return found;
		}
		if (ofAll.includes(found.details.status ?? 0)) throw found;
		const times = (failures.get(key) ?? 0) + 1;
		failures.set(key, times);
		if (times <= patience) throw found;
		say(`the order with the ID ${orderId} is passed over, HP could not give it in ${times} polls. ${found.message}`);
		return undefined;
	};
}
