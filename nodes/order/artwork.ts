import type { Call } from '../frame/call';
import { uploadBinary } from '../frame/binary';
import { isObject } from '../hp/json';
import { siteFlow } from '../hp/siteFlow';
import type { Component, Draft, Order, ReadyOrder } from './order';

/** Uploads the artwork that comes as files of the workflow. @returns the order, in which each component points to its file */
export async function uploadArtwork(call: Call, { order, artwork }: Draft): Promise<ReadyOrder> {
	const addresses = new Map<string, string>();
	for (const { path, file } of artwork) addresses.set(path, (await uploadBinary(call, siteFlow.uploadUrls, file)).url);
	const ready = withComponents(order, (component, path) => {
		const address = addresses.get(path);
		return address === undefined ? component : { ...component, path: address };
	});
	return { order: ready, uploaded: new Set(addresses.values()) };
}

/** The same order with some of its components changed. @param path where the component stands: `orderData.items[0].components[1]` */
export function withComponents(order: Order, change: (component: Component, path: string) => Component): Order {
	const { orderData } = order as Partial<Order>;
	if (!Array.isArray(orderData?.items)) return order;
	const items = orderData.items.map((item, i) => {
		if (!Array.isArray(item?.components)) return item;
		const components = item.components.map((component, c) =>
			isObject(component) ? change(component, `orderData.items[${i}].components[${c}]`) : component,
		);
		return { ...item, components };
	});
	return { ...order, orderData: { ...orderData, items } };
}
