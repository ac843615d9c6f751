import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { Call } from '../../../nodes/frame/call.ts';
import { listParameters, wantedRows } from '../../../nodes/frame/limit.ts';
import type { Transport } from '../../../nodes/hp/transport.ts';

describe('wantedRows', () => {
	const call = (parameters: IDataObject) => {
		const getNodeParameter = (name: string, _item: number, fallback?: unknown) => parameters[name] ?? fallback;
		return new Call({ getNodeParameter } as unknown as IExecuteFunctions, {} as Transport, 0, listParameters);
	};

	test.each([
		[{ returnAll: true, limit: 5 }, Infinity],
		[{ returnAll: false, limit: 5 }, 5],
		[{ limit: '7' }, 7],
		[{}, 50],
		[{ limit: '' }, 50],
	])('%j means %p', (parameters, rows) => expect(wantedRows(call(parameters))).toBe(rows));

	test.each([0, -1, 1.5, 'many'])('a limit of %p is refused', (limit) => expect(() => wantedRows(call({ limit }))).toThrow(/Limit is/));
});
