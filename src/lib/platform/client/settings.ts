import * as v from 'valibot';
import type { Answer } from './api.ts';
import type { Client } from './client.ts';
import { defaultSettings, type Me } from './me.ts';

/** Her own choices, kept on the server under her draft key: like a draft, nobody else reads them. */
const Settings = v.object({
	/** Minutes without a touch until it locks. */
	idleMinutes: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(5)), 4),
	/** She has an account and has not said yet that she has her card for a bad day. */
	cardDue: v.fallback(v.boolean(), false)
});
export type Settings = v.InferOutput<typeof Settings>;

const KEY = 'settings';
const LABEL = 'settings';

/** Opens what came with who she is. */
export async function openSettings({ vault }: Client, { settings: sealed }: Pick<Me, 'settings'>): Promise<Settings> {
	if (!sealed) return defaultSettings;
	const opened = await vault.openOwn({ label: LABEL, id: KEY, sealed });
	const parsed = v.safeParse(Settings, opened.ok ? opened.body : undefined);
	return parsed.success ? parsed.output : defaultSettings;
}

export async function saveSettings(client: Client, settings: Settings): Promise<Answer<unknown>> {
	const sealed = await client.vault.sealOwn({ label: LABEL, id: KEY, body: settings });
	return client.api.put(`/me/drafts/${KEY}`, { sealed });
}
