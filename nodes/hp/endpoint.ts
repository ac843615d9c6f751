import { type IDataObject, UserError } from 'n8n-workflow';

/**
 * One call of one HP API. Every path stands in one table per API (`box.ts`, `siteFlow.ts`), so that a
 * correction is one line.
 */
export type Endpoint = Place & (Repeatable | Once);

interface Place {
	/** From `/api` on; `{name}` stands for an id. */
	path: string;
	api: 'box' | 'siteFlow' | 'submission';
	/**
	 * `documented`: HP publishes it. `observed`: seen in other people's working integrations.
	 * `adopted`: HP announced the capability and published no path; this one is ours (docs/printos-api.md B.4).
	 */
	source: 'documented' | 'observed' | 'adopted';
	/** What HP answers if the call was carried out before: to a retry that is a success. */
	doneBefore?: RegExp;
	/**
	 * Whether an answer holds what HP answers after a success. Any other 2xx is a refusal, or leaves open what became of the
	 * call. Without: any object that tells of no error.
	 */
	good?(answer: IDataObject): boolean;
}

/** A call that leaves the same whether it is sent once or twice. Of a POST the table has to say so. */
type Repeatable =
	{ method: 'GET' | 'PUT' | 'DELETE'; repeatable?: true; mayHave?: undefined } | { method: 'POST'; repeatable: true; mayHave?: undefined };

/** A call that does its work each time it is sent: two folders, two files or two prints are worse than an error. */
interface Once {
	method: 'POST';
	repeatable?: false;
	/** What may have happened although no clear answer came, such as "The folder may have been created". */
	mayHave: string;
}

/** Whether a call may be sent again after a failure that leaves open whether it was carried out. */
export function isRepeatable(endpoint: Endpoint): boolean {
	return endpoint.method !== 'POST' || endpoint.repeatable === true;
}

/**
 * The path of a call with its ids filled in, each percent-encoded as one segment.
 * @param ids value of every `{name}` in the path
 * @throws UserError if an id is empty or is a path step: `..` would address something else
 */
export function fillPath(endpoint: Endpoint, ids: Record<string, string> = {}): string {
	return endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const id = (ids[name] ?? '').trim();
		if (id === '' || id === '.' || id === '..') {
			throw new UserError(`${id ? `"${id}" is not an ID` : 'The ID is empty'}: give the ${words(name)}.`);
		}
		return encodeURIComponent(id);
	});
}

/** `sourceOrderId` → `source order ID` */
function words(name: string): string {
	return name
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.replace(/\bid\b/, 'ID');
}
