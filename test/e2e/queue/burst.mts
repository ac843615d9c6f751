export interface Post {
	url: string;
	body: string;
}

/**
 * Posts JSON, `atOnce` requests on their way at any moment.
 * @returns how often each answer came, as "<status> <text>"
 */
export async function burst(posts: Post[], token: string, atOnce: number): Promise<Record<string, number>> {
	const answers: Record<string, number> = {};
	const queue = posts.values();
	await Promise.all(
		Array.from({ length: atOnce }, async () => {
			for (const { url, body } of queue) {
				// A connection for each, as no connection that n8n is about to close must be used for a POST.
				const answer = await fetch(url, {
					method: 'POST',
					headers: { 'content-type': 'application/json', authorization: token, connection: 'close' },
					body,
				});
				const said = `${answer.status} ${await answer.text()}`.trim();
				answers[said] = (answers[said] ?? 0) + 1;
			}
		}),
	);
	return answers;
}
