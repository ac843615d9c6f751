import { execFileSync } from 'node:child_process';
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';

/** A webhook that n8n's trigger asked the shop for. */
interface Webhook {
	id: number;
	topic: string;
	address: string;
	secret: string;
}

interface Request {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: IncomingMessage['headers'];
	body: Record<string, unknown>;
}

type Answer = [status: number, body: unknown];

function listener(answer: (request: Request) => Answer, headers: Record<string, string> = {}) {
	return (incoming: IncomingMessage, outgoing: ServerResponse) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const text = Buffer.concat(chunks).toString();
			const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://shop.test');
			const [status, body] = answer({
				method: incoming.method ?? 'GET',
				path: pathname,
				query: searchParams,
				headers: incoming.headers,
				body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
			});
			outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
		});
	};
}

async function listen(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
}

const hmac = (secret: string, body: string) => createHmac('sha256', secret).update(body).digest('base64');

/** As every answer of WordPress has it; n8n's node looks there for the next page. */
const wordPress = { link: '<https://shop.test/wp-json/>; rel="https://api.w.org/"' };

/** A thing of the shop, with whatever was changed of it. */
type Stored = { id: number } & Record<string, unknown>;

/** The part of a WooCommerce shop that n8n's WooCommerce nodes talk to: its webhooks, orders and products. */
export async function startWooCommerce(consumerKey: string, consumerSecret: string) {
	const orders = new Map<number, Stored>();
	const products = new Map<number, Stored>();
	/** Lists what fits the query, shows one, or changes one. */
	const collection = (all: Map<number, Stored>, { method, query, body }: Request, id: string | undefined): Answer => {
		const fits = (one: Stored) => ['status', 'sku'].every((name) => !query.get(name) || one[name] === query.get(name));
		if (id === undefined) return [200, query.get('page') === '2' ? [] : [...all.values()].filter(fits)];
		const one = all.get(Number(id));
		if (!one) return [404, { code: 'woocommerce_rest_invalid_id', message: 'Invalid ID.' }];
		if (method === 'PUT') Object.assign(one, body);
		return [200, one];
	};
	const webhooks = new Map<number, Webhook>();
	const authorization = `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`;
	const shown = ({ id, topic, address }: Webhook) => ({ id, topic, delivery_url: address, status: 'active' });
	const server = createServer(
		listener((request) => {
			const { method, path, headers, body } = request;
			if (headers.authorization !== authorization) return [401, { code: 'woocommerce_rest_cannot_view' }];
			const [, what, which] = /^\/wp-json\/wc\/v3\/(orders|products)(?:\/(\d+))?$/.exec(path) ?? [];
			if (what) return collection(what === 'orders' ? orders : products, request, which);
			const [, id] = /^\/wp-json\/wc\/v3\/webhooks(?:\/(\d+))?$/.exec(path) ?? [undefined, 'none'];
			if (method === 'GET' && id === undefined) return [200, [...webhooks.values()].map(shown)];
			if (method === 'POST' && id === undefined) {
				const webhook = {
					id: webhooks.size + 1,
					topic: String(body.topic),
					address: String(body.delivery_url),
					secret: String(body.secret),
				};
				webhooks.set(webhook.id, webhook);
				return [201, shown(webhook)];
			}
			if (method === 'DELETE' && webhooks.delete(Number(id))) return [200, {}];
			return [404, { code: 'rest_no_route' }];
		}, wordPress),
	);
	const url = `http://127.0.0.1:${await listen(server)}`;
	return {
		url,
		webhooks,
		orders,
		products,
		/** What n8n makes of the two keys: the secret it gives the shop to sign with. */
		secret: createHash('md5').update(`${consumerKey},${consumerSecret}`).digest('hex'),
		/** Posts an order to everyone who asked for new orders, or for those of another topic, as WooCommerce does. */
		async post(order: unknown, { topic = 'order.created', secret }: { topic?: string; secret?: string } = {}): Promise<number[]> {
			const body = JSON.stringify(order);
			const wanted = [...webhooks.values()].filter((webhook) => webhook.topic === topic);
			const answers = wanted.map((webhook) =>
				fetch(webhook.address, {
					method: 'POST',
					headers: {
						'content-type': 'application/json',
						'user-agent': 'WooCommerce/9.3.1 Hookshot (WordPress/6.6.2)',
						'x-wc-webhook-source': `${url}/`,
						'x-wc-webhook-topic': webhook.topic,
						'x-wc-webhook-resource': 'order',
						'x-wc-webhook-event': webhook.topic.split('.')[1]!,
						'x-wc-webhook-signature': hmac(secret ?? webhook.secret, body),
						'x-wc-webhook-id': String(webhook.id),
						'x-wc-webhook-delivery-id': randomUUID(),
					},
					body,
				}),
			);
			return (await Promise.all(answers)).map(({ status }) => status);
		},
		stop: () => close(server),
	};
}

