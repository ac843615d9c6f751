import type { IDataObject } from 'n8n-workflow';

import { isObject } from './json';

/** The ID in an answer that is an order, or holds one: HP has both shapes (docs/printos-api.md C.2). Null for none, or an empty one. */
export function orderIdOf(answer: IDataObject): string | null {
	const order = isObject(answer.order) ? answer.order : answer;
	const id = order._id ?? order.id ?? answer.orderId;
	if (typeof id !== 'string' && typeof id !== 'number') return null;
	return String(id).trim() || null;
}

/** Whether an answer says no, whatever its HTTP status is (docs/printos-api.md A.5). An empty `error: []` says nothing. */
export function saysNo(answer: unknown): boolean {
	if (!isObject(answer)) return false;
	const { success, status, error, errors, smsError } = answer;
	if ([error, errors, smsError].some((one) => one !== false && one !== 'false' && !isNothing(one))) return true;
	return [false, 'false', 0].includes(success as never) || /^(?:error|fail|failed|failure)$/i.test(String(status));
}

function isNothing(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
	return value === undefined || value === null || value === '' || value === 0;
}
