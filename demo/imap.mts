import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { freePort } from './ports.mts';

const dovecot = '/usr/sbin/dovecot';
/** Dovecot doesn't run as root. */
const nobody = { name: 'nobody', group: 'nogroup', uid: 65534, gid: 65534 };

export interface Mailbox {
	user: string;
	password: string;
}

export interface ImapServer {
	port: number;
	/** Puts a mail, as it travels, into somebody's inbox. */
	deliver(user: string, mail: string): Promise<void>;
	stop(): Promise<void>;
}

function configuration(folder: string, port: number, account: { name: string; group: string }): string {
	return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${account.name}
default_internal_group = ${account.group}
default_login_user = ${account.name}
first_valid_uid = 1
service anvil {
	chroot =
}
service imap-login {
	chroot =
	inet_listener imap {
		port = ${port}
	}
	inet_listener imaps {
		port = 0
	}
}
passdb {
	driver = passwd-file
	args = ${folder}/passwords
}
userdb {
	driver = static
	args = uid=${account.name} gid=${account.group} home=${folder}/mail/%u
}
mail_location = maildir:~/Maildir
namespace inbox {
	inbox = yes
}
# How soon a new mail is seen.
mailbox_idle_check_interval = 1 secs
`;
}

/**
 * Starts a real IMAP server (Dovecot) on the loopback address, in a folder of its own and not as root.
 * @throws Error when Dovecot isn't installed or doesn't start
 */
export async function startImapServer(mailboxes: Mailbox[]): Promise<ImapServer> {
	if (!existsSync(dovecot)) throw new Error(`There is no ${dovecot}: install dovecot-imapd.`);
	const { uid, gid, username } = userInfo();
	const isRoot = uid === 0;
	const account = isRoot ? nobody : { name: username, group: String(gid), uid, gid };
	const folder = await mkdtemp(join(tmpdir(), 'imap-'));
	const port = await freePort();

	const own = async (path: string) => (isRoot ? await chown(path, account.uid, account.gid) : undefined);
	const makeFolder = async (path: string) => {
		await mkdir(path, { mode: 0o700 });
		await own(path);
	};
	const write = async (path: string, text: string) => {
		await writeFile(path, text, { mode: 0o600 });
		await own(path);
	};

	await own(folder);
	await makeFolder(join(folder, 'run'));
	await makeFolder(join(folder, 'mail'));
	for (const { user } of mailboxes) {
		for (const path of [[user], [user, 'Maildir'], ...['cur', 'new', 'tmp'].map((part) => [user, 'Maildir', part])]) await makeFolder(join(folder, 'mail', ...path));
	}
	await write(join(folder, 'passwords'), mailboxes.map(({ user, password }) => `${user}:{PLAIN}${password}\n`).join(''));
	await write(join(folder, 'dovecot.conf'), configuration(folder, port, account));

	const command = [dovecot, '-F', '-c', join(folder, 'dovecot.conf')];
	const [program = '', ...args] = isRoot ? ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', ...command] : command;
	const server = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
	let complaint = '';
	server.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
	const exited = new Promise<void>((resolve) => server.once('close', () => resolve()).once('error', () => resolve()));
	const stop = async () => {
		server.kill('SIGTERM');
		await exited;
		await rm(folder, { recursive: true, force: true });
	};

	for (const deadline = Date.now() + 10_000; !(await answers(port)); await setTimeout(50)) {
		if (server.exitCode === null && Date.now() < deadline) continue;
		await stop();
		throw new Error(`Dovecot did not start. ${complaint}`);
	}
	return {
		port,
		stop,
		async deliver(user, mail) {
			const maildir = join(folder, 'mail', user, 'Maildir');
			const name = `${Date.now()}.${randomUUID()}`;
			await write(join(maildir, 'tmp', name), mail.replace(/\r?\n/g, '\r\n'));
			await rename(join(maildir, 'tmp', name), join(maildir, 'new', name));
		},
	};
}

function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.end(() => resolve(true)));
		socket.once('error', () => resolve(false));
	});
}

export interface Mail {
	from: string;
	to: string;
	subject: string;
	text: string;
	/** Further headers, such as `Auto-Submitted: auto-replied`. */
	headers?: string[];
	attachments?: Array<{ name: string; type: string; content: Buffer }>;
}

/** A mail as it travels: plain text, and its attachments in base64. */
export function mimeMail({ from, to, subject, text, headers = [], attachments = [] }: Mail): string {
	const encoded = (word: string) => (/^[\x20-\x7e]*$/.test(word) ? word : `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`);
	const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\n');
	const boundary = `part-${randomUUID()}`;
	const parts = [
		`Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${base64(Buffer.from(text))}`,
		...attachments.map(({ name, type, content }) => `Content-Type: ${type}\nContent-Disposition: attachment; filename="${encoded(name)}"\nContent-Transfer-Encoding: base64\n\n${base64(content)}`),
	];
	return [
		`From: ${from}`,
		`To: ${to}`,
		`Subject: ${encoded(subject)}`,
		`Date: ${new Date().toUTCString()}`,
		`Message-ID: <${randomUUID()}@mail.test>`,
		'MIME-Version: 1.0',
		...headers,
		`Content-Type: multipart/mixed; boundary="${boundary}"`,
		'',
		...parts.map((part) => `--${boundary}\n${part}`),
		`--${boundary}--`,
		'',
	].join('\n');
}
