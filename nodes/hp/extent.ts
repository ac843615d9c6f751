import { bareName, isNothing, isObject, record } from './json';

/** What an answer says about the whole list; as numbers or in texts. */
export interface Extent {
	/** How many pages there are. */
	pages?: number;
	/** How many rows there are. */
	total?: number;
	/** More rows follow those of the answer. */
	more?: boolean;
}

/** Where an answer may say it, beside its top: HP's says it there (docs/printos-api.md C.2), gateways and frameworks elsewhere. */
const places = ['meta', 'metadata', 'pagination', 'paging', 'page', 'links', '_links'];

const ofPages = /^(?:pages|totalpages|pagestotal|pagecount|numpages)$/;
const ofRows = /^(?:count|total|total(?:count|items|rows|results|elements|records)|recordstotal)$/;
const ofNext = /^(?:odata)?next(?:page|link|url|href|cursor|token|pagetoken|pageurl)?$/;
const ofMore = /^(?:more|hasmore|hasnext|hasnextpage|moreavailable)$/;

/** How long an answer says that the whole list is. Nothing in it for what it does not say. */
export function extentOf(answer: unknown): Extent {
	if (!isObject(answer)) return {};
	const said = [answer, ...places.map((place) => record(answer[place]))]
		.flatMap((one) => Object.entries(one))
		.map(([name, value]) => [bareName(name), value] as const);
	const largest = (names: RegExp) => {
		const counts = said.flatMap(([name, value]) => (names.test(name) ? (countIn(value) ?? []) : []));
		return counts.length > 0 ? Math.max(...counts) : undefined;
	};
	const more = said.some(
		([name, value]) => (ofNext.test(name) && !isNothing(value) && !isNo(value)) || (ofMore.test(name) && isYes(value)),
	);
	return { pages: largest(ofPages), total: largest(ofRows), ...(more && { more }) };
}

const isYes = (value: unknown) => value === true || value === 'true';
const isNo = (value: unknown) => value === false || value === 'false' || value === 0 || value === 'null';

function countIn(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}
