import { failedFormula } from '../../frame/formula';
import { at, first, type Json, joined, text, time } from '../../order/lines/values';
import { isObject, parseJson, record, records } from '../../hp/json';

/** An item of the step before, as n8n hands it over. */
export interface RowItem {
	json: Json;
	binary?: Record<string, { fileName?: string | undefined } | undefined>;
}

/** One row of a table, or one answer to a form. */
export interface Row {
	/** Values by heading, in their order. */
	cells: Map<string, unknown>;
	/** Position among the items of the step before, from 0. */
	index: number;
	/** The number that a person sees beside it. */
	number: number;
	/** An answer to a form is an order even without a number of its own. */
	isForm: boolean;
	/** What the form itself counts its answers by. */
	submission: string | null;
	createdAt: string | null;
	test: boolean;
	/** The files of the item: property and name. */
	binaries: Array<{ property: string; fileName: string | null }>;
}

/**
 * A value of a cell: a name or a phone number in pieces as one text, without the mark that keeps a sheet from counting;
 * nothing for a formula that failed.
 */
function cell(value: unknown): unknown {
	if (typeof value === 'string') return failedFormula.test(value) ? null : value.replace(/^\s*'(?=[\d+])/, '');
	if (!isObject(value)) return value;
	if (text(value.full) !== null) return value.full;
	if (['first', 'last'].some((key) => Object.hasOwn(value, key)))
		return joined([value.prefix, value.first, value.middle, value.last, value.suffix]);
	return Object.hasOwn(value, 'area') && Object.hasOwn(value, 'phone') ? joined([value.area, value.phone]) : value;
}

/** Puts the values under their headings; an address in pieces becomes columns of its own. */
function fill(cells: Map<string, unknown>, values: Json): void {
	for (const [key, given] of Object.entries(values)) {
		const heading = key.replace(/^\ufeff/, '').trim();
		const value = cell(given);
		if (!isObject(value)) cells.set(heading, value);
		else
			for (const [inner, piece] of Object.entries(value))
				cells.set(cells.has(inner) || Object.hasOwn(values, inner) ? `${heading} ${inner}` : inner, cell(piece));
	}
}

/** Typeform as it is sent: questions and answers apart, tied by the question's ID. */
function typeform(response: Json): Json {
	const titles = new Map(records(at(response, 'definition.fields')).map((field) => [text(field.id), text(field.title)]));
	const answers = records(response.answers).map((answer): [string, unknown] => {
		const type = text(answer.type) ?? '';
		const given = Object.hasOwn(answer, type) ? answer[type] : undefined;
		const value = isObject(given) ? (given.labels ?? first(given.label, given.other) ?? given) : given;
		return [titles.get(text(at(answer, 'field.id'))) ?? text(at(answer, 'field.ref')) ?? type, value];
	});
	return Object.fromEntries([...answers, ...Object.entries(record(response.hidden))]);
}

/** A key such as `q3_fullName`, as the words it was made of. */
const jotformHeading = (key: string): string => key.replace(/^q\d+_/, '').replace(/([a-z])([A-Z0-9])/g, '$1 $2');

/** What a row or an answer holds, out of the shapes in which sheets, files and forms hand it over. */
export function rowOf(item: RowItem, index: number): Row {
	let json = record(item.json);
	if (isObject(json.body) && isObject(json.headers)) json = json.body;
	const cells = new Map<string, unknown>();
	const answers = json.form_response;
	const raw = typeof json.rawRequest === 'string' ? parseJson(json.rawRequest) : json.rawRequest;
	const ofN8n = Object.hasOwn(json, 'formMode') && Object.hasOwn(json, 'submittedAt');
	if (isObject(answers)) fill(cells, typeform(answers));
	else if (isObject(raw)) fill(cells, Object.fromEntries(Object.entries(raw).map(([key, value]) => [jotformHeading(key), value])));
	else if (isObject(json.entries)) fill(cells, json.entries);
	else fill(cells, json);
	const number = Number(text(json.row_number));
	return {
		cells: new Map(
			[...cells].filter(([heading]) => !(ofN8n && (heading === 'submittedAt' || heading === 'formMode')) && heading !== 'row_number'),
		),
		index,
		number: Number.isSafeInteger(number) && number > 0 ? number : index + 1,
		isForm: ofN8n || isObject(answers) || isObject(raw),
		submission: first(json.submissionID, json.submission_id, json.event_id, json.entryId),
		createdAt: time(ofN8n ? json.submittedAt : isObject(answers) ? answers.submitted_at : null),
		test: ofN8n && text(json.formMode)?.toLowerCase() === 'test',
		binaries: Object.entries(item.binary ?? {}).map(([property, file]) => ({ property, fileName: text(file?.fileName) })),
	};
}
