/** How the sandbox behaves. Every one can be changed while it runs: PUT /_sandbox/settings. Times in milliseconds. */
export const defaultSettings = {
	/** Added to every API request before it is looked at. */
	latencyMs: 0,
	/** How long an order stays invisible after asynchronous submission, or until it is dropped. HP states no time. */
	acceptanceDelayMs: 300,
	/** How long Box takes to preflight or convert a file. */
	preflightMs: 700,
	/** Orders move on by themselves, one status each time; 0 = only when asked to. */
	autoAdvanceMs: 0,
	/** Drop every asynchronous submission, valid or not. */
	dropAsync: false,
	/** More API requests than this in a window get 429; 0 = no limit. */
	requestsPerMinute: 0,
	/** The window of requestsPerMinute: a minute, unless a test is in a hurry. */
	rateWindowMs: 60_000,
	/** Really download artwork and files given by URL. Off: every URL counts as received. */
	download: true,
	downloadTimeoutMs: 60_000,
	downloadMaxBytes: 4 * 1024 ** 3,
	/** Box lists come in pages of so many rows, asked for with `page`; 0 = whole. HP says nothing of pages in Box. */
	boxPageSize: 0,
	/** Where tracking is found once a shipment is shipped: on the shipment and on each of its packages, or on the packages alone. */
	trackingIn: 'both' as 'both' | 'packages',
	/** Which of the two known paths lists an order's files: both, or only the older /files/order/{id} (the other is then 404). */
	orderFilesPath: 'both' as 'both' | 'files',
	/** The most orders, folders, files, contacts and open upload URLs, of each; and bytes of all that was sent to be kept. Beyond, 507. */
	maxRecords: 1_000_000,
	maxOrderBytes: 1024 ** 3,
	/** The wait before a failed postback is sent again; doubles each time. HP states neither spacing nor count. */
	postbackRetryMs: 250,
	postbackAttempts: 4,
	postbackTimeoutMs: 10_000,
};

export type Settings = typeof defaultSettings;

/** The settings that are one of a few words. */
const choices: Partial<Record<string, string[]>> = { orderFilesPath: ['both', 'files'], trackingIn: ['both', 'packages'] };

export interface SandboxOptions {
	/** 0 takes any free port. Default 0; the command line's default is 4010. */
	port?: number;
	/** Default 127.0.0.1: nobody else's machine. */
	host?: string;
	key?: string;
	secret?: string;
	/** Path of a catalogue file. Default: catalogue.json beside this file. */
	catalogue?: string;
	postbackUrl?: string;
	postbackToken?: string;
	/** Host names the board and the control API answer to, besides localhost and addresses. Default: those of `host` and `publicUrl`. */
	hosts?: string[];
	/** Compute a SHA-256 of every upload. Default true. */
	hashUploads?: boolean;
	/** The address put into upload URLs. Default: the host each request was sent to. */
	publicUrl?: string;
	settings?: Partial<Settings>;
}

/**
 * Takes changes to the settings, all or none of them.
 * @throws Error naming the first setting that is unknown or of the wrong type.
 */
export function changeSettings(settings: Settings, changes: Record<string, unknown>): void {
	for (const [name, value] of Object.entries(changes)) {
		const present = Object.hasOwn(settings, name) ? settings[name as keyof Settings] : undefined;
		if (present === undefined) throw new Error(`There is no setting "${name}". There are: ${Object.keys(settings).join(', ')}.`);
		if (typeof value !== typeof present) throw new Error(`The setting "${name}" takes a ${typeof present}.`);
		if (typeof value === 'number' && !(value >= 0)) throw new Error(`The setting "${name}" can't be negative.`);
		const words = choices[name];
		if (words && !words.includes(String(value)))
			throw new Error(`The setting "${name}" is ${words.map((word) => `"${word}"`).join(' or ')}.`);
	}
	Object.assign(settings, changes);
}
