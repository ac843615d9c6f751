import { type IDataObject, type INodeProperties, UserError } from 'n8n-workflow';

/** What HP takes with every file: how often and on what to print it (docs/printos-api.md B.1). */
export const printFields: INodeProperties[] = [
	{
		displayName: 'Copies',
		name: 'copies',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		description: 'How many copies to print',
	},
	{
		displayName: 'Flow Name or ID',
		name: 'flow',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getFlows' },
		default: '',
		description:
			'The Box flow that works on the file. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Notes',
		name: 'notes',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. Please trim to the crop marks',
		description: 'What the people at the press should know',
	},
	{
		displayName: 'Substrate Name or ID',
		name: 'substrate',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getSubstrates' },
		default: '',
		description:
			'What to print on. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
];

/**
 * The print fields as HP takes them; empty ones are left out.
 * @throws UserError if Copies is no whole number from 1 on
 */
export function printInstructions(fields: IDataObject): IDataObject {
	const copies = copiesOf(fields);
	const texts = ['notes', 'substrate', 'flow'].flatMap((name) => {
		const text = String(fields[name] ?? '').trim();
		return text ? [[name, text] as const] : [];
	});
	return { ...(copies !== undefined && { copies }), ...Object.fromEntries(texts) };
}

/** A number, since HP's samples send one, even if an expression gives a text. */
export function copiesOf({ copies }: IDataObject): number | undefined {
	if (copies === undefined || copies === null || copies === '') return undefined;
	const number = Number(copies);
	if (Number.isInteger(number) && number >= 1) return number;
	throw new UserError(`Copies is "${String(copies)}". Give a whole number from 1 on.`);
}
