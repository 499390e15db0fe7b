import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';

// The baseline: the same read and the same durable write, by hand, on node:http and node:sqlite and nothing else.
// usage: node bench/raw.ts DATABASE PORT   (a copy of the database that the app is measured on)

const [path = '', port = '0'] = process.argv.slice(2);
const db = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5000 });
db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on; pragma busy_timeout = 5000');

const signedIn = db.prepare('select account_id from login_session where token_hash = ? and ends_at > ?');
const membership = db.prepare(
	"select handle from membership where group_id = ? and account_id = ? and state in ('member', 'break')"
);
const readRecord = db.prepare(
	'select circle, type, id, version, epoch, envelope from record where group_id = ? and type = ? and id = ?'
);
const putDraft = db.prepare(
	'insert into draft (account_id, key, sealed, updated_day) values (?, ?, ?, ?) ' +
		'on conflict (account_id, key) do update set sealed = excluded.sealed, updated_day = excluded.updated_day'
);
const tokenHash = (cookie = '') =>
	createHash('sha256')
		.update(cookie.slice(cookie.indexOf('=') + 1))
		.digest('base64url');

const server = createServer((req, res) => {
	const account = signedIn.get(tokenHash(req.headers.cookie), Date.now())?.account_id;
	if (typeof account !== 'string') return void res.writeHead(401).end();
	const parts = (req.url ?? '').split('/');
	if (req.method === 'GET') {
		const [, , , group = '', , type = '', id = ''] = parts;
		if (!membership.get(group, account)) return void res.writeHead(404).end();
		const body = JSON.stringify(readRecord.get(group, type, id) ?? null);
		return void res
			.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
			.end(body);
	}
	const chunks: Buffer[] = [];
	req.on('data', (chunk: Buffer) => chunks.push(chunk));
	req.on('end', () => {
		const { sealed } = JSON.parse(Buffer.concat(chunks).toString()) as { sealed: string };
		db.exec('begin immediate');
		putDraft.run(account, parts[4] ?? randomBytes(4).toString('hex'), sealed, '2026-11-23');
		db.exec('commit');
		res.writeHead(204).end();
	});
});
server.listen(Number(port), '127.0.0.1', () => console.log('ready'));
