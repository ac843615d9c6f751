import { Background, gate } from './background.mts';
import type { BoxFile, Contact, Folder } from './box/model.mts';
import type { Catalogue } from './catalogue.mts';
import type { Settings } from './options.mts';
import type { Mood, PostbackRecord, Trigger, Upload } from './records.mts';
import type { Batch, SubmissionError } from './siteflow/model.mts';
import { OrderBook } from './siteflow/order-book.mts';

/** Everything that has happened since the start or the last reset. */
export interface State {
	folders: Map<string, Folder>;
	files: Map<string, BoxFile>;
	contacts: Map<string, Contact>;
	orders: OrderBook;
	/** What became print ready, by the order's id: a reprint makes another batch. */
	batches: Map<string, Batch[]>;
	/** Quantity left, by stock code. */
	stock: Map<string, number>;
	uploads: Map<string, Upload>;
	submissionErrors: SubmissionError[];
	/** Asynchronous submissions not processed yet, by the order's id. */
	pendingSubmissions: Map<string, unknown>;
	triggers: Trigger[];
	postbacks: PostbackRecord[];
	moods: Mood[];
	/** How often each API method and route was called, refused calls included. */
	requests: Map<string, number>;
	inFlight: number;
	/** The most API requests that were in flight at one moment. */
	highestConcurrency: number;
	rateWindow: { start: number; used: number };
	background: Background;
}

/** What every part of the sandbox works with. `state` is another object after a reset. */
export interface Context {
	readonly key: string;
	readonly secret: string;
	/** As the account has it now; a reset makes it anew. */
	catalogue: Catalogue;
	readonly freshCatalogue: () => Catalogue;
	readonly settings: Settings;
	readonly hashUploads: boolean;
	/** Where uploads are kept; made for the first one, removed on close. */
	readonly uploadFolder: string;
	readonly publicUrl: string | undefined;
	readonly oneDownload: ReturnType<typeof gate>;
	readonly oneDelivery: ReturnType<typeof gate>;
	state: State;
}

export function newState(catalogue: Catalogue): State {
	return {
		folders: new Map(),
		files: new Map(),
		contacts: new Map(),
		orders: new OrderBook(),
		batches: new Map(),
		stock: new Map(catalogue.stock.map((item) => [item.code, item.quantity])),
		uploads: new Map(),
		submissionErrors: [],
		pendingSubmissions: new Map(),
		triggers: [],
		postbacks: [],
		moods: [],
		requests: new Map(),
		inFlight: 0,
		highestConcurrency: 0,
		rateWindow: { start: 0, used: 0 },
		background: new Background(),
	};
}
