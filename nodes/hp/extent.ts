import { bareName, isNothing, isObject, record, records } from './json';

/** What an answer says about the whole list; as numbers or in texts. */
export interface Extent {
	/** How many pages there are. */
	pages?: number;
	/** How many rows there are. */
	total?: number;
	/** The total may be that of the page: it is called `count` and is no more than came. */
	ofPage?: true;
	/** More rows follow those of the answer. */
	more?: boolean;
}

/**
 * Where an answer may say it, beside its top, by bare names: HP's says it there (docs/printos-api.md C.2), gateways and
 * frameworks elsewhere.
 */
const places =
	/^(?:meta|metadata|responsemetadata|paginat(?:ion|or)|paging|page|pageinfo|(?:hydra)?view|links|cursors?|info|summary|httpheaders|data|result|response)$/;

const ofPages = /^(?:pages|(?:total|number|num|max)(?:of)?pages|pagestotal|pages?count|lastpage)$/;
const ofRows =
	/^(?:odatacount|total|(?:hydra)?total(?:number|num|of|record|row|item)*(?:count|items?|rows|results|elements|records|hits)|totalnumber|(?:records|rows|items|results)total|(?:record|row|item|result)s?count|num(?:berof)?(?:found|items|results|rows)|nbhits|found)$/;
const ofNext =
	/^(?:odata|hydra)?next(?:page|link|ur[il]|href|cursor|token|pagetoken|pageur[il]|marker|offset|start)?$|^continuation(?:token)?$|^cursornext$/;
const ofMore = /^(?:more|hasmore|hasnext|hasnextpage|moreavailable|(?:is)?truncated|remaining)$/;
const ofLast = /^(?:is)?last(?:page)?$/;

type Fields = Array<readonly [name: string, value: unknown]>;

/** How long an answer says that the whole list is. Nothing in it for what it does not say. */
export function extentOf(answer: unknown): Extent {
	if (!isObject(answer)) return {};
	const top = fieldsOf(answer);
	const inner = placesIn(top);
	const said = [...top, ...inner, ...placesIn(inner)];
	const largest = (names: RegExp) => {
		const counts = said.flatMap(([name, value]) => (names.test(name) ? (countIn(value) ?? []) : []));
		return counts.length > 0 ? Math.max(...counts) : undefined;
	};
	const more = said.some(
		([name, value]) =>
			(ofNext.test(name) && !isNothing(value) && !isNo(value)) ||
			(ofMore.test(name) && isYes(value)) ||
			(ofLast.test(name) && (value === false || value === 'false')) ||
			(name === 'links' && records(value).some(({ rel }) => rel === 'next')),
	);
	const [pages, total, count] = [largest(ofPages), largest(ofRows), largest(/^count$/)];
	const rows = Math.max(0, ...top.map(([, value]) => (Array.isArray(value) ? value.length : 0)));
	return {
		pages,
		total: total === undefined ? count : Math.max(total, count ?? 0),
		...(total === undefined && count !== undefined && count <= rows && { ofPage: true }),
		...(more && { more }),
	};
}

const placesIn = (fields: Fields) => fields.flatMap(([name, value]) => (places.test(name) ? fieldsOf(record(value)) : []));

const fieldsOf = (one: object) => Object.entries(one).map(([name, value]: [string, unknown]) => [bareName(name), value] as const);

const isYes = (value: unknown) =>
	value === true || (typeof value === 'number' && value > 0) || /^(?:true|yes|[1-9]\d*)$/i.test(String(value));
const isNo = (value: unknown) => value === false || value === 'false' || value === 0 || value === 'null';

/** A whole number, also as text with separators of thousands, and as search engines give it. */
function countIn(given: unknown): number | undefined {
	const value = isObject(given) ? given.value : given;
	const number =
		typeof value === 'string' && value.trim() !== '' ? Number(value.slice(0, 20).replace(/[.,'\s](?=\d{3}(?:\D|$))/g, '')) : value;
	return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}
