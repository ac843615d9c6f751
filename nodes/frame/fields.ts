import { type IDataObject, type INodeProperties, type INodePropertyCollection, UserError } from 'n8n-workflow';

import { isObject } from '../hp/json';
import { readBoolean, readChoice, readChoices, readDate, readId, readNumber, readObject, readText, readWholeNumber } from './values';

/**
 * Fields of a form, each read as what it is meant to be, and refused by its name where it can't be meant. Every reader
 * throws a UserError.
 */
export abstract class Fields {
	/** What a field holds, with its expressions resolved. */
	abstract value(name: string): unknown;

	/** How the editor calls a field, with the way to it: `Additional Fields > Phone`. */
	abstract label(name: string): string;

	/** A text, trimmed; `''` for none. */
	text(name: string, label = this.label(name)): string {
		return readText(this.value(name), label);
	}

	/** A text that must be given. */
	required(name: string, label = this.label(name)): string {
		const text = this.text(name, label);
		if (!text) throw new UserError(`${label} is empty. Fill it in, or check the expression that gives it.`);
		return text;
	}

	/** An ID, chosen from a list or typed, that must be given. */
	id(name: string, label = this.label(name)): string {
		const id = this.optionalId(name, label);
		if (!id) throw new UserError(`${label}: the ID is empty. Choose one, or check the expression that gives it.`);
		return id;
	}

	/** An ID, chosen from a list or typed; `''` for none. */
	optionalId(name: string, label = this.label(name)): string {
		return readId(this.value(name), label);
	}

	/** Undefined for none. */
	wholeNumber(name: string, least?: number): number | undefined {
		return readWholeNumber(this.value(name), this.label(name), least);
	}

	/** Undefined for none. @param least the smallest that makes sense */
	number(name: string, least?: number): number | undefined {
		return readNumber(this.value(name), this.label(name), least);
	}

	/** Undefined for none. @param zone of texts that name none */
	date(name: string, zone?: string): Date | undefined {
		return readDate(this.value(name), this.label(name), zone);
	}

	/** A JSON object; undefined for none. @param example how it may look */
	object(name: string, example?: string): IDataObject | undefined {
		return readObject(this.value(name), this.label(name), example);
	}

	/** Yes or no. @param standard for none */
	isOn(name: string, standard: boolean): boolean {
		return readBoolean(this.value(name), this.label(name)) ?? standard;
	}

	/** Any of several words. */
	choices<Word extends string>(name: string, words: readonly Word[]): Word[] {
		return readChoices(this.value(name), this.label(name), words);
	}

	/** One of several words. @param words the first is that for none */
	choice<Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
		return readChoice(this.value(name), this.label(name), words);
	}
}

/** The optional fields of a collection, or one row of rows. */
export class Collection extends Fields {
	/** @param way to it, as the editor calls it */
	constructor(
		private readonly values: IDataObject,
		private readonly properties: INodeProperties[],
		private readonly way: string,
	) {
		super();
	}

	value(name: string): unknown {
		return this.values[name];
	}

	label(name: string): string {
		return `${this.way} > ${labelIn(this.properties, name)}`;
	}
}

/** The editor's name of a field; its own, where it is none of these. */
export function labelIn(properties: INodeProperties[], name: string): string {
	return properties.find((property) => property.name === name)?.displayName ?? name;
}

/** @param property a parameter of the type `collection` */
export function collectionIn(value: unknown, property: INodeProperties): Collection {
	if (value !== undefined && value !== null && value !== '' && !isObject(value)) {
		throw new UserError(`${property.displayName} is not a set of fields. Check the expression that gives it.`);
	}
	return new Collection(isObject(value) ? value : {}, (property.options ?? []) as INodeProperties[], property.displayName);
}

/**
 * The rows under a parameter of the type `fixedCollection`, or of a list that an expression gives in its place.
 * @param name of the kind of row
 */
export function rowsIn(value: unknown, property: INodeProperties, name: string): Collection[] {
	const { displayName, options = [] } = property;
	const rows = isObject(value) ? value[name] : value;
	if (rows === undefined || rows === null || rows === '') return [];
	const kind = (options as INodePropertyCollection[]).find((option) => option.name === name);
	if (!Array.isArray(rows) || !rows.every(isObject)) {
		throw new UserError(`${displayName} is not a list of rows. Check the expression that gives it.`);
	}
	return rows.map((row, index) => new Collection(row, kind?.values ?? [], `${displayName} > ${kind?.displayName ?? name} ${index + 1}`));
}
