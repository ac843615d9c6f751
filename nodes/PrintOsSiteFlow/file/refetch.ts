import type { Operation } from '../../frame/operation';
import { siteFlow } from '../../hp/siteFlow';
import { fileId } from '../ids';

export const refetch: Operation = {
	option: { name: 'Refetch', value: 'refetch', action: 'Fetch a file again', description: 'Have Site Flow download the artwork again' },
	endpoint: siteFlow.refetchFile,
	parameters: [fileId],
	async execute(call) {
		return await call.send(siteFlow.refetchFile, { ids: { fileId: call.required('fileId') } });
	},
};
