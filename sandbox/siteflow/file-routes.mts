import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError } from '../errors.mts';
import { listOrPage } from '../lists.mts';
import { askedMimeType, newUpload } from '../uploads.mts';
import { refetch } from './life.mts';
import type { OrderFile, OrderRecord } from './model.mts';
import { found, type Params } from './requests.mts';

/** Artwork: upload URLs and the files of orders (docs/printos-api.md C.3). */
export function fileRoutes(app: FastifyInstance, context: Context): void {
	const find = (request: FastifyRequest): { record: OrderRecord; file: OrderFile } => {
		const { id = '' } = request.params as Params;
		const record = context.state.orders.getByPart(id);
		const file = record?.order.files.find(({ _id }) => _id === id);
		if (!record || !file) throw new ApiError(404, 'File not found');
		return { record, file };
	};
	const ofOrder = (request: FastifyRequest) =>
		listOrPage(found(context.state.orders.get((request.params as Params).id ?? '')).order.files, {});

	app.get('/file/getpreupload', async (request) => {
		const { upload, fetch } = newUpload(context, request, askedMimeType(request));
		return { upload, fetch };
	});
	app.get('/file/:id', async (request) => find(request).file);
	app.get('/file/order/:id', async (request) => {
		if (context.settings.orderFilesPath === 'files') throw new ApiError(404, 'Not Found');
		return ofOrder(request);
	});
	app.get('/files/order/:id', async (request) => ofOrder(request));
	// HP answers "content or link" (docs/printos-api.md C.3); the sandbox keeps no copy of what it fetched, so a link.
	app.get('/file/download/:id', async (request) => ({ url: find(request).file.path }));
	app.put('/file/:id/refetch', async (request) => {
		const { record, file } = find(request);
		if (!file.fetch) throw new ApiError(400, 'The file has no address to fetch it from');
		refetch(context, record, [file]);
		return file;
	});
}
