import { objectOf } from '../../shared/answers';
import type { Operation } from '../../shared/operation';
import { siteFlow } from '../endpoints';
import { fileId } from './fileId';

export const refetch: Operation = {
	option: { name: 'Refetch', value: 'refetch', action: 'Fetch a file again', description: 'Have Site Flow download the artwork again' },
	parameters: [fileId],
	async execute(call) {
		return objectOf(await call.transport.call(siteFlow.refetchFile, { ids: { fileId: call.required('fileId', 'File ID') } }));
	},
};
