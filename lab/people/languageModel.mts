import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ToolCall {
	name: string;
	arguments: Record<string, string>;
}

/** What the agent has told the model so far. */
export interface Conversation {
	/** What the person said last. */
	question: string;
	/** The tools it may call, with the parameters they take. */
	tools: Array<{ name: string; description: string; parameters: { properties: Record<string, { description?: string }> } }>;
	/** What the tools it called since that question answered, in order. */
	answers: Array<{ name: string; text: string }>;
}

interface Message {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string | Array<{ text: string }>;
	tool_calls?: Array<{ id: string; function: { name: string } }>;
	tool_call_id?: string;
}

const textOf = ({ content }: Message) => (typeof content === 'string' ? content : content.map(({ text }) => text).join(''));

/**
 * A server that speaks OpenAI's chat completions API and thinks as `reply` says: with a text, or with a call of one of the
 * tools it was offered. So everything around the thinking is real: the offer of the tools, their calls and their answers.
 */
export async function startLanguageModel(apiKey: string, reply: (conversation: Conversation) => string | ToolCall) {
	const asked: Conversation[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const json = (status: number, body: unknown) =>
				response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
			if (request.headers.authorization !== `Bearer ${apiKey}`) return json(401, { error: { message: 'Incorrect API key provided' } });
			if (request.method !== 'POST' || request.url !== '/v1/chat/completions')
				return json(404, { error: { message: `Unknown request URL: ${request.method} ${request.url}` } });
			const {
				model,
				stream,
				messages,
				tools = [],
			} = JSON.parse(Buffer.concat(chunks).toString()) as {
				model: string;
				stream?: boolean;
				messages: Message[];
				tools?: Array<{ function: Conversation['tools'][number] }>;
			};
			if (stream) return json(400, { error: { message: 'This model does not stream.' } });

			const last = messages.findLastIndex(({ role }) => role === 'user');
			const since = messages.slice(last);
			const calls = since.flatMap(({ tool_calls: made = [] }) => made);
			const conversation: Conversation = {
				question: textOf(messages[last]!),
				tools: tools.map((tool) => tool.function),
				answers: since
					.filter(({ role }) => role === 'tool')
					.map((message) => ({ name: calls.find(({ id }) => id === message.tool_call_id)?.function.name ?? '', text: textOf(message) })),
			};
			asked.push(conversation);
			let answer: string | ToolCall;
			try {
				answer = reply(conversation);
			} catch (error) {
				return json(400, { error: { message: (error as Error).message } });
			}
			const message =
				typeof answer === 'string'
					? { role: 'assistant', content: answer }
					: {
							role: 'assistant',
							content: null,
							tool_calls: [
								{
									id: `call_${asked.length}`,
									type: 'function',
									function: { name: answer.name, arguments: JSON.stringify(answer.arguments) },
								},
							],
						};
			json(200, {
				id: `chatcmpl-${asked.length}`,
				object: 'chat.completion',
				created: Math.floor(Date.now() / 1000),
				model,
				choices: [{ index: 0, message, finish_reason: typeof answer === 'string' ? 'stop' : 'tool_calls' }],
				usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
			});
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		/** The base URL for a credential. */
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		/** Every request, in order. */
		asked,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
