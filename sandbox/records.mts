import type { Answer, AnswerName } from './answers.mts';

/** A place for one upload, like a key in an S3 bucket. */
export interface Upload {
	_id: string;
	contentType: string;
	created: string;
	/** Milliseconds since 1970: both URLs stop working then. */
	expires: number;
	/** The signatures that make the two URLs valid. */
	putSignature: string;
	getSignature: string;
	/** Bytes; null until something was stored. */
	size: number | null;
	sha256: string | null;
	stored: string | null;
	/** The file on disk, once stored. */
	path: string | null;
	whenStored: ((upload: Upload) => void) | undefined;
}

/** Binds events to a template and a target, as an administrator does in Site Flow (docs/printos-api.md D.2). */
export interface Trigger {
	_id: string;
	name: string;
	url: string;
	method: 'POST' | 'PUT' | 'GET';
	contentType: string;
	/** The header the token is sent in, "authorization" as in Site Flow. */
	tokenHeader: string;
	token: string;
	/** The events it is for; undefined = all. */
	events: string[] | undefined;
	/** A template of its own; else each event's file in postback-templates/. */
	template: string | undefined;
	/** One of the templates made on the board. */
	templateId: string | undefined;
	active: boolean;
}

/** A template as Site Flow's page of that name keeps it (docs/printos-api.md C.4). */
export interface Template {
	_id: string;
	name: string;
	/** Handlebars. */
	text: string;
	createdAt: string;
	updatedAt: string;
}

/** A postback and how it was answered. */
export interface PostbackRecord {
	_id: string;
	event: string;
	orderId: string | null;
	sourceOrderId: string | null;
	method: string;
	url: string;
	created: string;
	body: string;
	/** "sending" until it was answered or given up. */
	state: 'sending' | 'delivered' | 'failed';
	attempts: Array<{ at: string; status: number | null; milliseconds: number; error?: string }>;
}

/** How certain calls are answered, whatever the sandbox itself would say. */
export interface Mood {
	/** Method and path, in both of which a star stands for anything: "POST *\/api/order". */
	call: string;
	answer: AnswerName | 'anotherOrder' | Answer;
	/** Not carried out at all, or carried out first: always answered so, only if that went well, only if it was refused. */
	when: 'instead' | 'afterwards' | 'done' | 'refused';
	/** How many such calls pass before. */
	skip: number;
	/** How many are then answered so. */
	times: number;
	/** How many there were. */
	met: number;
}

/** What a press printed, by the fields of Print Beat's jobs (docs/printos-api.md F): here each time Box sent it a file. */
export interface PrintedJob {
	marker: number;
	/** The press by its serial number. */
	deviceId: string;
	jobName: string;
	jobProgress: 'PRINTED';
	jobSubmitTime: string;
	/** A copy counts as one. */
	impressions: number;
}
