import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { flyerForm, openShop, type Shop } from '../../../../lab/orderForms.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());
beforeEach(async () => await shop.sandbox.reset());

describe('Validate', () => {
	test('gives the order as HP would take it, and stores nothing', async () => {
		const { items } = await shop.order('validate', flyerForm('A-1'));
		expect(items[0]!.json).toMatchObject({ valid: true, orderData: { sourceOrderId: 'A-1' } });
		expect(shop.stored()).toEqual([]);
	});

	test('any order the form can express passes, and comes back with what was filled in', async () => {
		const text = fc.stringMatching(/^[A-Za-zäöü0-9'"<>&{}\\ -]{1,20}$/).filter((value) => value.trim() === value && value !== '');
		const word = fc.stringMatching(/^[A-Za-z0-9-]{0,19}[A-Za-z0-9]$/);
		const part = (code: string) =>
			fc.record({
				code: fc.constant(code),
				path: fc.webUrl(),
				attributesJson: fc.option(
					fc.dictionary(word, word).map((value) => JSON.stringify(value)),
					{ nil: '' },
				),
			});
		const shipments = 2;
		const item = fc
			.oneof(
				fc.record({ sku: fc.constant('FLY-A5-135'), components: part('Flyer').map((one) => ({ component: [one] })) }),
				fc.record({ sku: fc.constant('BOOK-A5'), components: fc.tuple(part('Cover'), part('Text')).map((component) => ({ component })) }),
			)
			.chain((base) =>
				fc
					.record({
						quantity: fc.integer({ min: 1, max: 400 }),
						shipmentIndex: fc.nat(shipments - 1),
						description: fc.option(text, { nil: '' }),
					})
					.map((more) => ({ ...base, ...more })),
			);
		const shipment = fc.record({
			name: text,
			address1: text,
			town: text,
			isoCountry: fc.constantFrom('GB', 'de', 'US'),
			companyName: fc.option(text, { nil: '' }),
			postcode: fc.option(word, { nil: '' }),
			email: fc.option(
				word.map((name) => `${name}@example.com`),
				{ nil: '' },
			),
			carrierBy: fc.constant('code'),
			carrierCode: fc.constant('dhl'),
			carrierService: fc.constantFrom('parcel', 'express'),
		});
		const form = fc.record({
			destination: fc.constantFrom('sandbox', 'hp.acme'),
			sourceOrderId: word,
			items: fc.array(item, { minLength: 1, maxLength: 4 }).map((all) => ({ item: all })),
			shipments: fc.array(shipment, { minLength: shipments, maxLength: shipments }).map((all) => ({ shipment: all })),
			orderFields: fc.record(
				{
					customerName: text,
					amount: fc.nat(1000),
					tags: fc.array(word, { maxLength: 3 }).map((all) => all.join(',')),
					instructions: text,
				},
				{ requiredKeys: [] },
			),
		});
		await fc.assert(
			fc.asyncProperty(form, async (parameters) => {
				// Text that begins with = would be an expression: none here does.
				const { items, error } = await shop.order('validate', parameters as unknown as INodeParameters);
				expect(error?.description ?? error?.message).toBeUndefined();
				const { orderData } = items[0]!.json as {
					orderData: { items: Array<Record<string, unknown>>; shipments: Array<{ shipTo: object }> };
				};
				expect(orderData).toMatchObject({ sourceOrderId: parameters.sourceOrderId });
				expect(orderData.items.map(({ sku, quantity, shipmentIndex }) => ({ sku, quantity, shipmentIndex }))).toEqual(
					parameters.items.item.map(({ sku, quantity, shipmentIndex }) => ({ sku, quantity, shipmentIndex })),
				);
				expect(orderData.shipments.map(({ shipTo }) => shipTo)).toMatchObject(
					parameters.shipments.shipment.map(({ name, address1, town, isoCountry }) => ({
						name,
						address1,
						town,
						isoCountry: isoCountry.toUpperCase(),
					})),
				);
			}),
			{ numRuns: 60 },
		);
	});
});
