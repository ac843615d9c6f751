import type { Engine } from '../../../lab/engine/engine.mts';
import type { Shop } from '../../../lab/orderForms.mts';
import { type Seen, startFaultProxy } from '../../../lab/road/proxy.mts';

/**
 * The account of a shop over a road that refuses some of its calls, as a key does that may not make them.
 * @param calls matches those that are refused, such as "GET /api/sku"
 */
export async function refusing(shop: Shop, calls: RegExp, work: (engine: Engine) => Promise<void>): Promise<void> {
	const refusal = {
		fault: 'say' as const,
		status: 403,
		body: '{"error":{"message":"Not allowed"}}',
		headers: { 'content-type': 'application/json' },
	};
	const script = ({ method, url }: Seen) => (calls.test(`${method} ${url}`) ? refusal : undefined);
	const proxy = await startFaultProxy(shop.sandbox.url, { script });
	try {
		await work(await shop.over(proxy.url));
	} finally {
		await proxy.close();
	}
}
