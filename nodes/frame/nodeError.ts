import { ExpressionError, type INode, NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';

import { categoryOf, categoryOfComplaint, categoryOfWords } from '../hp/category';
import { Fault } from '../hp/fault';
import { redact, redactAll } from '../hp/redact';

/**
 * The one place where anything thrown becomes an error n8n shows: with the item it belongs to and without secrets.
 * @param item number of the input item, from 0; none while lists for the editor are read
 */
export function toNodeError(node: INode, error: unknown, item?: number): NodeApiError | NodeOperationError | ExpressionError {
	// What is wrong with an expression n8n explains itself.
	if (error instanceof NodeApiError || error instanceof NodeOperationError || error instanceof ExpressionError) {
		error.context.itemIndex ??= item;
		return error;
	}
	if (error instanceof Fault) {
		const { message } = error;
		const { status, description, validations, code, data } = error.details;
		const made = new NodeApiError(node, {}, { message, description, httpCode: status?.toString(), itemIndex: item });
		// n8n replaces texts that hold a word like ENOENT by its own; ours says more.
		made.message = message;
		made.context.data = {
			...redactAll(data),
			category: categoryOf(error),
			...(code && { code }),
			...(validations && { validations: validations.map((one) => ({ ...one, category: categoryOfComplaint(one) })) }),
		};
		return made;
	}
	const message = redact(error instanceof Error ? error.message : String(error));
	const description = error instanceof UserError ? (error.description ?? undefined) : undefined;
	const made = new NodeOperationError(node, message, { description, itemIndex: item });
	made.message = message;
	made.context.data = { category: categoryOfWords(message) };
	return made;
}
