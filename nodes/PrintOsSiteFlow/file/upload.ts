import { binarySource, uploadBinary } from '../../frame/binary';
import type { Operation } from '../../frame/operation';
import { binaryField } from '../../frame/parameters';
import { siteFlow } from '../../hp/siteFlow';

export const upload: Operation = {
	option: {
		name: 'Upload',
		value: 'upload',
		action: 'Upload a file',
		description: "Upload artwork. The output's URL is ready to be a component's artwork URL.",
	},
	endpoint: siteFlow.uploadUrls,
	parameters: [binaryField],
	async execute(call) {
		const source = binarySource(call.value('binaryPropertyName'), call.label('binaryPropertyName'));
		const file = await uploadBinary(call, siteFlow.uploadUrls, source);
		return { ...file, path: file.url, fetch: true };
	},
};
