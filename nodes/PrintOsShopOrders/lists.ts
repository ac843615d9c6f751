import { searchCarriers, searchSkuCodes } from '../order/lists';

export const listSearch = { searchSkuCodes, searchCarriers };
