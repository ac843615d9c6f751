// HP's own SDK for Site Flow, unchanged; it comes without types.
import { createRequire } from 'node:module';

type Fields = Record<string, unknown>;

export interface SdkItem {
	addComponent(component: Fields): void;
}

export interface SdkOrder {
	addItem(item: Fields): SdkItem;
	addShipment(shipment: Fields): void;
	addStockItem(stockItem: Fields): void;
}

export interface SdkClient {
	/** The HTTP client inside: axios. */
	client: { request(config: { headers: Record<string, string> }): Promise<{ data: unknown }> };
	request(method: string, path: string, data?: unknown): Promise<unknown>;
	createOrder(destination: string, orderData?: Fields): SdkOrder;
	validateOrder(): Promise<Fields>;
	submitOrder(options?: { routingRule?: string }): Promise<Fields>;
}

export const OneFlowClient = createRequire(import.meta.url)('oneflow-sdk-js') as (
	baseUrl: string,
	token: string,
	secret: string,
	options?: Fields,
) => SdkClient;
