import type { INodeProperties } from 'n8n-workflow';

/**
 * A collection of optional fields: each is added by the user who needs it.
 * @param options the fields, in any order: the editor lists them by name
 */
export function collection(displayName: string, name: string, options: INodeProperties[]): INodeProperties {
	const sorted = [...options].sort((a, b) => a.displayName.localeCompare(b.displayName));
	return { displayName, name, type: 'collection', placeholder: 'Add field', default: {}, options: sorted };
}

/** Where a file comes from: the name of a binary field of the item, or an expression for the file itself. */
export const binaryField: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the field of the item that holds the file, or an expression that gives the file itself',
};
