import { objectOf } from '../../hp/answers';
import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { fileId } from './fileId';

export const refetch: Operation = {
	option: { name: 'Refetch', value: 'refetch', action: 'Fetch a file again', description: 'Have Site Flow download the artwork again' },
	parameters: [fileId],
	async execute(call) {
		return objectOf(await call.transport.call(siteFlow.refetchFile, { ids: { fileId: call.required('fileId', 'File ID') } }));
	},
};
