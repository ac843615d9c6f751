import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError } from '../errors.mts';
import { bodyOf, isHttpUrl, isObject, type Json, optionalText, requiredText, toNumber } from '../fields.mts';
import { newId } from '../ids.mts';
import { pageOf } from '../lists.mts';
import { checkRoom } from '../room.mts';
import { askedMimeType, newUpload } from '../uploads.mts';
import {
	convertToPdf,
	createFile,
	deleteFile,
	moveFile,
	type NewFile,
	preflight,
	revertToImage,
	revertToOriginal,
	sendToDevice,
} from './files.mts';
import { type BoxFile, type Contact, currentVersion, type Folder, showFile, showFolder } from './model.mts';

function idIn(request: FastifyRequest): string {
	return (request.params as { id: string }).id;
}

function find<T>(records: Map<string, T>, id: string, what: string): T {
	const record = records.get(id);
	if (record === undefined) throw new ApiError(404, `${what} not found`);
	return record;
}

function copiesIn(body: Json): number | undefined {
	if (body.copies === undefined || body.copies === null) return undefined;
	const copies = toNumber(body.copies);
	if (!Number.isInteger(copies) || copies < 1) throw new ApiError(400, 'copies must be a whole number of 1 or more');
	return copies;
}

/** Which values HP refuses here is unknown. Refusing substrates and flows that aren't in the account's lists is adopted. */
function printInstructionsIn(context: Context, body: Json): Partial<BoxFile['printInstructions']> {
	const copies = copiesIn(body);
	const [notes, substrate, flow] = ['notes', 'substrate', 'flow'].map((field) => optionalText(body, field));
	const { substrates, flows } = context.catalogue;
	if (substrate && !substrates.includes(substrate)) throw new ApiError(400, `There is no substrate "${substrate}"`);
	if (flow && !flows.some(({ _id, name, ezName }) => [_id, name, ezName].includes(flow)))
		throw new ApiError(400, `There is no flow "${flow}"`);
	return {
		...(copies !== undefined && { copies }),
		...(notes !== undefined && { notes }),
		...(substrate && { substrate }),
		...(flow && { flow }),
	};
}

function newFileIn(context: Context, body: Json): NewFile {
	const name = requiredText(body, 'name');
	const url = requiredText(body, 'url');
	if (!isHttpUrl(url)) throw new ApiError(400, 'url must be an http or https address');
	return { name, url, printInstructions: { copies: 1, notes: '', ...printInstructionsIn(context, body) } };
}

/** A list as Box answers it; in pages only if the sandbox is told so, by what a page of Site Flow says (adopted). */
function listOf<T>({ settings: { boxPageSize } }: Context, request: FastifyRequest, rows: Iterable<T>) {
	const items = [...rows];
	if (boxPageSize === 0) return { items };
	const { page } = pageOf(request.query as Json);
	return { items: items.slice((page - 1) * boxPageSize, page * boxPageSize), page, pages: Math.ceil(items.length / boxPageSize) };
}

/** HP documents these seven calls (docs/printos-api.md B.1). */
function documentedRoutes(app: FastifyInstance, context: Context): void {
	const organization = context.catalogue.account._id;

	app.post('/folder', async (request) => {
		const body = bodyOf(request);
		const now = new Date().toISOString();
		const folder: Folder = {
			_id: newId(),
			name: requiredText(body, 'name'),
			from: optionalText(body, 'from') ?? '',
			to: optionalText(body, 'to') ?? '',
			created: now,
			modified: now,
			files: new Set(),
		};
		const given = body.files ?? [];
		if (!Array.isArray(given) || !given.every(isObject)) throw new ApiError(400, 'files must be a list of objects');
		const files = given.map((file) => newFileIn(context, file));
		checkRoom(context, context.state.folders.size);
		checkRoom(context, context.state.files.size + files.length - 1);
		context.state.folders.set(folder._id, folder);
		for (const file of files) createFile(context, folder, file);
		return showFolder(folder, organization);
	});

	app.get('/folder/:id', async (request) => showFolder(find(context.state.folders, idIn(request), 'Folder'), organization));

	app.post('/file', async (request) => {
		const body = bodyOf(request);
		const file = newFileIn(context, body);
		const folder = find(context.state.folders, requiredText(body, 'folderId'), 'Folder');
		return showFile(createFile(context, folder, file), organization);
	});

	app.get('/file/:id', async (request) => showFile(find(context.state.files, idIn(request), 'File'), organization));

	app.get('/file/uploadurls', async (request) => {
		const { upload, fetch } = newUpload(context, request, askedMimeType(request));
		return { upload, fetch };
	});

	app.get('/substrate', async () => context.catalogue.substrates);
	app.get('/flow', async (request) => listOf(context, request, context.catalogue.flows));
}

