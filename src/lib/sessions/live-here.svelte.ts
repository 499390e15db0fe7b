import { untrack } from 'svelte';
import { page } from '$app/state';
import { app } from '#lib/platform/client/app.svelte.ts';
import { LiveRoom } from './live-room.svelte.ts';

/**
 * The room of this page's address, for as long as the page is there: opened while her keys are, listened to under the
 * cover. Called once, as the page is made. The pages that call it lie outside the group's own layout: after a cover the
 * keys of the group are gone, and they work with those of this meeting alone.
 */
export function liveHere(): { readonly room: LiveRoom } {
	const room = $derived(new LiveRoom(page.params.group ?? '', page.params.session ?? ''));
	$effect(() => {
		const { client, state } = app;
		if (!client || (state !== 'open' && state !== 'covered')) return;
		const entered = room;
		return untrack(() => (state === 'open' ? entered.enter(client) : entered.listen(client)));
	});
	return {
		get room() {
			return room;
		}
	};
}
