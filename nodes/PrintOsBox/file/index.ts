import type { Resource } from '../../frame/operation';
import { convertToPdf } from './convertToPdf';
import { remove } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { preflight } from './preflight';
import { revertToImage } from './revertToImage';
import { revertToOriginal } from './revertToOriginal';
import { sendToDevice } from './sendToDevice';
import { update } from './update';
import { upload } from './upload';

export const file: Resource = {
	name: 'File',
	value: 'file',
	operations: [upload, get, getAll, update, preflight, convertToPdf, revertToImage, revertToOriginal, sendToDevice, remove],
};
