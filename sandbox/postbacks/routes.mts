import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from '../context.mts';
import { ApiError } from '../errors.mts';
import { bodyOf, isObject } from '../fields.mts';
import type { PostbackRecord } from '../records.mts';
import { emit } from './postbacks.mts';
import { sampleOf } from './sample.mts';
import { events, render, templateOf } from './templates.mts';
import { readTemplate, readTriggers, showTrigger } from './triggers.mts';

function one<T extends { _id: string }>(records: T[], request: FastifyRequest, what: string): { record: T; index: number } {
	const { id } = request.params as { id: string };
	const index = records.findIndex(({ _id }) => _id === id);
	if (index === -1) throw new ApiError(404, `There is no such ${what}`);
	return { record: records[index]!, index };
}

function eventIn(body: Record<string, unknown>): string {
	if (typeof body.event !== 'string' || !events.includes(body.event)) throw new ApiError(400, `event is one of ${events.join(', ')}`);
	return body.event;
}

function triggerRoutes(app: FastifyInstance, context: Context): void {
	const shown = () => context.state.triggers.map(showTrigger);

	app.put('/postbacks', async (request) => {
		const list = Array.isArray(request.body) ? request.body : [bodyOf(request)];
		context.state.triggers = readTriggers(list.filter((trigger) => !isObject(trigger) || trigger.url !== ''));
		return shown();
	});
	// Beside those that are there: the others go on. Given again, the same address and events replace what they were.
	app.post('/postbacks', async (request) => {
		const [added] = readTriggers(bodyOf(request));
		const same = context.state.triggers.findIndex(({ url, events: set }) => url === added!.url && String(set) === String(added!.events));
		if (same === -1) context.state.triggers.push(added!);
		else context.state.triggers[same] = added!;
		return shown();
	});
	// The whole of one, with its token: for whoever must type the same one into n8n.
	app.get('/postbacks/:id', async (request) => one(context.state.triggers, request, 'trigger').record);
	app.put('/postbacks/:id', async (request) => {
		const { record, index } = one(context.state.triggers, request, 'trigger');
		const [changed] = readTriggers({ ...record, ...bodyOf(request) });
		context.state.triggers[index] = { ...changed!, _id: record._id };
		return shown();
	});
	app.delete('/postbacks/:id', async (request) => {
		context.state.triggers.splice(one(context.state.triggers, request, 'trigger').index, 1);
		return shown();
	});

	app.post('/postbacks/send', async (request): Promise<PostbackRecord[]> => {
		const body = bodyOf(request);
		const event = eventIn(body);
		const { data = {} } = body;
		if (!isObject(data)) throw new ApiError(400, 'data must be an object');
		if (context.state.triggers.length === 0) throw new ApiError(409, 'No postback target is set');
		return emit(context, event, data);
	});
}

function templateRoutes(app: FastifyInstance, context: Context): void {
	/** The ready ones, one for each event, to begin with. */
	app.get('/templates/ready', async () => Object.fromEntries(events.map((event) => [event, templateOf(event)])));
	app.post('/templates', async (request) => {
		const template = readTemplate(bodyOf(request));
		context.state.templates.push(template);
		return template;
	});
	app.put('/templates/:id', async (request) => {
		const { record } = one(context.state.templates, request, 'template');
		const { name, text, updatedAt } = readTemplate({ ...record, ...bodyOf(request) });
		return Object.assign(record, { name, text, updatedAt });
	});
	app.delete('/templates/:id', async (request) => {
		const { record, index } = one(context.state.templates, request, 'template');
		const user = context.state.triggers.find(({ templateId }) => templateId === record._id);
		if (user) throw new ApiError(409, `The trigger "${user.name || user.url}" uses it`);
		context.state.templates.splice(index, 1);
		return {};
	});
	/** What a template makes of the newest order, or of a sample where there is none. */
	app.post('/templates/preview', async (request) => {
		const body = bodyOf(request);
		const event = eventIn(body);
		try {
			const text = render(String(body.text ?? ''), sampleOf(context, event), new Date().toISOString());
			return { text, isJson: isJson(text) };
		} catch (error) {
			return { error: (error as Error).message };
		}
	});
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

/** Site Flow's pages Templates and Triggers, as calls of the control API. */
export function postbackRoutes(app: FastifyInstance, context: Context): void {
	triggerRoutes(app, context);
	templateRoutes(app, context);
}
