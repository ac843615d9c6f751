import { simplifier } from '../frame/simplify';

/** An order, product or SKU, simplified if the user wants that (docs/printos-api.md C.4, C.5 list HP's fields). */
export const simplified = simplifier({
	internal: ['__v', 'accountId', 'logs', 'clientTimeZoneMinuts', 'consolidatedInvoice', 'counter', 'inqueue', 'read', 'legacyWorkQueue'],
	repeats: { createdAt: 'created', updatedAt: 'modified' },
	empty: 'all',
});
