import { type IDataObject, type IExecuteFunctions, UserError } from 'n8n-workflow';

import { objectOf } from '../hp/answer';
import type { Endpoint } from '../hp/endpoint';
import { Fault } from '../hp/fault';
import type { ApiRequest, Transport } from '../hp/transport';

/** One item on its way through one operation. */
export class Call {
	constructor(
		readonly functions: IExecuteFunctions,
		readonly transport: Transport,
		readonly item: number,
	) {}

	/**
	 * Makes one of HP's calls and gives the object it answers.
	 * @param wrapper the field of the answer that may hold the object
	 * @throws Fault, which says what may have happened where that stays unclear
	 */
	async send(endpoint: Endpoint, request: ApiRequest = {}, wrapper?: string): Promise<IDataObject> {
		try {
			return objectOf(await this.transport.call(endpoint, request), wrapper);
		} catch (error) {
			throw error instanceof Fault ? warned(error, endpoint) : error;
		}
	}

	/** A parameter's value for this item, with its expressions resolved. */
	parameter<T>(name: string, fallback?: T): T {
		return this.functions.getNodeParameter(name, this.item, fallback) as T;
	}

	/** A parameter's text, trimmed. Numbers from expressions count as text. */
	text(name: string): string {
		return String(this.parameter<unknown>(name, '') ?? '').trim();
	}

	/** A text that must be given. */
	required(name: string, label: string): string {
		const text = this.text(name);
		if (!text) throw new UserError(`${label} is empty. Fill it in, or check the expression that gives it.`);
		return text;
	}

	/**
	 * An ID, chosen from a list or typed.
	 * @param label how the editor calls the parameter
	 * @throws UserError if there is none, or it is a path step: `..` would address something else
	 */
	id(name: string, label: string): string {
		const id = String(this.functions.getNodeParameter(name, this.item, '', { extractValue: true }) ?? '').trim();
		if (id !== '' && id !== '.' && id !== '..') return id;
		throw new UserError(`${label}: ${id ? `"${id}" is not an ID` : 'the ID is empty'}. Choose one, or check the expression that gives it.`);
	}

	/** A collection of optional fields. */
	fields(name: string): IDataObject {
		return this.parameter<IDataObject>(name, {});
	}
}

/** Says of a call that does its work each time it is sent what may have come of it. */
function warned(fault: Fault, { api, mayHave }: Endpoint): Fault {
	if (!fault.details.unclear || !mayHave) return fault;
	const where = api === 'box' ? 'PrintOS Box' : 'Site Flow';
	return fault.with(`${fault.message}. ${mayHave} all the same: look in ${where} before you run the item again.`);
}
