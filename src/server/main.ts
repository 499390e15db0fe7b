import { existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NewerDatabase } from '#lib/platform/server/migrate.ts';
import { publicAddress, readCertificate, readConfig, type Config } from './config.ts';
import { firstRunLink, isSettled, makeToken } from './first-run.ts';
import { HOST_HEADER, makeFront, PROTOCOL_HEADER, type Pages } from './front.ts';
import { rawAnswer } from './guard.ts';
import { pagePolicies } from './headers.ts';
import { build } from './home.ts';
import { FolderTrouble, openHouse, prepareFolder, type House } from './install.ts';
import { endWithParent } from '../../scripts/parent.mjs';
import { remember } from './remember.ts';

const GRACE_MS = 3000;
/** The certificate is read again twice a day, so that renewing it needs no restart. */
const CERTIFICATE_MS = 12 * 60 * 60_000;

function stop(sentence: string): never {
	console.error(sentence);
	process.exit(1);
}

/** No request, no address, no message (it could hold something typed): an id, the kind of fault, and where. */
function onCrash(id: string, error: unknown): void {
	const fault = error instanceof Error ? error : new Error('not an error');
	const where = (fault.stack ?? '')
		.split('\n')
		.filter((line) => line.startsWith('    at '))
		.slice(0, 6);
	console.error([`fault ${id} ${fault.name} ${(fault as NodeJS.ErrnoException).code ?? ''}`, ...where].join('\n'));
}

async function loadPages(): Promise<Pages> {
	const handler = join(build, 'handler.js');
	if (!existsSync(handler)) stop('Rowan has not been built yet. Start it with: npm start');
	// adapter-node reads these when it is loaded. It would take the address from the request otherwise.
	Object.assign(process.env, { PROTOCOL_HEADER, HOST_HEADER, BODY_SIZE_LIMIT: '64K' });
	return ((await import(pathToFileURL(handler).href)) as { handler: Pages }).handler;
}

function makeServer(config: Config): http.Server | https.Server {
	const limits = {
		requestTimeout: 120_000,
		headersTimeout: 15_000,
		keepAliveTimeout: 70_000,
		connectionsCheckingInterval: 5_000
	};
	if (!config.certificate) return http.createServer(limits);
	const files = config.certificate;
	const first = readCertificate(files);
	if (!first.ok) stop(first.say);
	const server = https.createServer({ ...limits, cert: first.cert, key: first.key });
	const again = () => {
		const renewed = readCertificate(files);
		if (renewed.ok) server.setSecureContext(renewed);
	};
	process.on('SIGHUP', again);
	setInterval(again, CERTIFICATE_MS).unref();
	return server;
}

function listen(server: http.Server, { port, host }: Config): Promise<number> {
	return new Promise((done) => {
		server.once('error', (error: NodeJS.ErrnoException) => stop(listenTrouble(error, port, host)));
		server.listen({ port, host }, () => {
			const address = server.address();
			done(typeof address === 'object' && address ? address.port : port);
		});
	});
}

function listenTrouble({ code, message }: NodeJS.ErrnoException, port: number, host = 'this machine'): string {
	if (code === 'EADDRINUSE') {
		return `Port ${port} is taken by another program, perhaps by a Rowan that runs already. Stop it, or choose another: PORT=${port + 1} npm start`;
	}
	if (code === 'EACCES') return `This account may not use port ${port}. Choose one above 1023: PORT=3000 npm start`;
	return `Rowan cannot listen on ${host}, port ${port} (${code ?? message}). Look at HOST and PORT.`;
}

function openingTrouble(error: unknown, { database, dataDir }: Config): string {
	if (error instanceof FolderTrouble) return error.message;
	if (error instanceof NewerDatabase) {
		return 'The data was written by a newer Rowan than this one. Nothing was changed. Start the newer Rowan, or restore a backup from before.';
	}
	const where = database.startsWith('postgres') ? 'the PostgreSQL database' : `the data folder ${dataDir}`;
	const { code, message } = error as NodeJS.ErrnoException;
	return `Rowan cannot open ${where}: ${message || code}`;
}

/** The one thing that is printed. */
async function announce(house: House, publicUrl: URL): Promise<void> {
	const { ctx } = house.current().install;
	await ctx.writeAnyway((trx) => remember(trx, 'public_origin', publicUrl.origin));
	const settled = ctx.practice || (await isSettled(ctx));
	if (settled) return console.log(`Rowan is ready. Open ${publicUrl.origin}`);
	console.log(`Rowan is ready. Open ${firstRunLink(publicUrl.origin, await makeToken(ctx))}`);
	console.log('This link works for 30 minutes. Each start makes a new one until there is a group.');
}

async function main(): Promise<void> {
	process.umask(0o077); // whatever we write is for this account alone
	const read = readConfig(process.env);
	if (!read.ok) stop(read.say);
	const { config } = read;
	const server = makeServer(config);
	let publicUrl = config.publicUrl ?? new URL('http://localhost');
	let opened: (house: House) => void = () => undefined;
	const ready = new Promise<House>((done) => (opened = done));
	const front = makeFront({
		...config,
		current: async () => (await ready).current(),
		pages: await loadPages(),
		publicUrl: () => publicUrl,
		onlyThisName: config.publicUrl === undefined,
		policies: pagePolicies(join(build, 'prerendered')),
		shell: existsSync(join(build, 'prerendered/app.html')),
		onCrash
	});
	server.on('request', front.answer);
	server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
		if (socket.writable) socket.end(rawAnswer(error.code, publicUrl.protocol === 'https:'));
	});
	try {
		prepareFolder(config.dataDir);
	} catch (error) {
		stop(openingTrouble(error, config));
	}
	// First the port, then the data: a second start by mistake must not touch the data of the one that runs.
	publicUrl = publicAddress(config, await listen(server, config));
	const options = { ...config, publicUrl: () => publicUrl, onCrash, onSwap: front.letGo, ballast: true };
	const house = await openHouse(options).catch((error: unknown) => stop(openingTrouble(error, config)));
	opened(house);
	const end = makeEnd(server, front.letGo, house);
	for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
	endWithParent(end);
	await announce(house, publicUrl);
}

/** Stops once: no new requests, streams let go, whatever is being answered gets a moment, the data is closed. */
function makeEnd(server: http.Server, letGo: () => void, house: House): () => void {
	let ending = false;
	return () => {
		if (ending) return;
		ending = true;
		server.close(() => {
			void house.close().then(() => process.exit(0));
		});
		letGo();
		server.closeIdleConnections();
		setTimeout(() => {
			server.closeAllConnections();
		}, GRACE_MS).unref();
	};
}

// A promise that nobody waited for must not end everybody's evening; it is said in the terminal instead.
process.on('unhandledRejection', (error) => {
	onCrash(crypto.randomUUID(), error);
});
await main();
