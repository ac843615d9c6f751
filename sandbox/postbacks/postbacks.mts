import type { Context } from '../context.mts';
import { isObject, type Json } from '../fields.mts';
import { newId } from '../ids.mts';
import type { PostbackRecord, Trigger } from '../records.mts';
import { render, templateOf } from './templates.mts';
import { withoutQuery } from './triggers.mts';

/** With GET there is no body: the fields of a JSON template travel in the query (adopted; HP doesn't say). */
function target(trigger: Trigger, body: string): string {
	if (trigger.method !== 'GET') return trigger.url;
	const url = new URL(trigger.url);
	let fields: unknown;
	try {
		fields = JSON.parse(body);
	} catch {
		fields = { body };
	}
	for (const [name, value] of Object.entries(isObject(fields) ? fields : { body }))
		url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
	return url.href;
}

/** One attempt. Resolves to whether it needs no other: Site Flow repeats only after a fault of the receiver's server. */
async function attempt(context: Context, trigger: Trigger, record: PostbackRecord): Promise<boolean> {
	const started = Date.now();
	const outcome: PostbackRecord['attempts'][number] = { at: new Date(started).toISOString(), status: null, milliseconds: 0 };
	record.attempts.push(outcome);
	try {
		const answer = await fetch(target(trigger, record.body), {
			method: trigger.method,
			headers: { 'content-type': trigger.contentType, ...(trigger.token && { [trigger.tokenHeader]: trigger.token }) },
			...(trigger.method !== 'GET' && { body: record.body }),
			redirect: 'manual',
			signal: AbortSignal.any([context.state.background.signal, AbortSignal.timeout(context.settings.postbackTimeoutMs)]),
		});
		outcome.status = answer.status;
		await answer.arrayBuffer();
		if (answer.ok) record.state = 'delivered';
		return answer.status < 500;
	} catch (error) {
		const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
		outcome.error = cause?.code ?? cause?.message ?? message;
		return false;
	} finally {
		outcome.milliseconds = Date.now() - started;
	}
}

async function deliver(context: Context, trigger: Trigger, record: PostbackRecord): Promise<void> {
	const { background } = context.state;
	const { postbackAttempts, postbackRetryMs } = context.settings;
	for (let n = 0; n < postbackAttempts; n++) {
		if (n > 0) await background.wait(postbackRetryMs * 2 ** (n - 1));
		if (await context.oneDelivery(() => attempt(context, trigger, record))) break;
	}
	if (record.state === 'sending') record.state = 'failed';
}

function textAt(data: Json, ...paths: string[]): string | null {
	for (const path of paths) {
		const value = path.split('.').reduce<unknown>((object, name) => (isObject(object) ? object[name] : undefined), data);
		if (typeof value === 'string') return value;
	}
	return null;
}

/** The trigger's own template, or the one it names, or the ready one for the event. */
function templateFor({ state }: Context, { template, templateId }: Trigger, event: string): string {
	if (templateId === undefined) return template ?? templateOf(event);
	const named = state.templates.find(({ _id }) => _id === templateId);
	if (!named) throw new Error('it was deleted');
	return named.text;
}

/**
 * An event has happened: every trigger set for it is rendered at once and sent behind the scenes.
 * @param data what templates find under `data`
 */
export function emit(context: Context, event: string, data: Json): PostbackRecord[] {
	const { state } = context;
	const created = new Date().toISOString();
	return state.triggers
		.filter((trigger) => trigger.active && (trigger.events === undefined || trigger.events.includes(event)))
		.map((trigger) => {
			const record: PostbackRecord = {
				_id: newId(),
				event,
				orderId: textAt(data, 'orderId', '_id'),
				sourceOrderId: textAt(data, 'orderData.sourceOrderId', 'sourceOrderId', 'body.orderData.sourceOrderId'),
				method: trigger.method,
				url: withoutQuery(trigger.url),
				created,
				body: '',
				state: 'sending',
				attempts: [],
			};
			try {
				record.body = render(templateFor(context, trigger, event), data, created);
				state.background.run(() => deliver(context, trigger, record));
			} catch (error) {
				record.state = 'failed';
				record.attempts.push({
					at: created,
					status: null,
					milliseconds: 0,
					error: `The template can't be rendered: ${(error as Error).message}`,
				});
			}
			state.postbackLog.add(record, record.body.length);
			return record;
		});
}
