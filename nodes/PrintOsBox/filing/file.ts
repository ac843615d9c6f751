import { type IBinaryData, type IDataObject, UserError } from 'n8n-workflow';

import { fileAddress } from '../../frame/address/fileAddress';
import type { Call } from '../../frame/call';
import { uploadBinary } from '../../frame/binary';
import { box } from '../../hp/box';
import { isLocalHost } from '../../hp/localHost';

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

/**
 * The web address of a file.
 * @param label how the editor calls the parameter
 * @throws UserError that names the parameter if HP cannot fetch from there
 */
export async function webAddress(call: Call, text: string, label: string): Promise<URL> {
	const { base } = await call.transport.roots();
	const { value, problem } = fileAddress(text, isLocalHost(new URL(base).hostname), Date.now());
	if (problem !== undefined) throw new UserError(`${label} ${problem}`);
	return new URL(value);
}
