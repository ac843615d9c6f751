// Collections and rows of a form: each field is refused by the way to it.
import type { INodeProperties } from 'n8n-workflow';

import { collectionIn, rowsIn } from '../../../nodes/frame/fields.ts';

const field = (displayName: string, name: string): INodeProperties => ({ displayName, name, type: 'string', default: '' });
const collection: INodeProperties = {
	...field('Additional Fields', 'additionalFields'),
	options: [field('Phone', 'phone'), field('Copies', 'copies')],
};
const files: INodeProperties = {
	...field('Files', 'files'),
	options: [{ displayName: 'File', name: 'file', values: [field('URL', 'url')] }],
};

test('a field of a collection', () => {
	const fields = collectionIn({ phone: 4711, copies: '2' }, collection);
	expect([fields.text('phone'), fields.wholeNumber('copies'), fields.text('other')]).toEqual(['4711', 2, '']);
	expect(() => fields.required('other')).toThrow('Additional Fields > other is empty. Fill it in, or check');
	expect(() => collectionIn({ phone: {} }, collection).text('phone')).toThrow('Additional Fields > Phone is an object, not text');
	expect(() => collectionIn({ copies: '1.000' }, collection).wholeNumber('copies')).toThrow(
		'Additional Fields > Copies is 1.000: write 1000 or 1',
	);
	for (const none of [undefined, null, '', {}]) expect(collectionIn(none, collection).text('phone')).toBe('');
	for (const other of ['text', 7, []]) expect(() => collectionIn(other, collection)).toThrow(/^Additional Fields is not a set of fields/);
});

test('rows, filled in or given by an expression as a list', () => {
	for (const given of [{ file: [{ url: 'a' }, { url: [] }] }, [{ url: 'a' }, { url: [] }]]) {
		const rows = rowsIn(given, files, 'file');
		expect(rows[0]!.text('url')).toBe('a');
		expect(() => rows[1]!.text('url')).toThrow('Files > File 2 > URL is a list, not text');
	}
	for (const none of [undefined, null, '', {}, { file: '' }, []]) expect(rowsIn(none, files, 'file')).toEqual([]);
	for (const other of ['a', 7, ['a'], { file: 'a' }]) expect(() => rowsIn(other, files, 'file')).toThrow(/^Files is not a list of rows/);
});
