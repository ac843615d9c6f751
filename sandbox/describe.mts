import { showFile, showFolder } from './box/model.mts';
import type { Context } from './context.mts';
import { showTrigger } from './postbacks/triggers.mts';

function latest<T>(records: Iterable<T>, limit: number): T[] {
	const all = [...records];
	return limit === Infinity ? all : all.slice(-limit);
}

function countBy<T>(records: Iterable<T>, name: (record: T) => string): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const record of records) counts[name(record)] = (counts[name(record)] ?? 0) + 1;
	return counts;
}

/**
 * Everything the sandbox holds.
 * @param limit how many of each kind, the latest ones; the counts are always of all
 */
export function describeState(context: Context, limit = Infinity) {
	const { state, settings, catalogue } = context;
	const organization = catalogue.account._id;
	return {
		settings,
		account: catalogue.account,
		counts: {
			folders: state.folders.size,
			files: state.files.size,
			contacts: state.contacts.size,
			uploads: state.uploads.size,
			orders: state.orders.size,
			ordersByStatus: countBy(state.orders.records(), ({ order }) => order.orderData.status),
			postbacks: state.postbacks.length,
			submissionErrors: state.submissionErrors.length,
			pendingSubmissions: state.pendingSubmissions.size,
		},
		folders: latest(state.folders.values(), limit).map((folder) => showFolder(folder, organization)),
		files: latest(state.files.values(), limit).map((file) => showFile(file, organization)),
		contacts: latest(state.contacts.values(), limit),
		orders: latest(state.orders.records(), limit).map(({ order, submitted, endpoint, routingRule }) => ({
			...order,
			submitted,
			endpoint,
			routingRule,
		})),
		stock: Object.fromEntries(state.stock),
		uploads: latest(state.uploads.values(), limit).map(({ _id, contentType, created, size, sha256, stored }) => ({
			_id,
			contentType,
			created,
			size,
			sha256,
			stored,
		})),
		postbackTargets: state.triggers.map(showTrigger),
		templates: state.templates,
		postbacks: latest(state.postbacks, limit),
		submissionErrors: latest(state.submissionErrors, limit),
		moods: state.moods,
		requests: Object.fromEntries(state.requests),
		inFlight: state.inFlight,
		highestConcurrency: state.highestConcurrency,
	};
}
