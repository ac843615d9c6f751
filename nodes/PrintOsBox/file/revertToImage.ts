import type { Operation } from '../../frame/operation';
import { box } from '../../hp/box';
import { fileId } from '../ids';

export const revertToImage: Operation = {
	option: {
		name: 'Revert to Image',
		value: 'revertToImage',
		action: 'Revert a file to the image',
		description: 'Go back from the PDF to the image it was made of',
	},
	endpoint: box.revertConversion,
	parameters: fileId,
	async execute(call) {
		return await call.send(box.revertConversion, { ids: { fileId: call.id('fileId') } });
	},
};
