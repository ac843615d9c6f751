/** Asks for the state once a second and draws what has changed. */
import { drawFolders } from './box.js';
import { drawOrder, openOrder, partsOfOrder } from './order.js';
import { drawOrders } from './orders.js';
import { byId, make } from './page.js';
import { drawPostbacks, drawRejected } from './postbacks.js';
import { drawTemplates, loadReady } from './templates.js';
import { drawTriggers, editTrigger } from './triggers.js';

const shown = 60;
const views = ['board', 'templates', 'triggers'];
const drawn = {};
let state;

/** Draws a part only when what it shows has changed, so that nothing is taken from under a finger or a screen reader. */
function drawIfChanged(name, parts, draw) {
	const now = JSON.stringify(parts);
	if (drawn[name] === now) return;
	drawn[name] = now;
	if (parts !== undefined) draw();
}

const viewNow = () => views.find((view) => location.hash === `#${view}`) ?? 'board';

function drawParts() {
	const { counts, templates, postbackTargets } = state;
	const parts = [
		['orders', 'Orders', counts.orders],
		['box', 'Box', counts.folders],
		['refused', 'Rejected', counts.submissionErrors],
		['sent', 'Postbacks', counts.postbacks],
		['templates', 'Templates', templates.length],
		['triggers', 'Triggers', postbackTargets.length],
	];
	const links = parts.map(([id, title, count]) =>
		make('a', { href: `#${id}`, text: `${title} ${count.toLocaleString()}`, 'aria-current': id === viewNow() ? 'page' : undefined }),
	);
	byId('parts').replaceChildren(...links);
}

function draw() {
	const { counts, folders, files, orders, postbacks, postbackTargets, submissionErrors, templates } = state;
	drawIfChanged('parts', [counts, templates.length, postbackTargets.length, viewNow()], drawParts);
	drawIfChanged('orders', [orders, counts.ordersByStatus, byId('find').value], () => drawOrders(state, (id) => openOrder(id, draw)));
	drawIfChanged('folders', [folders, files, counts.folders], () => drawFolders(state));
	drawIfChanged('postbacks', [postbacks, postbackTargets, counts.postbacks], () => drawPostbacks(state));
	drawIfChanged('rejected', submissionErrors, () => drawRejected(state));
	drawIfChanged('templates', [templates, postbackTargets], () => drawTemplates(state));
	drawIfChanged('triggers', [templates, postbackTargets], () => drawTriggers(state));
	drawIfChanged('order', partsOfOrder(state), () => drawOrder(state));
}

async function refresh() {
	try {
		const answer = await fetch(`/_sandbox/state?latest=${shown}`);
		state = await answer.json();
		byId('live').className = 'soft';
		byId('live').textContent = `live, account ${state.account.name}`;
	} catch {
		byId('live').className = 'soft down';
		byId('live').textContent = 'the sandbox does not answer';
		return;
	}
	draw();
}

/** A page of its own for Templates and Triggers; everything else stands on the board. */
function show() {
	const view = viewNow();
	for (const one of views) byId(one).hidden = one !== view;
	byId('find').hidden = view !== 'board';
	if (view === 'board') document.getElementById(location.hash.slice(1))?.scrollIntoView();
	else scrollTo(0, 0);
	if (state) draw();
}

async function watch() {
	if (!document.hidden) await refresh();
	setTimeout(watch, 1000);
}

byId('find').addEventListener('input', () => state && draw());
document.addEventListener('changed', () => void refresh());
window.addEventListener('hashchange', show);
await loadReady();
editTrigger(undefined);
show();
void watch();
