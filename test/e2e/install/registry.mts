import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, createServer, type SecureContext } from 'node:tls';
import fastify from 'fastify';
import { generate } from 'selfsigned';

import type { Tarball } from './tarball.mts';

export interface Registry {
	/** For n8n's environment, and so for the npm that n8n starts: all the internet is this registry. */
	env: Record<string, string>;
	/** What was asked for, e.g. `GET /n8n-nodes-printos`, in order. */
	requests: string[];
	stop(): Promise<void>;
}

/**
 * An npm registry with one package in it. n8n takes another registry than npm's only with a licence, so this one stands
 * between n8n and the internet as a company's proxy does: it answers for every https host, with certificates of its own
 * authority. What isn't the package isn't found, and nothing gets out.
 * @param folder for its authority's certificate and npm's cache
 */
export async function startRegistry(tarball: Tarball, folder: string): Promise<Registry> {
	const { name, version } = tarball.packageJson;
	const requests: string[] = [];
	const app = fastify({ forceCloseConnections: true });
	app.addHook('onRequest', async ({ method, url }) => void requests.push(`${method} ${decodeURIComponent(url)}`));

	const manifest = (host: string) => ({
		...tarball.packageJson,
		_id: `${name}@${version}`,
		dist: { tarball: `https://${host}/${name}/-/${tarball.fileName}`, integrity: tarball.integrity, shasum: tarball.shasum },
	});
	app.get(`/${name}`, ({ host }) => ({ _id: name, name, 'dist-tags': { latest: version }, versions: { [version]: manifest(host) } }));
	for (const wanted of ['latest', version]) app.get(`/${name}/${wanted}`, ({ host }) => manifest(host));
	app.get(`/${name}/-/${tarball.fileName}`, (_request, reply) => reply.type('application/octet-stream').send(readFileSync(tarball.file)));

	// A tunnel to any host ends here: its TLS is taken off, and what comes out is a request as any other.
	const authority = await generate([{ name: 'commonName', value: 'Test authority' }], {
		algorithm: 'sha256',
		extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
	});
	const contexts = new Map<string, Promise<SecureContext>>();
	const tls = createServer({
		SNICallback: (host, done) => {
			if (!contexts.has(host)) contexts.set(host, contextFor(host, authority));
			contexts.get(host)!.then((context) => done(null, context), done);
		},
	});
	tls.on('secureConnection', (socket) => app.server.emit('connection', socket));
	app.server.on('connect', (_request, socket) => {
		socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
		tls.emit('connection', socket);
	});
	await app.listen({ host: '127.0.0.1', port: 0 });

	mkdirSync(folder, { recursive: true });
	const authorityFile = join(folder, 'authority.pem');
	writeFileSync(authorityFile, authority.cert);
	const proxy = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	return {
		env: {
			HTTPS_PROXY: proxy,
			https_proxy: proxy,
			NO_PROXY: '127.0.0.1,localhost',
			no_proxy: '127.0.0.1,localhost',
			NODE_EXTRA_CA_CERTS: authorityFile,
			npm_config_cafile: authorityFile,
			npm_config_cache: join(folder, 'npm-cache'),
		},
		requests,
		stop: () => app.close(),
	};
}

async function contextFor(host: string, authority: { private: string; cert: string }): Promise<SecureContext> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
		extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
		ca: { key: authority.private, cert: authority.cert },
	});
	return createSecureContext({ key, cert });
}
