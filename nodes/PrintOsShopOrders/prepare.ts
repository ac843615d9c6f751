import { skusOf } from '../order/lines/mapLines';
import type { Call } from '../frame/call';
import { binariesOf } from '../frame/binary';
import { Fault, orFault } from '../hp/fault';
import type { FileOf } from '../order/lines/item';
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
	const before = reading.beforeShipping && { ...reading, ...reading.beforeShipping };
	const partsOfSku = await catalogue.of(await skusOf((before ?? reading).lines, settings.products));
	const fileOf: FileOf = ({ row }, { binary = '' }) => {
		const holder = row === undefined ? call : calls[row]!;
		return binariesOf(holder)[binary] ?? binary;
	};
	const decide = async (read: Reading): Promise<Pick<Prepared, 'mapping' | 'reasons' | 'draft'>> => {
		const mapping = await mapReading(read, settings, partsOfSku);
		const reasons = reasonsToHold(read, mapping, settings);
		if (mapping.needsCatalogue || reasons.length > 0) return { mapping, reasons };

		const built = await buildOrder(formOf(read, mapping, settings, fileOf));
		const draft = await orFault(prepareOrder(call, built, nameOf));
		if (!(draft instanceof Fault)) return { mapping, reasons, draft };
		const complaints = complaintsOf(draft, mapping.prints);
		if (!complaints) throw draft;
		return { mapping, reasons: complaints };
	};
	const now = await decide(reading);
	if (now.mapping.needsCatalogue) throw catalogueUnread();
	const { draft: beforeShipping } = before ? await decide(before) : {};
	return { call, reading, settings, ...now, ...(beforeShipping && { beforeShipping }) };
}
