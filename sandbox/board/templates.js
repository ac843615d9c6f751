/** Site Flow's page Templates: what postbacks say. */
import { ask, byId, change, choice, field, fill, line, make, plural, say, words } from './page.js';

let ready = {};
let events = [];
let edited;

export async function loadReady() {
	ready = (await ask('GET', '/templates/ready')) ?? {};
	events = Object.keys(ready);
	edit(undefined);
}
export const eventChoices = () => events.map((event) => [event, words(event)]);

const form = byId('template-form');
const value = (name) => form.elements.namedItem(name).value;

/** @param template the one to change; undefined for a new one */
function edit(template) {
	edited = template?._id;
	const event = choice('event', eventChoices(), 'shipmentShipped');
	const text = make('textarea', { name: 'text', spellcheck: 'false', required: true });
	text.value = template?.text ?? '';
	const name = make('input', { name: 'name', required: true, value: template?.name ?? '', placeholder: 'e.g. n8n, order shipped' });
	const fillIn = () => {
		text.value = ready[value('event')];
		if (name.value === '') name.value = words(value('event'));
		void preview();
	};
	fill(
		form,
		make('h3', { text: template ? `Change "${template.name}"` : 'New template' }),
		make('div', { class: 'fields' }, field('Name', name), field('Try it with the event', event)),
		make('p', { class: 'buttons' }, make('button', { type: 'button', text: 'Fill in the ready one for this event', on: fillIn })),
		field('Template (Handlebars)', text, true),
		make('h3', { text: 'Preview' }),
		make('p', { id: 'preview-note', class: 'small soft' }),
		make('pre', { id: 'preview' }),
		make(
			'div',
			{ class: 'buttons' },
			make('button', { class: 'next', text: 'Save template' }),
			template ? make('button', { type: 'button', text: 'New template', on: () => edit(undefined) }) : undefined,
		),
	);
	text.addEventListener('input', () => void preview());
	event.addEventListener('change', () => void preview());
	void preview();
}

let asked = 0;
async function preview() {
	const mine = ++asked;
	const answer = await ask('POST', '/templates/preview', { text: value('text'), event: value('event') });
	if (mine !== asked || !answer) return;
	const note = byId('preview-note');
	if (answer.error) {
		note.textContent = `This is not valid Handlebars: ${answer.error.split('\n')[0]}`;
		note.className = 'small bad';
	} else {
		note.textContent =
			value('text') === ''
				? 'Nothing yet.'
				: answer.isJson
					? 'Valid JSON, made of the newest order or a sample.'
					: 'Not JSON: fine for XML or text, wrong with the content type application/json.';
		note.className = answer.isJson || value('text') === '' ? 'small soft' : 'small busy';
	}
	byId('preview').textContent = answer.text ?? '';
}

form.addEventListener('submit', async (event) => {
	event.preventDefault();
	const [method, path] = edited === undefined ? ['POST', '/templates'] : ['PUT', `/templates/${edited}`];
	if (!(await change(method, path, { name: value('name'), text: value('text') }))) return;
	say('Saved. Choose it in a trigger.');
	edit(undefined);
});

export function drawTemplates({ templates, postbackTargets }) {
	const uses = (id) => postbackTargets.filter(({ templateId }) => templateId === id).length;
	byId('template-list').replaceChildren(
		...(templates.length === 0 ? [line('None yet. Until a trigger names one, each event is posted with its ready template.', 'soft')] : []),
		...templates.map((template) =>
			make(
				'article',
				{ class: 'card', 'data-template': template.name },
				make('strong', { text: template.name }),
				line(uses(template._id) === 0 ? 'not used by a trigger' : `used by ${plural(uses(template._id), 'trigger')}`, 'small soft'),
				make(
					'div',
					{ class: 'buttons' },
					make('button', { type: 'button', text: 'Change', 'aria-label': `Change template ${template.name}`, on: () => edit(template) }),
					make('button', {
						type: 'button',
						text: 'Delete',
						class: 'danger',
						'aria-label': `Delete template ${template.name}`,
						on: () => change('DELETE', `/templates/${template._id}`),
					}),
				),
			),
		),
	);
}
