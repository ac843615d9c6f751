import { amazon } from './amazon';
import { bigCommerce } from './bigCommerce';
import { ebay } from './ebay';
import { ecwid } from './ecwid';
import { etsy } from './etsy';
import { magento } from './magento';
import { prestaShop } from './prestaShop';
import type { Shop } from './shop';
import { shopify } from './shopify';
import { shopware } from './shopware';
import { squarespace } from './squarespace';
import { stripe } from './stripe';
import { tikTok } from './tikTok';
import { webflow } from './webflow';
import { wix } from './wix';
import { wooCommerce } from './wooCommerce';

/** All shops, surest signs first: the first that recognises an order reads it. */
export const shops: Shop[] = [
	wooCommerce,
	tikTok,
	shopify,
	magento,
	bigCommerce,
	etsy,
	wix,
	squarespace,
	prestaShop,
	ecwid,
	shopware,
	amazon,
	ebay,
	stripe,
	webflow,
];
