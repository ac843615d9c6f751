import { Background, gate } from './background.mts';
import type { BoxFile, Contact, Folder } from './box/model.mts';
import type { Catalogue } from './catalogue.mts';
import type { Settings } from './options.mts';
import { Recent } from './recent.mts';
import type { Mood, PostbackRecord, PrintedJob, Template, Trigger, Upload } from './records.mts';
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
	readonly printed: PrintedJob[];
	readonly printedLog: Recent<PrintedJob>;
	/** When Print Beat's jobs were asked for lately. */
	jobsAsked: number[];
	uploads: Map<string, Upload>;
	readonly submissionErrors: SubmissionError[];
	readonly submissionErrorLog: Recent<SubmissionError>;
	/** Asynchronous submissions not processed yet, by the order's id. */
	pendingSubmissions: Map<string, unknown>;
	triggers: Trigger[];
	templates: Template[];
	readonly postbacks: PostbackRecord[];
	readonly postbackLog: Recent<PostbackRecord>;
	moods: Mood[];
	/** How often each API method and route was called, refused calls included. */
	requests: Map<string, number>;
	/** Of the bodies of all calls that left something behind. */
	bytesTaken: number;
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
	/** Names the sandbox may be called by, besides addresses and localhost. */
	readonly hosts: readonly string[];
	readonly oneDownload: ReturnType<typeof gate>;
	readonly oneDelivery: ReturnType<typeof gate>;
	state: State;
}

/** Of postbacks' bodies, and of submissions that were dropped. */
const logCharacters = 128 * 1024 ** 2;

export function newState(catalogue: Catalogue): State {
	const submissionErrorLog = new Recent<SubmissionError>(20_000, logCharacters);
	const printedLog = new Recent<PrintedJob>(100_000, Infinity);
	const postbackLog = new Recent<PostbackRecord>(20_000, logCharacters);
	return {
		folders: new Map(),
		files: new Map(),
		contacts: new Map(),
		orders: new OrderBook(),
		batches: new Map(),
		stock: new Map(catalogue.stock.map((item) => [item.code, item.quantity])),
		printed: printedLog.records,
		printedLog,
		jobsAsked: [],
		uploads: new Map(),
		submissionErrors: submissionErrorLog.records,
		submissionErrorLog,
		pendingSubmissions: new Map(),
		triggers: [],
		templates: [],
		postbacks: postbackLog.records,
		postbackLog,
		moods: [],
		requests: new Map(),
		bytesTaken: 0,
		inFlight: 0,
		highestConcurrency: 0,
		rateWindow: { start: 0, used: 0 },
		background: new Background(),
	};
}
