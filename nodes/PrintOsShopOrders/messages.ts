// Every sentence a whole order is held with: none blames, and each says what to do.
import { noLines, short } from '../order/lines/messages';
import type { Address, Reading } from './reading';

/** About the whole order. */
export const ofOrder = {
	unpaid: ({ paymentStatus, unpaid }: Reading) =>
		unpaid ?? `Not paid yet${paymentStatus ? ` (status "${short(paymentStatus)}")` : ''}. It can go when the payment is in.`,
	test: () => 'A test order of the shop. Real ones go through.',
	cancelled: () => 'Cancelled in the shop. Nothing to print: if it went to Site Flow before, cancel it there.',
	noAddress: () => 'No delivery address. If the customer collects it, submit it by hand with your own address.',
	pickup: (place: string) =>
		`The customer collects it ("${short(place)}"). Add that shipping method under Shipping Methods, with the carrier you use for it; the shop's address must be in the order.`,
	incompleteAddress: (missing: string[]) => `The address has no ${listed(missing)}. Ask the customer, and fix it in the shop.`,
	shortPostcode: ({ postcode, isoCountry }: Address) =>
		`The postcode ${postcode} is short for ${isoCountry}: a zero in front may be lost. Have the step before give it as text, or fix it in the shop.`,
	severalAddresses: ({ addresses }: Reading) => `Goes to ${addresses} addresses. Submit it by hand, with one shipment for each.`,
	noLines,
	fulfilledElsewhere: (who: string) => `${short(who)} ships this order itself. Nothing to do.`,
	noteFromCustomer: (note: string) => `${ofOrder.wrote(note)} Read it, then submit.`,
	wrote: (note: string): string => `The customer wrote: "${short(note)}".`,
	noOrderNumber: () => 'The order has no number, and Site Flow takes none without. Have the step before add it.',
	country: (country: string) => `The country "${short(country)}" is not understood. Write its name in English, or two letters such as DE.`,
	carrier: ({ shippingMethod }: Reading) =>
		shippingMethod
			? `No carrier for the shipping method "${short(shippingMethod)}". Choose one under Carrier, or add the method under Shipping Methods.`
			: 'No carrier. Choose one under Carrier.',
	moreLines: (came: number) => `The shop sent only the first ${came} lines. Ask it for all of them in the step before.`,
	repeated: (number: string) =>
		`The order number ${short(number)} comes more than once in this run, each time with other content. Take out what is out of date.`,
	twoAddresses: (number: string, [first, second]: [number, number]) =>
		`The order number ${short(number)} has two addresses (rows ${first} and ${second}). Give them different numbers, or the same address.`,
};

function listed(words: string[]): string {
	return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