/**
 * The part of Shopify that n8n's Shopify Trigger talks to. The trigger knows no other address than
 * https://<shop>.myshopify.com, so this listens there: behind an HTTPS proxy and a certificate of its own.
 * @param folder where the certificate is put
 */
export async function startShopify(
	folder: string,
	{ subdomain, accessToken, appSecretKey }: { subdomain: string; accessToken: string; appSecretKey: string },
) {
	const host = `${subdomain}.myshopify.com`;
	const [key, certificate] = [join(folder, 'shopify.key'), join(folder, 'shopify.crt')];
	execFileSync(
		'openssl',
		[
			'req',
			'-x509',
			'-newkey',
			'ec',
			'-pkeyopt',
			'ec_paramgen_curve:prime256v1',
			'-nodes',
			'-days',
			'2',
			'-subj',
			`/CN=${host}`,
			'-addext',
			`subjectAltName=DNS:${host}`,
			'-keyout',
			key,
			'-out',
			certificate,
		],
		{ stdio: 'pipe' },
	);

	const webhooks = new Map<number, Webhook>();
	const shown = ({ id, topic, address }: Webhook) => ({ id, topic, address, format: 'json' });
	/** Orders that may be fulfilled, by name; and what was fulfilled. */
	const open = new Map<string, string>();
	const fulfilled: Array<Record<string, unknown>> = [];
	const graphql = ({ query, variables }: { query?: string; variables?: Record<string, unknown> }): Answer => {
		if (variables) {
			const known = [...open.values()].includes(String(variables.id));
			if (known) fulfilled.push(variables);
			const fulfillment = known ? { id: 'gid://shopify/Fulfillment/1', status: 'SUCCESS' } : null;
			return [200, { data: { fulfillmentCreate: { fulfillment, userErrors: known ? [] : [{ field: ['id'], message: 'not found' }] } } }];
		}
		const id = open.get(/name:([^"]+)/.exec(query ?? '')?.[1] ?? '');
		return [200, { data: { orders: { nodes: id ? [{ fulfillmentOrders: { nodes: [{ id }] } }] : [] } } }];
	};
	const shop = createTlsServer(
		{ key: readFileSync(key), cert: readFileSync(certificate) },
		listener(({ method, path, headers, body }) => {
			if (headers['x-shopify-access-token'] !== accessToken) return [401, { errors: '[API] Invalid API key or access token' }];
			if (path.endsWith('/graphql.json')) return graphql(body);
			const [, id] = /^\/admin\/api\/[\d-]+\/+webhooks(?:\/(\d+))?(?:\.json)?$/.exec(path) ?? [undefined, 'none'];
			if (method === 'GET' && id === undefined) return [200, { webhooks: [...webhooks.values()].map(shown) }];
			if (method === 'POST' && id === undefined) {
				const { topic, address } = body.webhook as Record<string, unknown>;
				const webhook = { id: webhooks.size + 1, topic: String(topic), address: String(address), secret: appSecretKey };
				webhooks.set(webhook.id, webhook);
				return [201, { webhook: shown(webhook) }];
			}
			if (method === 'DELETE' && webhooks.delete(Number(id))) return [200, {}];
			return [404, { errors: 'Not Found' }];
		}),
	);
	const shopPort = await listen(shop);

	const tunnels = new Set<Socket>();
	const proxy = createServer((_request, response) => response.writeHead(405).end());
	proxy.on('connect', (request, client: Socket) => {
		if (request.url !== `${host}:443`) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
		const tunnel = connect(shopPort, '127.0.0.1', () => {
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			client.pipe(tunnel).pipe(client);
		});
		for (const socket of [client, tunnel]) {
			tunnels.add(socket);
			socket.on('error', () => [client, tunnel].forEach((end) => end.destroy()));
		}
	});
	const proxyPort = await listen(proxy);

	return {
		webhooks,
		host,
		open,
		fulfilled,
		/** What lets a process find this shop at Shopify's address. */
		env: { HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`, NO_PROXY: '127.0.0.1,localhost', NODE_EXTRA_CA_CERTS: certificate },
		/** Posts an order to everyone who asked for paid orders, or for those of another topic, as Shopify does. */
		async post(order: unknown, { topic = 'orders/paid', secret }: { topic?: string; secret?: string } = {}): Promise<number[]> {
			const body = JSON.stringify(order);
			const wanted = [...webhooks.values()].filter((webhook) => webhook.topic === topic);
			const answers = wanted.map((webhook) =>
				fetch(webhook.address, {
					method: 'POST',
					headers: {
						'content-type': 'application/json',
						'x-shopify-topic': webhook.topic,
						'x-shopify-hmac-sha256': hmac(secret ?? webhook.secret, body),
						'x-shopify-shop-domain': host,
						'x-shopify-api-version': '2024-07',
						'x-shopify-webhook-id': randomUUID(),
						'x-shopify-triggered-at': new Date().toISOString(),
					},
					body,
				}),
			);
			return (await Promise.all(answers)).map(({ status }) => status);
		},
		async stop() {
			for (const socket of tunnels) socket.destroy();
			await close(proxy);
			await close(shop);
		},
	};
}

/**
 * An order as Shopify posts it to a webhook of topic orders/paid (its Admin REST API): flyers with artwork, some of
 * them taken off the order again, and a gift card, which nobody prints.
 */
export function shopifyOrder(number: number, artworkUrl: string) {
	const line = {
		current_quantity: 1,
		fulfillable_quantity: 1,
		grams: 0,
		total_discount: '0.00',
		vendor: 'Shop',
		taxable: true,
		product_exists: true,
		fulfillment_service: 'manual',
		fulfillment_status: null,
		tax_lines: [],
		discount_allocations: [],
	};
	return {
		id: 5550001110000 + number,
		admin_graphql_api_id: `gid://shopify/Order/${5550001110000 + number}`,
		name: `#${number}`,
		order_number: number,
		number: number - 1000,
		email: 'mia@buyer.test',
		contact_email: 'mia@buyer.test',
		phone: null,
		created_at: '2026-11-20T10:15:00+01:00',
		processed_at: '2026-11-20T10:14:58+01:00',
		cancelled_at: null,
		currency: 'EUR',
		total_price: '72.40',
		subtotal_price: '67.50',
		total_tax: '8.37',
		financial_status: 'paid',
		fulfillment_status: null,
		test: false,
		tags: '',
		note: 'Please call first',
		note_attributes: [{ name: 'po_number', value: 'PO-77' }],
		customer: { id: 7001, email: 'mia@buyer.test', first_name: 'Mia', last_name: 'Korn', phone: null },
		shipping_address: {
			first_name: 'Mia',
			last_name: 'Korn',
			name: 'Mia Korn',
			company: 'Korn GmbH',
			address1: 'Hafenstr. 9',
			address2: 'Tor 2',
			city: 'Ulm',
			zip: '89077',
			province: null,
			province_code: null,
			country: 'Germany',
			country_code: 'DE',
			phone: '+49731000111',
		},
		line_items: [
			{
				...line,
				id: 15001,
				variant_id: 42001,
				product_id: 8001,
				title: 'Flyer A5',
				variant_title: '135 g',
				name: 'Flyer A5 - 135 g',
				sku: 'FLY-A5-135',
				quantity: 300,
				current_quantity: 250,
				fulfillable_quantity: 250,
				price: '0.19',
				requires_shipping: true,
				gift_card: false,
				properties: [
					{ name: '_artwork_url', value: artworkUrl },
					{ name: 'Paper', value: '135 g' },
				],
			},
			{
				...line,
				id: 15002,
				variant_id: 42009,
				product_id: 8009,
				title: 'Gift card',
				variant_title: null,
				name: 'Gift card',
				sku: null,
				quantity: 1,
				price: '20.00',
				requires_shipping: false,
				gift_card: true,
				properties: [],
			},
		],
		shipping_lines: [{ id: 9001, title: 'Parcel', code: 'parcel', price: '4.90', source: 'shopify' }],
	};
}
