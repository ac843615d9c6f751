import type { IDataObject } from 'n8n-workflow';

import { objectOf } from '../hp/answers';
import type { Endpoint } from '../hp/endpoint';
import { Fault } from '../hp/faults';
import type { Call } from '../frame/operation';
import type { ApiRequest } from '../hp/transport';

/**
 * Makes a call that does its work each time it is sent, so that the transport doesn't repeat it: two folders, two
 * files or two prints are worse than an error.
 * @param mayHave what may have happened although no clear answer came, such as "The folder may exist"
 * @throws Fault, which says so in that case
 */
export async function callOnce(call: Call, endpoint: Endpoint, request: ApiRequest, mayHave: string): Promise<IDataObject> {
	try {
		return objectOf(await call.transport.call(endpoint, request));
	} catch (error) {
		throw warned(error, mayHave);
	}
}

function warned(error: unknown, mayHave: string): unknown {
	if (!(error instanceof Fault) || !error.details.unclear) return error;
	return new Fault(`${error.message}. ${mayHave} all the same: look in PrintOS Box before you run the item again.`, error.details);
}
