import type { Call } from '../frame/call';
import { uploadBinary } from '../frame/binary';
import { turn } from '../frame/turn';
import { isObject } from '../hp/json';
import { siteFlow } from '../hp/siteFlow';
import type { Component, Draft, Order, ReadyOrder } from './order';

/** Uploads the artwork that comes as files of the workflow. @returns the order, in which each component points to its file */
export async function uploadArtwork(call: Call, { order, artwork }: Draft): Promise<ReadyOrder> {
	const addresses = new Map<string, string>();
	for (const { path, file } of artwork) addresses.set(path, (await uploadBinary(call, siteFlow.uploadUrls, file)).url);
	const ready = await withComponents(order, (component, path) => {
		const address = addresses.get(path);
		return address === undefined ? component : { ...component, path: address };
	});
	return { order: ready, uploaded: new Set(addresses.values()) };
}

/** The same order with some of its components changed. @param path where the component stands: `orderData.items[0].components[1]` */
export async function withComponents(order: Order, change: (component: Component, path: string) => Component): Promise<Order> {
	const { orderData } = order as Partial<Order>;
	if (!Array.isArray(orderData?.items)) return order;
	const items = [...orderData.items];
	for (const [i, item] of items.entries()) {
		await turn();
		if (!Array.isArray(item?.components)) continue;
		const components = item.components.map((component, c) =>
			isObject(component) ? change(component, `orderData.items[${i}].components[${c}]`) : component,
		);
		items[i] = { ...item, components };
	}
	return { ...order, orderData: { ...orderData, items } };
}
