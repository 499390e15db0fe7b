import { sql, type Kysely } from 'kysely';

// Portable column types only: text ids, integer and bigint milliseconds, JSON and sealed bytes as text.
// Whoever reads this file sees everything the server can see in plain (docs/threat-model.md lists it in words).
export async function up(db: Kysely<unknown>): Promise<void> {
	await installTables(db);
	await peopleTables(db);
	await groupTables(db);
	await sealedTables(db);
	await meetingTables(db);
	await noteTables(db);
}

async function installTables(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('install')
		.addColumn('key', 'text', (c) => c.primaryKey())
		.addColumn('value', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('event')
		.addColumn('seq', 'bigint', (c) => c.primaryKey())
		.addColumn('day', 'text', (c) => c.notNull())
		.addColumn('group_id', 'text')
		.addColumn('actor', 'text')
		.addColumn('verb', 'text', (c) => c.notNull())
		.addColumn('object', 'text')
		.addColumn('payload', 'text')
		.addColumn('salt', 'text')
		.addColumn('payload_hash', 'text', (c) => c.notNull())
		.addColumn('hash', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('event_by_group').on('event').columns(['group_id', 'seq']).execute();
	await db.schema
		.createTable('job')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('kind', 'text', (c) => c.notNull())
		.addColumn('payload', 'text', (c) => c.notNull())
		.addColumn('run_at', 'bigint', (c) => c.notNull())
		.addColumn('locked_until', 'bigint')
		.addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('dedupe', 'text', (c) => c.unique())
		.addColumn('last_error', 'text')
		.execute();
	await db.schema.createIndex('job_due').on('job').columns(['run_at']).execute();
	await db.schema
		.createTable('guess')
		.addColumn('bucket', 'text', (c) => c.primaryKey())
		.addColumn('failures', 'integer', (c) => c.notNull())
		.addColumn('last_at', 'bigint', (c) => c.notNull())
		.execute();
}

async function peopleTables(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('account')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('name', 'text', (c) => c.notNull())
		.addColumn('name_fold', 'text', (c) => c.notNull().unique())
		.addColumn('exit_to', 'text')
		.addColumn('created_day', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('unlocker')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
		.addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('passphrase','recovery','passkey')`))
		.addColumn('version', 'integer', (c) => c.notNull())
		.addColumn('salt', 'text', (c) => c.notNull())
		.addColumn('params', 'text', (c) => c.notNull())
		.addColumn('verifier', 'text', (c) => c.notNull())
		.addColumn('wrapped', 'text', (c) => c.notNull())
		.addColumn('created_day', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('unlocker_by_account').on('unlocker').columns(['account_id', 'kind']).execute();
	await db.schema
		.createTable('login_session')
		.addColumn('token_hash', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
		.addColumn('created_at', 'bigint', (c) => c.notNull())
		.addColumn('seen_at', 'bigint', (c) => c.notNull())
		.addColumn('ends_at', 'bigint', (c) => c.notNull())
		.addColumn('borrowed', 'integer', (c) =>
			c
				.notNull()
				.defaultTo(0)
				.check(sql`borrowed in (0, 1)`)
		)
		.execute();
	await db.schema.createIndex('login_session_by_account').on('login_session').columns(['account_id']).execute();
	await db.schema
		.createTable('draft')
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
		.addColumn('key', 'text', (c) => c.notNull())
		.addColumn('sealed', 'text', (c) => c.notNull())
		.addColumn('updated_day', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('draft_key', ['account_id', 'key'])
		.execute();
}

async function groupTables(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('peer_group')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('head', 'text', (c) => c.notNull())
		.addColumn('seq', 'integer', (c) => c.notNull())
		.addColumn('country', 'text', (c) => c.notNull())
		.addColumn('zone', 'text', (c) => c.notNull())
		.addColumn('language', 'text', (c) => c.notNull())
		.addColumn('venue_opens', 'text', (c) =>
			c
				.notNull()
				.defaultTo('48h')
				.check(sql`venue_opens in ('48h','always')`)
		)
		.addColumn('public_card', 'text', (c) => c.notNull())
		.addColumn('public_version', 'integer', (c) => c.notNull().defaultTo(1))
		.addColumn('created_day', 'text', (c) => c.notNull())
		.execute();
	await db.schema
		.createTable('open_link')
		.addColumn('token_hash', 'text', (c) => c.primaryKey())
		.addColumn('created_at', 'bigint', (c) => c.notNull())
		.addColumn('expires_at', 'bigint', (c) => c.notNull())
		.addColumn('used_at', 'bigint')
		.execute();
	await db.schema
		.createTable('roster_event')
		.addColumn('group_id', 'text', (c) => c.notNull().references('peer_group.id').onDelete('cascade'))
		.addColumn('seq', 'integer', (c) => c.notNull())
		.addColumn('hash', 'text', (c) => c.notNull())
		.addColumn('event', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('roster_event_key', ['group_id', 'seq'])
		.execute();
	await db.schema
		.createTable('membership')
		.addColumn('group_id', 'text', (c) => c.notNull().references('peer_group.id').onDelete('cascade'))
		.addColumn('handle', 'text', (c) => c.notNull())
		.addColumn('account_id', 'text', (c) => c.references('account.id').onDelete('set null'))
		.addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('member','break','left','removed')`))
		.addColumn('since_day', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('membership_key', ['group_id', 'handle'])
		.execute();
	await db.schema
		.createIndex('membership_once')
		.unique()
		.on('membership')
		.columns(['account_id', 'group_id'])
		.where(sql.ref('state'), 'in', sql`('member','break')`)
		.execute();
	await db.schema
		.createTable('membership_role')
		.addColumn('group_id', 'text', (c) => c.notNull())
		.addColumn('handle', 'text', (c) => c.notNull())
		.addColumn('role', 'text', (c) => c.notNull())
		.addColumn('since_day', 'text', (c) => c.notNull())
		.addColumn('suspended_day', 'text')
		.addPrimaryKeyConstraint('membership_role_key', ['group_id', 'handle', 'role'])
		.addForeignKeyConstraint('membership_role_of', ['group_id', 'handle'], 'membership', ['group_id', 'handle'], (c) =>
			c.onDelete('cascade')
		)
		.execute();
	await db.schema
		.createTable('invitation')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('group_id', 'text', (c) => c.notNull().references('peer_group.id').onDelete('cascade'))
		.addColumn('secret_hash', 'text', (c) => c.notNull().unique())
		.addColumn('role', 'text', (c) => c.notNull().check(sql`role in ('member','facilitator')`))
		.addColumn('state', 'text', (c) => c.notNull().check(sql`state in ('open','asked','used','revoked')`))
		.addColumn('made_by', 'text', (c) => c.notNull())
		.addColumn('expires_at', 'bigint', (c) => c.notNull())
		.addColumn('offer', 'text', (c) => c.notNull())
		.addColumn('request', 'text')
		.addColumn('asked_by', 'text', (c) => c.references('account.id').onDelete('set null'))
		.addColumn('asked_handle', 'text')
		.addColumn('asked_accepts', 'integer')
		.execute();
	await db.schema.createIndex('invitation_by_group').on('invitation').columns(['group_id', 'state']).execute();
	await db.schema.createIndex('invitation_by_asker').on('invitation').columns(['asked_by']).execute();
	await db.schema
		.createTable('agreement')
		.addColumn('group_id', 'text', (c) => c.notNull().references('peer_group.id').onDelete('cascade'))
		.addColumn('version', 'integer', (c) => c.notNull())
		.addColumn('kind', 'text', (c) => c.notNull().check(sql`kind in ('major','minor')`))
		.addColumn('review_day', 'text', (c) => c.notNull())
		.addColumn('published_day', 'text', (c) => c.notNull())
		.addColumn('published_by', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('agreement_key', ['group_id', 'version'])
		.execute();
	await db.schema
		.createTable('acceptance')
		.addColumn('group_id', 'text', (c) => c.notNull())
		.addColumn('handle', 'text', (c) => c.notNull())
		.addColumn('version', 'integer', (c) => c.notNull())
		.addColumn('day', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('acceptance_key', ['group_id', 'handle', 'version'])
		.addForeignKeyConstraint('acceptance_of', ['group_id', 'handle'], 'membership', ['group_id', 'handle'], (c) =>
			c.onDelete('cascade')
		)
		.execute();
}

async function sealedTables(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('circle')
		.addColumn('group_id', 'text', (c) => c.notNull().references('peer_group.id').onDelete('cascade'))
		.addColumn('circle', 'text', (c) => c.notNull())
		.addColumn('epoch', 'integer', (c) => c.notNull())
		.addColumn('due', 'integer', (c) =>
			c
				.notNull()
				.defaultTo(0)
				.check(sql`due in (0, 1)`)
		)
		.addPrimaryKeyConstraint('circle_key', ['group_id', 'circle'])
		.execute();
	await db.schema
		.createTable('wrap')
		.addColumn('group_id', 'text', (c) => c.notNull().references('peer_group.id').onDelete('cascade'))
		.addColumn('circle', 'text', (c) => c.notNull())
		.addColumn('epoch', 'integer', (c) => c.notNull())
		.addColumn('seq', 'integer', (c) => c.notNull())
		.addColumn('file', 'text', (c) => c.notNull())
		.addColumn('live', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('wrap_key', ['group_id', 'circle', 'epoch'])
		.execute();
	await db.schema
		.createTable('wrap_reader')
		.addColumn('group_id', 'text', (c) => c.notNull())
		.addColumn('handle', 'text', (c) => c.notNull())
		.addColumn('circle', 'text', (c) => c.notNull())
		.addColumn('epoch', 'integer', (c) => c.notNull())
		.addPrimaryKeyConstraint('wrap_reader_key', ['group_id', 'handle', 'circle', 'epoch'])
		.addForeignKeyConstraint(
			'wrap_reader_of',
			['group_id', 'circle', 'epoch'],
			'wrap',
			['group_id', 'circle', 'epoch'],
			(c) => c.onDelete('cascade')
		)
		.execute();
	await db.schema
		.createTable('record')
		.addColumn('group_id', 'text', (c) => c.notNull().references('peer_group.id').onDelete('cascade'))
		.addColumn('type', 'text', (c) => c.notNull())
		.addColumn('id', 'text', (c) => c.notNull())
		.addColumn('circle', 'text', (c) => c.notNull())
		.addColumn('epoch', 'integer', (c) => c.notNull())
		.addColumn('version', 'integer', (c) => c.notNull())
		.addColumn('envelope', 'text', (c) => c.notNull())
		.addColumn('hash', 'text', (c) => c.notNull())
		.addColumn('live', 'integer', (c) => c.notNull().check(sql`live in (0, 1)`))
		.addPrimaryKeyConstraint('record_key', ['group_id', 'circle', 'type', 'id'])
		.execute();
	await db.schema.createIndex('record_by_type').on('record').columns(['group_id', 'type']).execute();
}

async function meetingTables(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('venue')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('group_id', 'text', (c) => c.notNull().references('peer_group.id').onDelete('cascade'))
		.addColumn('retired_day', 'text')
		.execute();
	await db.schema
		.createTable('session')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('group_id', 'text', (c) => c.notNull().references('peer_group.id').onDelete('cascade'))
		.addColumn('venue_id', 'text', (c) => c.references('venue.id'))
		.addColumn('starts_at', 'bigint', (c) => c.notNull())
		.addColumn('ends_at', 'bigint', (c) => c.notNull())
		.addColumn('state', 'text', (c) =>
			c.notNull().check(sql`state in ('planned','announced','live','closed','cancelled')`)
		)
		.addColumn('override_id', 'text')
		.addColumn('revision', 'integer', (c) => c.notNull().defaultTo(0))
		.addColumn('started_at', 'bigint')
		.addColumn('closed_at', 'bigint')
		.addCheckConstraint('ends_after_start', sql`ends_at > starts_at`)
		.execute();
	await db.schema.createIndex('session_by_group').on('session').columns(['group_id', 'starts_at']).execute();
	await db.schema
		.createTable('session_facilitator')
		.addColumn('session_id', 'text', (c) => c.notNull().references('session.id').onDelete('cascade'))
		.addColumn('handle', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('session_facilitator_key', ['session_id', 'handle'])
		.execute();
	await db.schema
		.createTable('may_open')
		.addColumn('session_id', 'text', (c) => c.notNull().references('session.id').onDelete('cascade'))
		.addColumn('handle', 'text', (c) => c.notNull())
		.addPrimaryKeyConstraint('may_open_key', ['session_id', 'handle'])
		.execute();
	await db.schema
		.createTable('venue_opening')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('venue_id', 'text', (c) => c.notNull().references('venue.id').onDelete('cascade'))
		.addColumn('handle', 'text', (c) => c.notNull())
		.addColumn('day', 'text', (c) => c.notNull())
		.addUniqueConstraint('venue_opening_once', ['venue_id', 'handle', 'day'])
		.execute();
	await db.schema
		.createTable('live_entry')
		.addColumn('session_id', 'text', (c) => c.notNull().references('session.id').onDelete('cascade'))
		.addColumn('circle', 'text', (c) => c.notNull())
		.addColumn('seq', 'integer', (c) => c.notNull())
		.addColumn('entry_id', 'text', (c) => c.notNull())
		.addColumn('epoch', 'integer', (c) => c.notNull())
		.addColumn('envelope', 'text', (c) => c.notNull())
		.addColumn('at', 'bigint', (c) => c.notNull())
		.addPrimaryKeyConstraint('live_entry_key', ['session_id', 'circle', 'seq'])
		.addUniqueConstraint('live_entry_once', ['session_id', 'entry_id'])
		.execute();
}

async function noteTables(db: Kysely<unknown>): Promise<void> {
	await db.schema
		.createTable('reminder')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
		.addColumn('session_id', 'text', (c) => c.notNull().references('session.id').onDelete('cascade'))
		.addColumn('run_at', 'bigint', (c) => c.notNull())
		.addColumn('words', 'text', (c) => c.notNull())
		.addUniqueConstraint('reminder_once', ['account_id', 'session_id'])
		.execute();
	await db.schema
		.createTable('notice')
		.addColumn('id', 'text', (c) => c.primaryKey())
		.addColumn('account_id', 'text', (c) => c.notNull().references('account.id').onDelete('cascade'))
		.addColumn('at', 'bigint', (c) => c.notNull())
		.addColumn('words', 'text', (c) => c.notNull())
		.execute();
	await db.schema.createIndex('notice_by_account').on('notice').columns(['account_id', 'at']).execute();
}
