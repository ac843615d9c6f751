import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../n8n/ports.mts';
import { Workplace } from '../workplace.mts';

const dovecot = '/usr/sbin/dovecot';

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
	const workplace = await Workplace.create('imap');
	const { folder } = workplace;
	const port = await freePort();
	// Dovecot doesn't run as root, and wants to know by name who it runs as.
	const { uid, gid, username } = userInfo();
	const account = uid === 0 ? { name: 'nobody', group: 'nogroup' } : { name: username, group: String(gid) };

	const makeFolder = async (path: string) => {
		await mkdir(path, { mode: 0o700 });
		await workplace.own(path);
	};
	const write = async (path: string, text: string) => {
		await writeFile(path, text, { mode: 0o600 });
		await workplace.own(path);
	};

	await makeFolder(join(folder, 'run'));
	await makeFolder(join(folder, 'mail'));
	for (const { user } of mailboxes) {
		for (const path of [[user], [user, 'Maildir'], ...['cur', 'new', 'tmp'].map((part) => [user, 'Maildir', part])])
			await makeFolder(join(folder, 'mail', ...path));
	}
	await write(join(folder, 'passwords'), mailboxes.map(({ user, password }) => `${user}:{PLAIN}${password}\n`).join(''));
	await write(join(folder, 'dovecot.conf'), configuration(folder, port, account));
	const stop = await workplace.serve(dovecot, ['-F', '-c', join(folder, 'dovecot.conf')], () => answers(port));
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
		...attachments.map(
			({ name, type, content }) =>
				`Content-Type: ${type}\nContent-Disposition: attachment; filename="${encoded(name)}"\nContent-Transfer-Encoding: base64\n\n${base64(content)}`,
		),
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
