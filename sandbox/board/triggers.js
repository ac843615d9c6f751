/** Site Flow's page Triggers: when postbacks are sent, where to, with which template. */
import { ask, byId, change, choice, field, fill, line, make, say, words } from './page.js';
import { eventChoices } from './templates.js';

const form = byId('trigger-form');
const value = (name) => form.elements.namedItem(name).value.trim();
const token = () => make('input', { name: 'token', type: 'password', autocomplete: 'off' });
let edited;
let templates = [];

const templateChoices = () => [['', 'The ready one of the event'], ...templates.map(({ _id, name }) => [_id, name])];

/** @param trigger the one to change, whole; undefined for a new one */
export function editTrigger(trigger) {
	edited = trigger;
	const input = (name, options) => make('input', { name, ...options });
	const secret = token();
	secret.value = trigger?.token ?? '';
	const showToken = make('input', { type: 'checkbox' });
	showToken.addEventListener('change', () => (secret.type = showToken.checked ? 'text' : 'password'));
	const event = trigger?.events?.length === 1 ? trigger.events[0] : '';
	const kept = trigger?.events?.length > 1 ? [['kept', trigger.events.map(words).join(', ')]] : [];
	fill(
		form,
		make('h3', { text: trigger ? `Change "${trigger.name || trigger.url}"` : 'New trigger' }),
		make(
			'div',
			{ class: 'fields' },
			field('Name', input('name', { value: trigger?.name ?? '', placeholder: 'e.g. n8n, shipped' })),
			field('Event', choice('event', [...kept, ['', 'All events'], ...eventChoices()], kept.length > 0 ? 'kept' : event)),
			field(
				'Address',
				input('url', { type: 'url', required: true, value: trigger?.url ?? '', placeholder: 'the Production URL of your n8n trigger' }),
				true,
			),
			field(
				'Method',
				choice(
					'method',
					['POST', 'PUT', 'GET'].map((one) => [one, one]),
					trigger?.method ?? 'POST',
				),
			),
			field('Template', choice('templateId', templateChoices(), trigger?.templateId ?? '')),
			field(
				'Header content-type',
				input('contentType', { list: 'types', required: true, value: trigger?.contentType ?? 'application/json' }),
			),
			field(`Header ${trigger?.tokenHeader ?? 'authorization'}: the token of your n8n credential`, secret),
		),
		make(
			'datalist',
			{ id: 'types' },
			...['application/json', 'text/xml', 'text/plain', 'text/html'].map((type) => make('option', { value: type })),
		),
		make('p', { class: 'small' }, showToken, ' Show the token'),
		make(
			'div',
			{ class: 'buttons' },
			make('button', { class: 'next', text: 'Save trigger' }),
			trigger ? make('button', { type: 'button', text: 'New trigger', on: () => editTrigger(undefined) }) : undefined,
		),
	);
	showToken.setAttribute('aria-label', 'Show the token');
}

form.addEventListener('submit', async (event) => {
	event.preventDefault();
	const events = value('event') === 'kept' ? edited.events : value('event') === '' ? undefined : [value('event')];
	const trigger = {
		...(edited && {
			tokenHeader: edited.tokenHeader,
			active: edited.active,
			...(edited.template !== undefined && { template: edited.template }),
		}),
		...Object.fromEntries(['name', 'url', 'method', 'contentType', 'token'].map((name) => [name, value(name)])),
		...(value('templateId') && { templateId: value('templateId') }),
		...(events && { events }),
	};
	const [method, path] = edited === undefined ? ['POST', '/postbacks'] : ['PUT', `/postbacks/${edited._id}`];
	if (!(await change(method, path, trigger))) return;
	say('Saved. It is sent the next time the event happens.');
	editTrigger(undefined);
});

async function changeOne(id, then) {
	const trigger = await ask('GET', `/postbacks/${id}`);
	if (trigger) await then(trigger);
}

export function drawTriggers({ postbackTargets, templates: all }) {
	templates = all;
	const select = form.elements.namedItem('templateId');
	if (select) {
		const chosen = select.value;
		select.replaceChildren(...choice('', templateChoices()).children);
		select.value = chosen;
	}
	byId('trigger-list').replaceChildren(
		...(postbackTargets.length === 0 ? [line('None yet: nothing is posted back.', 'soft')] : []),
		...postbackTargets.map((trigger) => {
			const { _id, url, method, events, hasToken, contentType, active } = trigger;
			const name = trigger.name || url;
			const template =
				all.find(({ _id: id }) => id === trigger.templateId)?.name ??
				(trigger.template === undefined ? 'the ready template' : 'a template of its own');
			const button = (text, on, className) =>
				make('button', { type: 'button', text, class: className, 'aria-label': `${text}: trigger ${name}`, on });
			const shownToken = make('span', { class: 'small', text: hasToken ? 'with a token' : 'without a token' });
			return make(
				'article',
				{ class: 'card', 'data-trigger': name },
				make('strong', { text: name }),
				active ? undefined : make('span', { class: 'busy small', text: ' off' }),
				line(events ? events.map(words).join(', ') : 'All events'),
				line(`${method} ${url}`, 'small soft'),
				make('p', { class: 'small soft' }, `${contentType}, ${template}, `, shownToken),
				make(
					'div',
					{ class: 'buttons' },
					button('Change', () => changeOne(_id, editTrigger)),
					hasToken
						? button('Show token', () => changeOne(_id, ({ token: secret }) => (shownToken.textContent = `token ${secret}`)))
						: undefined,
					button(active ? 'Switch off' : 'Switch on', () => change('PUT', `/postbacks/${_id}`, { active: !active })),
					button('Delete', () => change('DELETE', `/postbacks/${_id}`), 'danger'),
				),
			);
		}),
	);
}
