import type { CredentialToImport } from '../n8n/n8n.mts';
import { mailCredential } from '../examples.mts';
import { type Mailbox, startImapServer } from './imap.mts';
import { startMailServer } from './mail.mts';
import { startShop } from './shop.mts';
import { startShopify, startWooCommerce } from './shops.mts';

/**
 * Starts all whom the examples deal with, and makes the credentials under the names the examples know them by.
 * @param folder for files of the shops
 * @param inbox the print shop's own
 */
export async function startEveryone(folder: string, inbox: Mailbox) {
	const keys = { subdomain: 'flyers', accessToken: 'shpat_examples', appSecretKey: 'shpss_examples' };
	const mail = await startMailServer();
	const imap = await startImapServer([inbox]);
	const artwork = await startShop();
	const wooCommerce = await startWooCommerce('ck_examples', 'cs_examples');
	const shopify = await startShopify(folder, keys);
	const imapData = { ...inbox, host: '127.0.0.1', port: imap.port, secure: false, allowUnauthorizedCerts: false };
	const wooData = { consumerKey: 'ck_examples', consumerSecret: 'cs_examples', url: wooCommerce.url, includeCredentialsInQuery: false };
	const shopifyData = { shopSubdomain: keys.subdomain, accessToken: keys.accessToken, appSecretKey: keys.appSecretKey };
	const credentials: CredentialToImport[] = [
		mailCredential(mail.port),
		{ id: 'mailIn', name: 'Print shop mail, incoming', type: 'imap', data: imapData },
		{ id: 'woo', name: 'WooCommerce shop', type: 'wooCommerceApi', data: wooData },
		{ id: 'shopify', name: 'Shopify shop', type: 'shopifyAccessTokenApi', data: shopifyData },
		{ id: 'webShop', name: 'Web shop', type: 'httpHeaderAuth', data: { name: 'x-shop', value: 'a long word' } },
	];
	const stop = async () => {
		for (const one of [shopify, wooCommerce, artwork, imap, mail]) await one.stop();
	};
	return { mail, imap, artwork, wooCommerce, shopify, credentials, stop };
}
