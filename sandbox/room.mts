import type { Context } from './context.mts';
import { ApiError } from './errors.mts';

/**
 * The sandbox keeps everything in memory, so it takes no more than the settings allow.
 * @param records how many of the kind there are
 * @throws ApiError 507 when that is as many as may be, or the orders have as many bytes
 */
export function checkRoom({ settings, state }: Context, records: number): void {
	if (records >= settings.maxRecords || state.orders.bytes >= settings.maxOrderBytes)
		throw new ApiError(507, 'The sandbox is full. Reset it: POST /_sandbox/reset');
}
