import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../../nodes/frame/call.ts';
import { wantedRows } from '../../../nodes/frame/limit.ts';

describe('wantedRows', () => {
	const call = (parameters: IDataObject) => {
		const parameter = (name: string, fallback?: unknown) => parameters[name] ?? fallback;
		return { parameter, text: (name: string) => String(parameter(name)) } as unknown as Call;
	};

	test.each([
		[{ returnAll: true, limit: 5 }, Infinity],
		[{ returnAll: false, limit: 5 }, 5],
		[{ limit: '7' }, 7],
		[{}, 50],
	])('%j means %p', (parameters, rows) => expect(wantedRows(call(parameters))).toBe(rows));

	test.each([0, -1, 1.5, 'many', ''])('a limit of %p is refused', (limit) => expect(() => wantedRows(call({ limit }))).toThrow(/Limit is/));
});
