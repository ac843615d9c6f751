/** One reason why Site Flow refused an order, or stopped it. */
export interface Problem {
	/** Where in the order: `orderData.items.0.sku`; empty if it isn't said. */
	path: string;
	name: string;
	message: string;
}

/** The problems as a person reads them, one a line: what an e-mail takes in one drag. */
export function problemsOf(problems: Problem[]): string {
	return problems.map(({ path, name, message }) => [path, message || name].filter(Boolean).join(': ')).join('\n') || 'none';
}
