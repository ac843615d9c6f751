import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
// @ts-expect-error HP's library of template helpers comes without types.
import handlebarsKit from 'handlebars-kit';

const folder = fileURLToPath(new URL('../postback-templates', import.meta.url));

// Site Flow's own template language: Handlebars with these helpers (docs/printos-api.md D.2).
const siteFlowHandlebars = Handlebars.create();
(handlebarsKit as (options: { handlebars: typeof Handlebars }) => void)({ handlebars: siteFlowHandlebars });

/** The events Site Flow can post back, by the names this project gives them; each has a template file of that name. */
export const events = readdirSync(folder)
	.filter((name) => name.endsWith('.hbs'))
	.map((name) => name.slice(0, -'.hbs'.length))
	.sort();

const templates = new Map(events.map((event) => [event, readFileSync(`${folder}/${event}.hbs`, 'utf8')]));
const compiled = new Map<string, HandlebarsTemplateDelegate>();

/** The template of an event as text, as a user pastes it into Site Flow. */
export function templateOf(event: string): string {
	return templates.get(event) ?? '{{{prettyJson this}}}';
}

/**
 * Renders a template as Site Flow does: `{{x}}` is HTML-escaped, `{{{x}}}` is not.
 * @param data the event's own part of the context, `data` in a template (docs/printos-api.md D.2)
 * @throws Error when the template isn't valid Handlebars
 */
export function render(template: string, data: unknown, timestamp: string): string {
	let run = compiled.get(template);
	if (!run) {
		run = siteFlowHandlebars.compile(template);
		if (compiled.size >= 100) compiled.clear();
		compiled.set(template, run);
	}
	return run({ timestamp, data });
}
