import { locator } from '../../frame/locator';

export const skuId = locator('SKU', 'skuId', 'searchSkus', 'The SKU. Choose it from the list, or give its ID.');
