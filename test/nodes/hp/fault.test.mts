import { bulletList } from '../../../nodes/hp/fault.ts';

const faults = (count: number) =>
	Array.from({ length: count }, (_, n) => ({ path: n === 1 ? 'orderData.items[1].sku' : '', message: `Fault ${n}` }));

test('faults stand one a line, with the place where there is one', () => {
	expect(bulletList(faults(2))).toBe('• Fault 0\n• Fault 1 (orderData.items[1].sku)');
});

test('of very many the first hundred, and how many more there are', () => {
	const lines = bulletList(faults(103)).split('\n');
	expect(lines.slice(-2)).toEqual(['• Fault 99', '• and 3 more']);
	expect(bulletList(faults(100)).split('\n')).toHaveLength(100);
});
