import { problemsOf } from '../../../nodes/frame/problems.ts';

const error = (message: string, path = '', name = '') => ({ path, name, message });

test('as text there is one a line, with its path first, its name where it has no message, and "none" where there is none', () => {
	expect(problemsOf([error('not found', 'items.0.sku', 'E'), error('', 'a', 'E'), error('b')])).toBe('items.0.sku: not found\na: E\nb');
	expect(problemsOf([])).toBe('none');
});
