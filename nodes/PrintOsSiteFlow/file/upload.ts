import type { Operation } from '../../frame/operation';
import { binarySource, uploadBinary } from '../../frame/binary';
import { siteFlow } from '../../hp/siteFlow';

export const upload: Operation = {
	option: {
		name: 'Upload',
		value: 'upload',
		action: 'Upload a file',
		description: "Upload artwork. The output's URL is ready to be a component's artwork URL.",
	},
	endpoint: siteFlow.uploadUrls,
	parameters: [
		{
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the field of the item that holds the file, or an expression that gives the file itself',
		},
	],
	async execute(call) {
		const file = await uploadBinary(
			call,
			siteFlow.uploadUrls,
			binarySource(call.parameter('binaryPropertyName', ''), 'Input Binary Field'),
		);
		return { ...file, path: file.url, fetch: true };
	},
};
