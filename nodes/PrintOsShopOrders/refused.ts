import type { Print } from '../order/lines/mapLines';
import { type Reason, lineName } from '../order/lines/messages';
import type { Fault, Validation } from '../hp/fault';
import { formName } from '../order/orderForm/names';

/** The words for a place in the order: the line stands before them, so they name the field alone. */
export function nameOf(path: string): string {
	const [, field] = /items\W*\d+\W*(?:components\W*\d+\W*)?(\w+)$/.exec(path) ?? [];
	return field === undefined ? formName(path) : formName(`orderData.${field}`).replace(/^Order Fields > /, '');
}

/** What our own check says against an order; undefined if it could not be made. */
export function complaintsOf({ details }: Fault, prints: Print[]): Reason[] | undefined {
	return details.validations?.map((one) => reasonOf(one, prints, one.message));
}

/** What HP says against an order; undefined if its answer is something else, such as none at all. */
export function refusalsOf({ message, details }: Fault, prints: Print[]): Reason[] | undefined {
	if (details.status !== 400 && details.status !== 409 && details.status !== 422) return undefined;
	const validations = details.validations ?? [{ path: '', message }];
	return validations.map((one) => reasonOf(one, prints, `Site Flow refuses it: ${one.message}`));
}

/** In the words of the shop's lines instead of HP's paths. */
function reasonOf({ path }: Validation, prints: Print[], said: string): Reason {
	const line = prints[Number(/items\W*(\d+)/.exec(path)?.[1] ?? NaN)]?.line;
	const message = `${said.trimEnd().replace(/\.$/, '')}.`;
	return { code: 'refused', line: line?.lineId ?? null, message: line ? `"${lineName(line)}": ${message}` : message };
}
