import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { flyerForm, openShop, type Shop } from '../../../../lab/orderForms.mts';

let shop: Shop;
beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());

const line = (name: string, quantity = 1) => ({
	name,
	sku: 'CARD',
	quantity,
	meta_data: [{ key: 'Artwork', value: 'https://files.example.com/a.pdf' }],
});
const order = (...names: string[]): IDataObject => ({
	number: '1',
	line_items: names.map((name) => line(name)),
	meta_data: [
		{ key: 'a', value: '1' },
		{ key: 'b', value: '2' },
	],
});

/** The form as it is when the fields of lines are dragged into it. */
function dragged(...entries: number[]): INodeParameters {
	const item = entries.map((entry) => ({
		sku: `={{ $json.line_items[${entry}].sku }}`,
		quantity: `={{ $json["line_items"][${entry}].quantity }}`,
		components: { component: [{ code: 'Card', path: `={{ $json.line_items[${entry}].meta_data[0].value }}` }] },
	}));
	return flyerForm('1', { items: { item }, orderFields: { customerName: '={{ $json.meta_data[0].value }}' } });
}
const hints = async (form: INodeParameters, ...items: IDataObject[]) =>
	(await shop.order('validate', { ...form, sourceOrderId: '={{ $itemIndex }}' }, { input: items.map((json) => ({ json })) })).hints;

test('lines that the form picks none of are named above the output', async () => {
	expect(await hints(dragged(0), order('Flyer', 'Cards', 'Mug & <b>heart</b>'))).toEqual([
		'Not in the order: Cards, Mug &amp; &lt;b&gt;heart&lt;/b&gt;. The fields under Items take single entries of a list. For orders with any number of lines set Items From to List, or take HP PrintOS Shop Orders.',
	]);
});

test.each<[string, INodeParameters, IDataObject]>([
	['every line is picked', dragged(0, 1), order('Flyer', 'Cards')],
	['there is one line, and it is picked', dragged(0), order('Flyer')],
	['nothing is picked by its position', flyerForm('1'), order('Flyer', 'Cards')],
	[
		'only a list of names and values has entries left',
		flyerForm('1', { orderFields: { customerName: '={{ $json.meta_data[0].value }}' } }),
		order('A'),
	],
])('nothing is said if %s', async (_what, form, json) => {
	expect(await hints(form, json)).toEqual([]);
});

test('it is said once for a run, with all orders in it', async () => {
	const said = await hints(dragged(0), order('A', 'B'), order('C', 'D'), order('E'));
	expect(said).toEqual([expect.stringMatching(/^Not in the order: B, D\. /)]);
});
