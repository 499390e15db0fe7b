import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import * as openLinks from '#lib/groups/server/open-links.ts';
import { NewerDatabase } from '#lib/platform/server/migrate.ts';
import { backUp } from './backup.ts';
import { publicAddress, readConfig, type Config } from './config.ts';
import { firstRunLink, makeToken, openGroupLink } from './first-run.ts';
import { FolderTrouble, openInstall, prepareFolder, type Install } from './install.ts';
import { knot } from './knot-command.ts';
import { recall } from './remember.ts';

// bin/rowan: what the operator can do, and nothing inside any group.

const HELP = `rowan, the operator's command. Run it beside the server, with the same ROWAN_DATA.

  rowan open-link      makes a link that opens one group, once, within seven days
  rowan first-run      makes a new first-run link, good for 30 minutes
  rowan backup FILE    copies all data to FILE and reads the copy through; Rowan may go on running
  rowan knot …         the human knot: count, deal, check, judge, solve; needs no data
  rowan help           shows this`;

type Command = (config: Config, words: string[]) => Promise<number>;

const commands: Record<string, Command> = {
	'open-link': (config, words) =>
		words.length > 0
			? misunderstood()
			: withInstall(config, async ({ ctx }, origin) => {
					const { token, expiresAt } = await openLinks.make(ctx);
					console.log(openGroupLink(origin, token));
					console.log(
						`For one group, until ${new Date(expiresAt).toISOString().slice(0, 10)}. Give it to the one who opens the group.`
					);
				}),
	'first-run': (config, words) =>
		words.length > 0
			? misunderstood()
			: withInstall(config, async ({ ctx }, origin) => {
					console.log(firstRunLink(origin, await makeToken(ctx)));
					console.log('Good for 30 minutes. The link before this one has stopped working.');
				}),
	backup: async ({ database }, [file, ...more]) => {
		if (!file || more.length > 0) return misunderstood();
		if (database.startsWith('postgres')) return trouble('The data lies in PostgreSQL. Back it up with pg_dump.');
		const done = await backUp(database, resolve(file));
		if (!done.ok) return trouble(done.say);
		console.log(`Saved and read through: ${resolve(file)}`);
		return 0;
	},
	help: async () => {
		console.log(HELP);
		return 0;
	}
};

async function misunderstood(): Promise<number> {
	console.error(HELP);
	return 2;
}

async function trouble(sentence: string): Promise<number> {
	console.error(sentence);
	return 1;
}

/** Opens the real install beside the running server; both are made for that. */
async function withInstall(config: Config, work: (install: Install, origin: string) => Promise<void>): Promise<number> {
	if (!config.database.startsWith('postgres') && !existsSync(config.database)) {
		return trouble(
			`There is no Rowan in ${config.dataDir} yet. Run npm start first, and say the same ROWAN_DATA here.`
		);
	}
	try {
		prepareFolder(config.dataDir);
		const address = publicAddress(config, config.port);
		const { install, close } = await openInstall({
			...config,
			practice: false,
			publicUrl: () => address,
			onCrash: () => undefined
		});
		try {
			// The server knows its address best: PORT and PUBLIC_URL need not be said again here.
			await work(
				install,
				config.publicUrl?.origin ?? (await recall(install.ctx.db, 'public_origin')) ?? address.origin
			);
		} finally {
			await close();
		}
		return 0;
	} catch (error) {
		if (error instanceof FolderTrouble) return trouble(error.message);
		if (error instanceof NewerDatabase)
			return trouble('The data was written by a newer Rowan than this one. Nothing was changed.');
		return trouble(`Rowan cannot open its data: ${error instanceof Error ? error.message : 'unknown'}`);
	}
}

async function main([word = 'help', ...words]: string[]): Promise<number> {
	process.umask(0o077);
	if (word === 'knot') return knot(words);
	const command = Object.hasOwn(commands, word) ? commands[word] : undefined;
	if (!command) return misunderstood();
	const read = readConfig(process.env);
	return read.ok ? command(read.config, words) : trouble(read.say);
}

process.exitCode = await main(process.argv.slice(2));
