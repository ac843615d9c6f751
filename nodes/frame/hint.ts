import type { IExecuteFunctions } from 'n8n-workflow';

/** Says something above the output of a node, once for its whole run; nothing for no sentence. */
export function addHint(functions: IExecuteFunctions, sentences: string[]): void {
	if (sentences.length === 0) return;
	// n8n renders HTML here, and names come from customers.
	functions.addExecutionHints({ message: sentences.map(escaped).join('<br>'), type: 'warning', location: 'outputPane' });
}

function escaped(text: string): string {
	const codes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
	return text.replace(/[&<>"']/g, (sign) => codes[sign] ?? sign);
}
