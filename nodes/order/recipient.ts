import { sameText, textKey } from './same';

type Fields = Record<string, unknown>;

/**
 * The same person, and something of where they are: two people may have one name, in one town, too. One of another
 * company, e-mail or phone is somebody else unless street or one of these say so. Name and company may have changed places.
 */
export function isSameRecipient(here: Fields, there: Fields): boolean {
	const isGiven = (field: string) => [here, there].every((one) => plain(field, one[field]) !== '');
	const isSame = (field: string) => isGiven(field) && isSameInAddress(field, here[field], there[field]);
	const differs = (field: string) => isGiven(field) && !isSame(field);
	const isSwapped = sameText(here.name, there.companyName) && sameText(here.companyName, there.name) && !sameText(here.companyName, '');
	if (!sameText(here.name, there.name) && !isSwapped) return false;
	// Without a name it goes to the company.
	if (sameText(here.name, '') && differs('companyName')) return false;
	if (['address1', 'email', 'phone'].some(isSame)) return true;
	if (['companyName', 'email', 'phone'].some(differs)) return false;
	return isSame('postcode') || (isSame('town') && !differs('postcode'));
}

/** Whether a field of an address says the same, however it is written. */
export function isSameInAddress(field: string, here: unknown, there: unknown): boolean {
	return here === there || plain(field, here) === plain(field, there);
}

/** A field of an address without what makes no difference in it: UK is GB, and numbers are grouped in many ways. */
function plain(field: string, value: unknown): string {
	const text = textKey(value);
	if (field === 'isoCountry') return text === 'UK' ? 'GB' : text;
	if (field === 'postcode') return text.replace(/[ -]/g, '');
	if (field !== 'phone') return text;
	const number = text.replace('(0)', '').replace(/[^\d+]/g, '');
	// 0000000000 stands where nobody gave one.
	return /^\+?(\d?)\1*$/.test(number) ? '' : number.replace(/^00/, '+');
}
