import { skusOf } from '../order/lines/mapLines';
import type { Call } from '../frame/call';
import { binariesOf } from '../frame/binary';
import { Fault, orFault } from '../hp/fault';
import { buildOrder } from '../order/orderForm/build';
import { prepareOrder } from '../order/prepare';
import { type Catalogue, catalogueUnread } from '../order/lines/catalogue';
import { formOf } from './form';
import { reasonsToHold } from './holds';
import { mapReading } from './mapping';
import type { Prepared } from './handled';
import type { Reading } from './reading';
import { readSettings } from './readSettings';
import { complaintsOf, nameOf } from './refused';

/**
 * Decides what becomes of an order. Asks HP for nothing but the catalogue, and sends nothing.
 * @param calls all items of the run: those of the rows have the files
 * @throws UserError for what is wrong with the form, Fault if the catalogue can't be asked for
 */
export async function prepare(call: Call, calls: Call[], reading: Reading, catalogue: Catalogue): Promise<Prepared> {
	const settings = readSettings(call);
	const partsOfSku = await catalogue.of(await skusOf(reading.lines, settings.products));
	const mapping = await mapReading(reading, settings, partsOfSku);
	if (mapping.needsCatalogue) throw catalogueUnread();
	const reasons = reasonsToHold(reading, mapping, settings);
	const order = { call, reading, settings, mapping, reasons };
	if (reasons.length > 0) return order;

	const form = formOf(reading, mapping, settings, ({ row }, { binary = '' }) => {
		const holder = row === undefined ? call : calls[row]!;
		return binariesOf(holder)[binary] ?? binary;
	});
	const built = await buildOrder(form);
	const draft = await orFault(prepareOrder(call, built, nameOf));
	if (!(draft instanceof Fault)) return { ...order, draft };
	const complaints = complaintsOf(draft, mapping.prints);
	if (!complaints) throw draft;
	return { ...order, reasons: complaints };
}
