import { type Kill, Polling, Press } from './polling.mts';

test('2,000 orders make 10,000 changes and n8n is killed 100 times: none is lost, and the memory stays small', () => {
	const polling = new Polling();
	const press = new Press();
	polling.poll(press.list());
	const course = ['received', 'accepted', 'dataready', 'printready', 'printed', 'shipped'];
	const ids: string[] = [];
	const kills: Kill[] = ['beforeSave', 'beforeRun', 'afterRun'];
	let random = 7;
	const pick = (below: number) => (random = (random * 48_271) % 0x7fffffff) % below;
	let polls = 0;
	for (; ids.length < 2000 || press.list().some(({ status }) => status !== 'shipped'); polls++) {
		for (let n = 0; n < 10 && ids.length < 2000; n++) ids.push(press.submit(polling.now));
		for (let n = 0; n < 80; n++) {
			const id = ids[pick(ids.length)]!;
			press.move(id, course[Math.min(course.indexOf(press.orders.get(id)!.status) + 1, 5)]!);
		}
		polling.poll(press.list(), polls % 4 === 1 ? kills[pick(3)] : undefined);
	}
	for (let n = 0; n < 20; n++) polling.poll(press.list());

	const met = new Map<string, Set<string>>();
	for (const { id, to, passed, created } of polling.runs) {
		const statuses = met.get(id) ?? new Set();
		for (const status of [...(created ? ['created'] : []), ...passed, to]) statuses.add(status);
		met.set(id, statuses);
	}
	expect(ids.filter((id) => ['created', ...course.slice(1)].some((status) => !met.get(id)?.has(status)))).toEqual([]);
	expect(polls).toBeGreaterThan(200);
	expect(new Set(polling.runs.map(({ deliveryKey }) => deliveryKey)).size).toBeGreaterThan(6000);
	expect(polling.largest).toBeLessThan(80_000);
});
