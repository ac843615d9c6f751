import { type JsonObject, OperationalError } from 'n8n-workflow';

/** What an error is about, to route by in a workflow: who has to see to it. */
export type Category = 'sku' | 'duplicate' | 'artwork' | 'address' | 'carrier' | 'credential' | 'network' | 'other';

/** One complaint of HP's order validation (code 208), or of our own check before it. */
export interface Validation {
	path: string;
	message: string;
}

export interface FaultDetails {
	/** HTTP status; none if no answer came. */
	status?: number;
	/** HP's own code, such as 208 or NotFound. */
	code?: string;
	validations?: Validation[];
	/** What it is about, where neither a field nor HP's answer tells. */
	category?: Category;
	/** The way out, in a sentence or two. */
	description?: string;
	/** When to try again, as the Retry-After header put it. */
	retryAfter?: string;
	/** The request may have been carried out although no good answer came. */
	unclear?: boolean;
	/** Sending it again would end the same way. */
	final?: boolean;
	/** What is known of half-done work, to be put out beside the message. */
	data?: JsonObject;
}

/** Anything that goes wrong between a node and HP. Carries no request, no header and no cause: those hold signatures. */
export class Fault extends OperationalError {
	constructor(
		message: string,
		readonly details: FaultDetails = {},
	) {
		super(message);
	}

	/** The same fault, said better or with more known. */
	with(message: string, more: FaultDetails = {}): Fault {
		return new Fault(message, { ...this.details, ...more });
	}
}

/** What came of a call: its data, or the Fault it failed with. Anything else thrown is thrown on. */
export async function orFault<T>(promise: Promise<T>): Promise<T | Fault> {
	return await promise.catch(async (error: unknown) => (error instanceof Fault ? error : await Promise.reject(error)));
}

/** What a call gives, undefined if HP knows nothing of the kind (404). Any other fault is thrown on. */
export async function ifFound<T>(promise: Promise<T>): Promise<T | undefined> {
	const answer = await orFault(promise);
	if (!(answer instanceof Fault)) return answer;
	if (answer.details.status === 404) return undefined;
	throw answer;
}

/** Beyond so many nobody reads on; the data beside the message has them all. */
const mostListed = 100;

/** @returns the faults of an order as a person reads them: one a line, and told apart by dots where n8n's editor runs lines together */
export function bulletList(validations: Validation[]): string {
	const lines = validations.slice(0, mostListed).map(({ path, message }) => (path ? `• ${message} (${path})` : `• ${message}`));
	const more = validations.length - lines.length;
	return [...lines, ...(more > 0 ? [`• and ${more} more`] : [])].join('\n');
}
