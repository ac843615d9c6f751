import { locator } from '../../frame/locator';

export const productId = locator('Product', 'productId', 'searchProducts', 'The product. Choose it from the list, or give its ID.');
