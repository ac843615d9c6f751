import { type Sandbox, startSandbox } from '../../sandbox/index.mts';
import { clientOf } from '../../lab/client.mts';

const realTime = '/printbeat/externalApi/v1/RealTimeData';
const volume = '/printbeat/externalApi/v1/Historic/PrintVolume';
const serials = ['47000101', '60000102'];

let sandbox: Sandbox;
let api: ReturnType<typeof clientOf>;

beforeAll(async () => {
	sandbox = await startSandbox({ settings: { download: false } });
	api = clientOf(sandbox);
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

/** Sends a new file to a press, and says when that was. */
async function send(press: number, copies: number, when = new Date().toISOString()): Promise<void> {
	const folder = await api.post('/box/api/partner/folder', { name: 'Flyers' });
	const file = await api.post('/box/api/partner/file', {
		name: `${copies}.pdf`,
		url: 'https://example.com/a.pdf',
		folderId: folder.body._id,
		copies,
	});
	const devices = (await api.get('/box/api/partner/device')).body.items;
	const { status } = await api.post(`/box/api/partner/file/${file.body._id}/send`, { deviceId: devices[press]._id });
	expect(status).toBe(200);
	sandbox.state.printed.at(-1)!.jobSubmitTime = when;
}

test('the presses as they are, with what they print', async () => {
	await send(0, 100, '2020-01-01T12:00:00.000Z');
	await send(0, 250);
	const { status, body } = await api.get(`${realTime}?devices=${serials[0]}&devices=${serials[1]}&resolution=Day&unitSystem=Metric`);
	expect(status).toBe(200);
	expect(body.data).toEqual([
		{
			pressName: 'Indigo 7K, hall 1',
			pressSerialNumber: serials[0],
			pressState: 'READY',
			currentJob: '250.pdf',
			value: 250,
			totalImpsSinceInstallation: 350,
			printedJobs: 2,
			lastTimeStateChanged: expect.any(String),
		},
		{
			pressName: 'Indigo 12000, hall 2',
			pressSerialNumber: serials[1],
			pressState: 'IDLE',
			currentJob: null,
			value: 0,
			totalImpsSinceInstallation: 0,
			printedJobs: 0,
			lastTimeStateChanged: null,
		},
	]);
});

test.each([
	[
		'Day',
		[
			['2026-11-02', 10],
			['2026-11-08', 20],
			['2026-11-09', 40],
		],
	],
	[
		'Week',
		[
			['2026-11-02', 30],
			['2026-11-09', 40],
		],
	],
	['Month', [['2026-11-01', 70]]],
])('what a press printed, by %s', async (resolution, periods) => {
	await send(1, 10, '2026-11-02T00:00:00.000Z');
	await send(1, 20, '2026-11-08T23:59:59.000Z');
	await send(1, 40, '2026-11-09T08:00:00.000Z');
	await send(1, 80, '2026-12-01T00:00:00.000Z');
	await send(0, 160, '2026-11-03T00:00:00.000Z');
	const query = new URLSearchParams({
		devices: serials[1]!,
		from: '2026-11-01 00:00:00',
		to: '2026-12-01 00:00:00',
		resolution,
		unitSystem: 'Metric',
	});
	const { body } = await api.get(`${volume}?${query}`);
	expect(body).toMatchObject({
		data: { kpiName: 'Print volume', fromDate: '2026-11-01', toDate: '2026-12-01', resolution },
		unitSystem: 'Metric',
	});
	const [{ unitName, unitInfo, events }] = body.data.unitEvents;
	expect([unitName, unitInfo]).toEqual([serials[1], 'HP Indigo 12000 Digital Press']);
	expect(events[0]).toEqual({
		date: events[0].date,
		value: { limit: expect.any(Number), value: expect.any(Number) },
		score: { limit: 20, value: expect.any(Number) },
	});
	const printed = events.map(({ date, value }: { date: string; value: { value: number } }) => [date, value.value]);
	expect(printed.filter(([, value]: [string, number]) => value > 0)).toEqual(periods);
	expect(printed).toHaveLength({ Day: 30, Week: 6, Month: 1 }[resolution]!);
});

test('several presses: repeated they are fine, in one list they are refused, as it was seen', async () => {
	const both = await api.get(`${volume}?devices=${serials[0]}&devices=${serials[1]}`);
	expect(both.body.data.unitEvents.map(({ unitName }: { unitName: string }) => unitName)).toEqual(serials);
	expect((await api.get(`${volume}?devices=${serials.join(',')}`)).status).toBe(403);
	expect((await api.get(`${realTime}?devices=${serials.join(',')}`)).body.data).toHaveLength(2);
});

test('jobs come by their markers, a hundred at most and twice a minute', async () => {
	for (let n = 1; n <= 3; n++) await send(n % 2, n);
	for (let n = 4; n <= 120; n++) sandbox.state.printedLog.add({ ...sandbox.state.printed[0]!, marker: n }, 0);
	const { body } = await api.get('/printbeat/externalApi/jobs?startMarker=1&sortOrder=ASC');
	expect(body.attempts).toHaveLength(100);
	expect(body.attempts[0]).toMatchObject({ marker: 2, jobName: '2.pdf', jobProgress: 'PRINTED', impressions: 2, deviceId: serials[0] });
	const newest = await api.get(`/printbeat/externalApi/jobs?sortOrder=DESC&devices=${serials[0]}`);
	expect(newest.body.attempts.map(({ marker }: { marker: number }) => marker)).toEqual([2]);
	expect((await api.get('/printbeat/externalApi/jobs')).status).toBe(429);
});

test('a path it has not is 400 NotFoundException, as it was recorded', async () => {
	expect(await api.get('/printbeat/externalApi/v1/Realtime/PressStatus?x=1')).toMatchObject({
		status: 400,
		body: {
			statusCode: 400,
			message: 'NotFoundException',
			developerInfo: `RESTEASY003210: Could not find resource for full path: ${sandbox.url}/printbeat/externalApi/v1/Realtime/PressStatus`,
			subCode: 0,
		},
	});
});

test.each([
	['devices=1', 404, 'serial number 1'],
	['resolution=Hour', 400, 'Day or Week or Month'],
	['unitSystem=Ells', 400, 'Metric or Imperial'],
	['from=yesterday', 400, 'from must be like'],
])('%s is refused', async (query, status, message) => {
	expect(await api.get(`${volume}?${query}`)).toMatchObject({
		status,
		body: { smsError: { message: expect.stringContaining(message), serviceName: 'printbeat' } },
	});
});

test("who doesn't sign, or signs for another service, is refused", async () => {
	expect((await fetch(sandbox.url + realTime)).status).toBe(401);
	const wrong = clientOf({ url: sandbox.url, key: sandbox.key, secret: 'another' });
	expect((await wrong.get(realTime)).status).toBe(401);
});
