import { UserError } from 'n8n-workflow';

/** Why a request gets no run, as its sender is told. Holds nothing of the request and nothing of the secret. */
export class Refusal extends UserError {
	/**
	 * @param status HTTP status of the answer
	 * @param hint what n8n's log says beside it: for whoever set the trigger up, not for the sender
	 */
	constructor(
		readonly status: 400 | 401 | 413 | 500 | 503,
		message: string,
		readonly hint = '',
	) {
		super(message);
	}
}
