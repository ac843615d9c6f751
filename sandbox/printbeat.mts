import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from './context.mts';
import { ApiError } from './errors.mts';

/**
 * Print Beat, under /printbeat: what the presses do and did. The calls and their queries are HP's (docs/printos-api.md F);
 * HP publishes no answer. The one of RealTimeData follows the fields that public programs read, that of PrintVolume too.
 */

interface Query {
	devices?: string | string[];
	from?: string;
	to?: string;
	resolution?: string;
	unitSystem?: string;
}

const resolutions = ['Day', 'Week', 'Month'] as const;
type Resolution = (typeof resolutions)[number];
const day = 24 * 60 * 60 * 1000;

function oneOf<T extends string>(given: string | undefined, known: readonly T[], name: string): T {
	const found = known.find((word) => word === (given ?? known[0]));
	if (!found) throw new ApiError(400, `${name} must be ${known.join(' or ')}`);
	return found;
}

/** HP's samples write times as "2026-11-20 00:00:00", without a zone: UTC here. */
function timeIn(given: string | undefined, name: string, otherwise: number): number {
	if (!given) return otherwise;
	const time = /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/.test(given)
		? Date.parse(`${given.slice(0, 10)}T${given.slice(11) || '00:00:00'}Z`)
		: Number.NaN;
	if (Number.isNaN(time)) throw new ApiError(400, `${name} must be like 2026-11-20 00:00:00`);
	return time;
}

/** The first day of the day, week (Monday) or month a time falls into. */
function periodOf(time: number, resolution: Resolution): string {
	const date = new Date(time);
	if (resolution === 'Month') date.setUTCDate(1);
	if (resolution === 'Week') date.setTime(time - ((date.getUTCDay() + 6) % 7) * day);
	return date.toISOString().slice(0, 10);
}

function asked(context: Context, request: FastifyRequest) {
	const query = request.query as Query;
	const serials = [query.devices ?? []].flat();
	const known = context.catalogue.devices.filter(({ serial }) => serial !== '');
	const presses = serials.map((serial) => {
		const press = known.find((device) => device.serial === serial);
		if (!press) throw new ApiError(404, `There is no press with the serial number ${serial}`);
		return press;
	});
	return {
		presses: presses.length > 0 ? presses : known,
		resolution: oneOf(query.resolution, resolutions, 'resolution'),
		unitSystem: oneOf(query.unitSystem, ['Metric', 'Imperial'], 'unitSystem'),
		from: timeIn(query.from, 'from', 0),
		to: timeIn(query.to, 'to', Infinity),
	};
}

/** What Box sent to a press, as far as the files remember: each its last time. A copy counts as one impression. */
function printed({ state }: Context, deviceId: string) {
	return [...state.files.values()].flatMap((file) =>
		file.lastSent !== null && file.lastDevice?._id === deviceId
			? [{ name: file.name, time: Date.parse(file.lastSent), impressions: file.printInstructions.copies }]
			: [],
	);
}

const sum = (jobs: Array<{ impressions: number }>) => jobs.reduce((total, { impressions }) => total + impressions, 0);

export function printBeatRoutes(app: FastifyInstance, context: Context): void {
	app.get('/externalApi/v1/RealTimeData', async (request) => {
		const { presses, resolution } = asked(context, request);
		const current = periodOf(Date.now(), resolution);
		return {
			data: presses.map((press) => {
				const jobs = printed(context, press._id);
				return {
					pressName: press.name,
					pressSerialNumber: press.serial,
					pressState: press.status,
					currentJob: jobs.sort((a, b) => a.time - b.time).at(-1)?.name ?? null,
					value: sum(jobs.filter(({ time }) => periodOf(time, resolution) === current)),
					totalImpsSinceInstallation: sum(jobs),
				};
			}),
		};
	});

	app.get('/externalApi/v1/Historic/PrintVolume', async (request) => {
		const { presses, resolution, from, to } = asked(context, request);
		const events = (deviceId: string) => {
			const jobs = printed(context, deviceId).filter(({ time }) => time >= from && time < to);
			const periods = [...new Set(jobs.map(({ time }) => periodOf(time, resolution)))].sort();
			return periods.map((happenedOn) => ({
				happenedOn,
				value: { value: sum(jobs.filter(({ time }) => periodOf(time, resolution) === happenedOn)) },
			}));
		};
		return { data: { unitEvents: presses.map((press) => ({ unitId: press.serial, unitName: press.name, events: events(press._id) })) } };
	});
}
