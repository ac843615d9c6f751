// The orders of docs/orders.md are good orders: each is submitted as it stands there.
import { openShop, type Shop } from '../../lab/orderForms.mts';
import { read } from './files.mts';

const sections = [...read('docs/orders.md').matchAll(/^## (.+)\n[\s\S]*?```json\n([\s\S]*?)```/gm)].map(([, title, json]) => ({
	title: title!,
	json: json!,
}));

let shop: Shop;

beforeAll(async () => {
	shop = await openShop();
});
afterAll(async () => await shop.sandbox.close());

test('there is one of each kind', () => {
	expect(sections).toHaveLength(4);
});

test.each(sections)('$title', async ({ json }) => {
	const { items, error } = await shop.order(
		'submit',
		{ orderSource: 'json', orderJson: json, options: { endpoint: 'sync' } },
		{},
		shop.gateway,
	);
	expect(error?.message).toBeUndefined();
	expect(items).toMatchObject([{ json: { submitted: true } }]);
});
