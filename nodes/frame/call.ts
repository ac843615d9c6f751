import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { objectOf } from '../hp/answer';
import type { Endpoint } from '../hp/endpoint';
import { Fault } from '../hp/fault';
import { isSiteFlowId } from '../hp/siteFlowId';
import type { ApiRequest, Transport } from '../hp/transport';
import { type Collection, collectionIn, Fields, labelIn, rowsIn } from './fields';

/** One item on its way through one operation. */
export class Call extends Fields {
	/** @param parameters of the operation, for their names in the editor */
	constructor(
		readonly functions: IExecuteFunctions,
		readonly transport: Transport,
		readonly item: number,
		private readonly parameters: INodeProperties[] = [],
	) {
		super();
	}

	/**
	 * Makes one of HP's calls and gives the object it answers.
	 * @param wrapper the field of the answer that may hold the object
	 * @throws Fault, which says what may have happened where that stays unclear
	 */
	async send(endpoint: Endpoint, request: ApiRequest = {}, wrapper?: string): Promise<IDataObject> {
		try {
			return aboutIt(objectOf(await this.transport.call(endpoint, request), wrapper), endpoint, request);
		} catch (error) {
			throw error instanceof Fault ? warned(error, endpoint) : error;
		}
	}

	/** A parameter's value for this item, with its expressions resolved. */
	parameter<T>(name: string, fallback?: T): T {
		return this.functions.getNodeParameter(name, this.item, fallback) as T;
	}

	/** What the step before gives. */
	get json(): IDataObject {
		return this.functions.getInputData()[this.item]?.json ?? {};
	}

	value(name: string): unknown {
		return this.parameter<unknown>(name, '');
	}

	label(name: string): string {
		return labelIn(this.parameters, name);
	}

	/** The optional fields of a collection. */
	collection(name: string): Collection {
		return collectionIn(this.value(name), this.property(name));
	}

	/** The rows of a list in the form. @param kind name of the kind of row */
	rows(name: string, kind: string): Collection[] {
		return rowsIn(this.value(name), this.property(name), kind);
	}

	/** A collection of optional fields, as they are. */
	fields(name: string): IDataObject {
		return this.parameter<IDataObject>(name, {});
	}

	private property(name: string): INodeProperties {
		return this.parameters.find((one) => one.name === name) ?? { displayName: name, name, type: 'collection', default: {} };
	}
}

/**
 * What is answered to a question about one thing, or to its change, is about this thing.
 * @throws Fault if it has another ID
 */
function aboutIt(answer: IDataObject, { path }: Endpoint, { ids = {} }: ApiRequest): IDataObject {
	const [, thing = '', name = ''] = /\/(\w+)\/\{(\w+)Id\}(?:\/refetch)?$/.exec(path) ?? [];
	const asked = thing.toLowerCase() === name.toLowerCase() ? (ids[`${name}Id`] ?? '').trim() : '';
	const { _id } = answer;
	// Whoever gave a code for the ID hears from HP whether it knows such a thing.
	if (![asked, _id].every((one) => typeof one === 'string' && isSiteFlowId(one)) || asked.toLowerCase() === String(_id).toLowerCase())
		return answer;
	throw new Fault(`HP was asked for the ${name} "${asked}" and answered with "${_id}"`, {
		description: 'Run the item again later. If it stays so, check the Base URL in the credential.',
		unclear: true,
	});
}

/** Says of a call that does its work each time it is sent what may have come of it. */
function warned(fault: Fault, { api, mayHave }: Endpoint): Fault {
	if (!fault.details.unclear || !mayHave) return fault;
	const where = api === 'box' ? 'PrintOS Box' : 'Site Flow';
	return fault.with(`${fault.message}. ${mayHave} all the same: look in ${where} before you run the item again.`);
}
