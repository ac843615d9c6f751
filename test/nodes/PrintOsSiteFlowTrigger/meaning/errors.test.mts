import { asErrors } from '../../../../nodes/PrintOsSiteFlowTrigger/meaning/errors.ts';

const error = (message: string, path = '', name = '') => ({ path, name, message });

test.each<[string, unknown, object[]]>([
	['an object', { path: 'items.0.sku', name: 'E', message: 'not found' }, [error('not found', 'items.0.sku', 'E')]],
	['a path as a list', { path: ['items', 0, 'sku'], message: 'not found' }, [error('not found', 'items.0.sku')]],
	['a path alone', { path: 'items', other: 1 }, [error('', 'items')]],
	['a name alone', { name: 'E', other: 1 }, [error('', '', 'E')]],
	['a text', 'sku not found', [error('sku not found')]],
	['a text with HTML escapes', 'a &quot;b&quot;', [error('a "b"')]],
	['a list of both', ['a', { message: 'b' }], [error('a'), error('b')]],
	['JSON as text', '[{"message":"a"}]', [error('a')]],
	['a single one, wrapped', { errors: { error: [{ message: 'a' }, { message: 'b' }] } }, [error('a'), error('b')]],
	[
		"OneFlow's own words",
		'ValidationError: sku not found - At path orderData.items.0',
		[error('sku not found', 'orderData.items.0', 'ValidationError')],
	],
	['the same without a name', 'sku not found - At path a', [error('sku not found', 'a')]],
	['the same over two lines', 'E: one\ntwo - At path a', [error('one\ntwo', 'a', 'E')]],
	['the last path of several', 'E: x - At path y - At path z', [error('x - At path y', 'z', 'E')]],
	['an object that says nothing', { a: 1, b: 2 }, []],
	['a code alone', { code: 208 }, [error('', '', '208')]],
	[
		'texts by field',
		{ sku: 'not found', 'items.0': ['a', 'b'], n: 1 },
		[error('not found', 'sku'), error('a', 'items.0'), error('b', 'items.0')],
	],
	['one field with one error', { order: { message: 'a' } }, [error('a', 'order')]],
	[
		'a validation error of a newer service',
		{ instancePath: '/body/sku', keyword: 'type', message: 'a' },
		[error('a', '/body/sku', 'type')],
	],
	['other words for it', { field: 'sku', description: 'unknown' }, [error('unknown', 'sku')]],
	['one with more of them in it', { message: 'Invalid', validations: [{ path: 'a', message: 'b' }] }, [error('Invalid'), error('b', 'a')]],
	['a list with a number', ['a', 4], [error('a'), error('4')]],
	['an object whose only field is null', { error: null }, []],
	['an empty text', '', []],
	['null', null, []],
	['a number', 7, []],
	['lists within a list', [['a'], ['b']], [error('a'), error('b')]],
])('errors as %s are read', (_, value, expected) => {
	expect(asErrors(value)).toEqual(expected);
});
