import { searchCarriers, searchSkuCodes } from '../order/lists';

export const listSearch = { searchSkus: searchSkuCodes, searchCarriers };
