import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify, type FastifyInstance } from 'fastify';
import { guard, readJson } from './access.mts';
import { gate } from './background.mts';
import { boardRoutes } from './board.mts';
import { boxRoutes } from './box/routes.mts';
import { type Catalogue, readCatalogue } from './catalogue.mts';
import { type Context, newState, type State } from './context.mts';
import { controlRoutes, reset } from './control.mts';
import { describeState } from './describe.mts';
import { readTriggers } from './postbacks/triggers.mts';
import { missingToken, notFoundException } from './errors.mts';
import { newId } from './ids.mts';
import { readMoods } from './moods.mts';
import { changeSettings, defaultSettings, type SandboxOptions, type Settings } from './options.mts';
import { printBeatRoutes } from './printbeat.mts';
import { payloadRoute, siteFlowRoutes, submissionRoutes } from './siteflow/routes.mts';
import { uploadStore } from './uploads.mts';

export type { State } from './context.mts';
export type { SandboxOptions, Settings } from './options.mts';
export type { PostbackRecord, Trigger } from './records.mts';
export type { Order, OrderRecord } from './siteflow/model.mts';
export { events, render, templateOf } from './postbacks/templates.mts';

/** What the control API's GET /_sandbox/state answers. */
export type StateDescription = ReturnType<typeof describeState>;

export interface Sandbox {
	/** e.g. http://127.0.0.1:4010; a credential's custom base URL for both account kinds. */
	url: string;
	/** The custom submission URL for an account of kind Site Flow. */
	submissionUrl: string;
	port: number;
	key: string;
	secret: string;
	/** Live: changes take effect at once. */
	settings: Settings;
	/** What the account has set up; another object after a reset. */
	readonly catalogue: Catalogue;
	/** Live records; another object after a reset. */
	readonly state: State;
	/** The same as GET /_sandbox/state, without the way through HTTP. */
	describe(limit?: number): StateDescription;
	/** Where postbacks go, as PUT /_sandbox/postbacks takes it. */
	setPostbacks(triggers: unknown): void;
	/** How calls are answered, as PUT /_sandbox/moods takes it; a reset ends them all. */
	setMoods(moods: unknown): void;
	reset(): Promise<void>;
	close(): Promise<void>;
}

function routes(app: FastifyInstance, context: Context): void {
	const scope = (prefix: string, register: (scoped: FastifyInstance) => void) =>
		app.register(
			async (scoped) => {
				register(scoped);
			},
			{ prefix },
		);

	scope('/box', (box) => {
		guard(box, context, { scheme: 'printOs', serviceBase: '/box', errors: 'gateway' });
		void box.register(async (partner) => boxRoutes(partner, context), { prefix: '/api/partner' });
	});
	scope('/siteflow', (gateway) => {
		guard(gateway, context, { scheme: 'printOs', serviceBase: '/siteflow', errors: 'siteFlow' });
		void gateway.register(async (api) => siteFlowRoutes(api, context, 201), { prefix: '/api' });
	});
	scope('/printbeat', (printBeat) => {
		guard(printBeat, context, { scheme: 'printOs', serviceBase: '/printbeat', errors: 'gateway', unknownPath: notFoundException });
		printBeatRoutes(printBeat, context);
	});
	scope('/api', (api) => {
		guard(api, context, { scheme: 'siteFlow', serviceBase: '', errors: 'siteFlow' });
		siteFlowRoutes(api, context, 200);
	});
	scope('/submission/api', (api) => {
		guard(api, context, { scheme: 'siteFlow', serviceBase: '/submission', errors: 'siteFlow', unknownPath: missingToken });
		submissionRoutes(api, context);
	});
	scope('/store', (store) => uploadStore(store, context));
	scope('/_sandbox', (control) => controlRoutes(control, context));
	payloadRoute(app, context);

	boardRoutes(app, context);
}

/**
 * Starts a local PrintOS: Box, Site Flow, a part of Print Beat, upload store, postbacks, order board and control API in one server.
 * @throws Error when the catalogue or a setting is wrong, or the port is taken
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', key = 'sandbox-key', secret = 'sandbox-secret', hashUploads = true, publicUrl } = options;
	const freshCatalogue = readCatalogue(options.catalogue);
	const catalogue = freshCatalogue();
	const settings: Settings = { ...defaultSettings };
	changeSettings(settings, options.settings ?? {});
	const context: Context = {
		key,
		secret,
		catalogue,
		freshCatalogue,
		settings,
		hashUploads,
		publicUrl,
		hosts: [host, ...(publicUrl ? [new URL(publicUrl).hostname] : []), ...(options.hosts ?? [])].map((name) => name.toLowerCase()),
		uploadFolder: join(tmpdir(), `printos-sandbox-${newId()}`),
		oneDownload: gate(8),
		oneDelivery: gate(20),
		state: newState(catalogue),
	};
	const setPostbacks = (triggers: unknown) => {
		context.state.triggers = readTriggers(triggers);
	};
	if (options.postbackUrl) setPostbacks({ url: options.postbackUrl, token: options.postbackToken ?? '' });

	const app = fastify({
		bodyLimit: 20 * 1024 * 1024,
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		routerOptions: { ignoreTrailingSlash: true, maxParamLength: 4096 },
	});
	readJson(app);
	routes(app, context);
	await app.listen({ port, host });
	const { port: listening } = app.server.address() as AddressInfo;
	const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
	const url = `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${listening}`;

	return {
		url,
		submissionUrl: `${url}/submission`,
		port: listening,
		key,
		secret,
		settings,
		get catalogue() {
			return context.catalogue;
		},
		get state() {
			return context.state;
		},
		describe: (limit) => describeState(context, limit),
		setPostbacks,
		setMoods: (moods) => {
			context.state.moods = readMoods(moods);
		},
		reset: () => reset(context),
		close: async () => {
			await context.state.background.end();
			await app.close();
			await rm(context.uploadFolder, { recursive: true, force: true });
		},
	};
}
