// Loaded into every n8n process (node --import): when the process that started it is gone, however it went, its end of the
// stdin pipe is closed and n8n shuts down too. So no run, test or crash leaves an n8n behind.
import { setTimeout } from 'node:timers';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
	process.stdin.on('end', () => {
		process.kill(process.pid, 'SIGTERM');
		setTimeout(() => process.exit(1), 3_000).unref();
	});
	process.stdin.resume();
	process.stdin.unref();
}
