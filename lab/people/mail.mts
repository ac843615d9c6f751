import type { AddressInfo } from 'node:net';

import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface MailServer {
	port: number;
	/** Every mail received so far, oldest first. */
	mails: ParsedMail[];
	/** Resolves with the first mail, received before or after this call, that `wanted` holds true for. */
	waitFor(wanted: (mail: ParsedMail) => boolean, timeoutMs: number): Promise<ParsedMail>;
	/** Calls `listener` for every mail from now on. */
	onMail(listener: (mail: ParsedMail) => void): void;
	stop(): Promise<void>;
}

/** Starts a real SMTP server on the loopback address that takes any mail from anybody and keeps it in memory. */
export async function startMailServer(port = 0): Promise<MailServer> {
	const mails: ParsedMail[] = [];
	const listeners = new Set<(mail: ParsedMail) => void>();
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onData(stream, _session, done) {
			simpleParser(stream).then((mail) => {
				mails.push(mail);
				for (const listener of [...listeners]) listener(mail);
				done();
			}, done);
		},
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});

	return {
		port: (server.server.address() as AddressInfo).port,
		mails,
		waitFor: (wanted, timeoutMs) =>
			new Promise((resolve, reject) => {
				const already = mails.find(wanted);
				if (already) return resolve(already);
				const listener = (mail: ParsedMail) => {
					if (!wanted(mail)) return;
					clearTimeout(timer);
					listeners.delete(listener);
					resolve(mail);
				};
				const timer = setTimeout(() => {
					listeners.delete(listener);
					reject(new Error(`no such mail within ${timeoutMs / 1000} s (${mails.length} other mails came)`));
				}, timeoutMs);
				listeners.add(listener);
			}),
		onMail: (listener) => void listeners.add(listener),
		stop: () => new Promise((resolve) => server.close(resolve)),
	};
}