/** HP announced these and published no paths: all of them are adopted (docs/printos-api.md B.4). */
function adoptedRoutes(app: FastifyInstance, context: Context): void {
	const organization = context.catalogue.account._id;

	app.get('/contact', async (request) => listOf(context, request, context.state.contacts.values()));
	app.get('/contact/:id', async (request) => find(context.state.contacts, idIn(request), 'Contact'));
	app.post('/contact', async (request) => {
		const body = bodyOf(request);
		const now = new Date().toISOString();
		const contact: Contact = {
			_id: newId(),
			name: requiredText(body, 'name'),
			email: requiredText(body, 'email'),
			company: optionalText(body, 'company') ?? '',
			phone: optionalText(body, 'phone') ?? '',
			created: now,
			modified: now,
		};
		if (!/^[^@\s]+@[^@\s]+$/.test(contact.email)) throw new ApiError(400, 'email is not an e-mail address');
		checkRoom(context, context.state.contacts.size);
		context.state.contacts.set(contact._id, contact);
		return contact;
	});
	app.delete('/contact/:id', async (request) => {
		find(context.state.contacts, idIn(request), 'Contact');
		context.state.contacts.delete(idIn(request));
		return {};
	});

	app.get('/folder', async (request) =>
		listOf(
			context,
			request,
			[...context.state.folders.values()].map((folder) => showFolder(folder, organization)),
		),
	);
	app.delete('/folder/:id', async (request) => {
		const folder = find(context.state.folders, idIn(request), 'Folder');
		for (const file of folder.files) deleteFile(context, file);
		context.state.folders.delete(folder._id);
		return {};
	});

	app.get('/file', async (request) => {
		const { folderId } = request.query as { folderId?: string };
		const files = folderId === undefined ? context.state.files.values() : find(context.state.folders, folderId, 'Folder').files;
		return listOf(
			context,
			request,
			[...files].map((file) => showFile(file, organization)),
		);
	});
	app.put('/file/:id', async (request) => {
		const body = bodyOf(request);
		const file = find(context.state.files, idIn(request), 'File');
		const name = body.name === undefined ? file.name : requiredText(body, 'name');
		const instructions = printInstructionsIn(context, body);
		const folderId = optionalText(body, 'folderId');
		if (folderId !== undefined) moveFile(context, file, find(context.state.folders, folderId, 'Folder'));
		Object.assign(file, { name, modified: new Date().toISOString() });
		Object.assign(file.printInstructions, instructions);
		return showFile(file, organization);
	});
	app.delete('/file/:id', async (request) => {
		deleteFile(context, find(context.state.files, idIn(request), 'File'));
		return {};
	});

	const fileAction = (path: string, act: (file: BoxFile, body: Json) => void) =>
		app.post(`/file/:id/${path}`, async (request) => {
			const body = bodyOf(request);
			const file = find(context.state.files, idIn(request), 'File');
			act(file, body);
			return showFile(file, organization);
		});
	fileAction('preflight', (file, body) => preflight(context, file, optionalText(body, 'profile') ?? 'standard'));
	fileAction('convert', (file) => convertToPdf(context, file));
	fileAction('convert/revert', (file) => revertToImage(context, file));
	fileAction('revert', (file) => revertToOriginal(context, file));
	fileAction('send', (file, body) => {
		const deviceId = requiredText(body, 'deviceId');
		const device = context.catalogue.devices.find(({ _id }) => _id === deviceId);
		if (!device) throw new ApiError(404, 'Device not found');
		sendToDevice(context, file, device, copiesIn(body));
	});

	app.get('/device', async (request) => listOf(context, request, context.catalogue.devices));

	app.get('/dashboard', async () => {
		const { folders, files, contacts } = context.state;
		const all = [...files.values()];
		const count = (test: (file: BoxFile) => boolean) => all.filter(test).length;
		return {
			folders: folders.size,
			files: all.length,
			contacts: contacts.size,
			devices: context.catalogue.devices.length,
			totalSize: all.reduce((sum, file) => sum + (file.size ?? 0), 0),
			preflightPending: count((file) => currentVersion(file).status === 'pending'),
			preflightOk: count((file) => currentVersion(file).status === 'ok'),
			preflightError: count((file) => currentVersion(file).status === 'error'),
			sent: count((file) => file.lastSent !== null),
		};
	});
}

/** PrintOS Box, under /box/api/partner. */
export function boxRoutes(app: FastifyInstance, context: Context): void {
	documentedRoutes(app, context);
	adoptedRoutes(app, context);
}
