import type { IBinaryData, IDataObject } from 'n8n-workflow';

import type { Call } from '../../frame/call';
import { uploadBinary } from '../../frame/binary';
import { box } from '../../hp/box';

/** A file on its way into a folder: a binary, or an address HP fetches it from. */
export interface NewFile {
	name: string;
	from: { binary: IBinaryData } | { url: string };
	/** Copies, notes, substrate, flow. */
	print: IDataObject;
}

/** Puts one file into a folder (docs/printos-api.md B.2): a binary is uploaded first. */
export async function fileInto(call: Call, folderId: string, file: NewFile): Promise<IDataObject> {
	return await fileAt(call, folderId, file, await addressOf(call, file));
}

/** Where HP fetches a file from. */
export async function addressOf(call: Call, { name, from }: NewFile): Promise<string> {
	return 'url' in from ? from.url : (await uploadBinary(call, box.uploadUrls, from.binary, name)).url;
}

/** Puts a file that is at an address into a folder. */
export async function fileAt(call: Call, folderId: string, { name, print }: NewFile, url: string): Promise<IDataObject> {
	return await call.send(box.createFile, { body: { url, name, folderId, ...print } });
}
