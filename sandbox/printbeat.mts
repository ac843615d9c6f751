import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Context } from './context.mts';
import { ApiError } from './errors.mts';
import type { PrintedJob } from './records.mts';

/**
 * Print Beat, under /printbeat: what the presses do and did. The calls and their queries are HP's, the answer of PrintVolume has
 * the shape of a recorded one (docs/printos-api.md F); those of RealTimeData and jobs have the fields that public programs read.
 */

interface Query {
	devices?: string | string[];
	from?: string;
	to?: string;
	resolution?: string;
	unitSystem?: string;
	startMarker?: string;
	sortOrder?: string;
}

const resolutions = ['Day', 'Week', 'Month'] as const;
type Resolution = (typeof resolutions)[number];
const day = 24 * 60 * 60 * 1000;
/** Days that PrintVolume lists at most. */
const longestTime = 3700;

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

const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The first day of the day, week (Monday) or month a time falls into. */
function periodOf(time: number, resolution: Resolution): string {
	const date = new Date(time);
	if (resolution === 'Month') date.setUTCDate(1);
	if (resolution === 'Week') date.setTime(time - ((date.getUTCDay() + 6) % 7) * day);
	return dateOf(date.getTime());
}

function asked(context: Context, request: FastifyRequest) {
	const query = request.query as Query;
	// Repeated in HP's samples, with commas in other programs.
	const serials = [query.devices ?? []].flat().flatMap((text) => text.split(','));
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
	};
}

const sum = (jobs: PrintedJob[]) => jobs.reduce((total, { impressions }) => total + impressions, 0);

/** Of a device's states those of Print Beat: PRINTING, READY, IDLE and DISCONNECTED were seen. */
const pressStates: Record<string, string> = { DS_ON: 'READY', DS_PRINTING: 'PRINTING', DS_STANDBY: 'IDLE', DS_OFF: 'DISCONNECTED' };

function realTime(context: Context, request: FastifyRequest) {
	const { presses, resolution } = asked(context, request);
	const current = periodOf(Date.now(), resolution);
	return {
		data: presses.map((press) => {
			const jobs = context.state.printed.filter(({ deviceId }) => deviceId === press.serial);
			const last = jobs.at(-1);
			return {
				pressName: press.name,
				pressSerialNumber: press.serial,
				pressState: pressStates[press.status] ?? press.status,
				currentJob: last?.jobName ?? null,
				value: sum(jobs.filter(({ jobSubmitTime }) => periodOf(Date.parse(jobSubmitTime), resolution) === current)),
				totalImpsSinceInstallation: sum(jobs),
				printedJobs: jobs.length,
				lastTimeStateChanged: last?.jobSubmitTime ?? null,
			};
		}),
	};
}

/** Every day, week or month from one time to another, with nothing printed in it too. */
function periods(from: number, to: number, resolution: Resolution): string[] {
	if (to - from > longestTime * day) throw new ApiError(400, `from and to are ${longestTime} days apart at most`);
	const all = new Set<string>();
	for (let time = from; time < to; time += day) all.add(periodOf(time, resolution));
	return [...all];
}

/** What a press could print in a period; the share of it that it did print gives up to 20 points. Both are made up. */
const limits: Record<Resolution, number> = { Day: 400_000, Week: 2_800_000, Month: 12_000_000 };

function printVolume(context: Context, request: FastifyRequest) {
	const query = request.query as Query;
	// Several presses in one list with commas were refused so; one call for each works.
	if ([query.devices ?? []].flat().some((text) => text.includes(','))) throw new ApiError(403, 'Forbidden');
	const { presses, resolution, unitSystem } = asked(context, request);
	const to = timeIn(query.to, 'to', Math.ceil(Date.now() / day) * day);
	const from = timeIn(query.from, 'from', to - 30 * day);
	const limit = limits[resolution];
	const dates = periods(from, to, resolution);
	return {
		data: {
			kpiName: 'Print volume',
			fromDate: dateOf(from),
			toDate: dateOf(to),
			resolution,
			unitEvents: presses.map((press) => {
				const printed = new Map(dates.map((date) => [date, 0]));
				for (const { deviceId, jobSubmitTime, impressions } of context.state.printed) {
					const time = Date.parse(jobSubmitTime);
					const date = periodOf(time, resolution);
					if (deviceId === press.serial && time >= from && time < to) printed.set(date, (printed.get(date) ?? 0) + impressions);
				}
				const events = [...printed].map(([date, value]) => ({
					date,
					value: { limit, value },
					score: { limit: 20, value: Math.min(20, (20 * value) / limit) },
				}));
				return { unitName: press.serial, unitInfo: press.model, events };
			}),
		},
		unitSystem,
	};
}

/** At most a hundred a call: upwards those after a marker, downwards those before it, the newest first. */
function jobs(context: Context, request: FastifyRequest) {
	const { startMarker, sortOrder } = request.query as Query;
	const serials = asked(context, request).presses.map(({ serial }) => serial);
	const descending = oneOf(sortOrder, ['ASC', 'DESC'], 'sortOrder') === 'DESC';
	const all = context.state.printed.filter(({ deviceId }) => serials.includes(deviceId));
	const start = startMarker === undefined ? undefined : Number(startMarker);
	const wanted = descending
		? all.filter(({ marker }) => start === undefined || marker < start).reverse()
		: all.filter(({ marker }) => marker > (start ?? 0));
	return { attempts: wanted.slice(0, 100) };
}

export function printBeatRoutes(app: FastifyInstance, context: Context): void {
	app.get('/externalApi/v1/RealTimeData', async (request) => realTime(context, request));
	app.get('/externalApi/v1/Historic/PrintVolume', async (request) => printVolume(context, request));
	app.get('/externalApi/jobs', async (request) => {
		allowJobs(context);
		return jobs(context, request);
	});
}

/** Twice a minute, then 429. */
function allowJobs({ state, settings }: Context): void {
	const since = Date.now() - settings.rateWindowMs;
	state.jobsAsked = state.jobsAsked.filter((time) => time > since);
	if (state.jobsAsked.length >= 2) throw new ApiError(429, 'Too many requests');
	state.jobsAsked.push(Date.now());
}
