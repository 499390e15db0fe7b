import { expect, test } from 'vitest';
import { randomBytes, toBase64url } from './encoding.ts';
import { openVault } from './open-vault.ts';
import type { Sealed } from './sealed.ts';
import { day, good, Host, quick, Woman } from './testing.ts';

test('a page that her new keys have overtaken is told so, and takes no true wrap for a made-up one', async () => {
	const host = new Host();
	const [ada, bea] = [await new Woman('Ada').start(), await new Woman('Bea').start()];
	await ada.found(host);
	await ada.bring(host, bea);

	// The same woman in another tab, opened before.
	const words = 'Bea and her own long words again';
	const changed = good(await bea.vault.changeWords({ words, id: toBase64url(randomBytes(16)), version: 2 }));
	const { challenge, ...unlocker } = changed.unlocker;
	const tab = new Woman('Bea');
	Object.assign(tab, { handle: bea.handle, vault: openVault({ scrypt: quick }) });
	good(await tab.vault.startUnlock({ secret: words, challenge }));
	good(await tab.vault.finishUnlock({ account: bea.account, unlocker }));
	expect((await tab.see(host)).me.renewedElsewhere).toBe(false);

	const input = {
		words: 'quite other words of her own',
		passphrase: { id: 'p', version: 2 },
		recovery: { id: 'r', version: 2 }
	};
	good(await bea.vault.renewAccount(input));
	await bea.vault.takeRenewed();
	const rotations = await host.rotations(await bea.vault.dueAfter(host.group, { kind: 'rekey' }));
	await host.take(good(await bea.vault.rekey(host.group, { day, rotations })).change);
	const mine = await bea.see(host);
	await ada.see(host);
	// An epoch that Ada begins, sealed to Bea's new key.
	await ada.bring(host, await new Woman('Cleo').start());
	const after = await ada.write(host, 'group', 'note', 'after');

	await tab.see(host);
	const [opened] = await tab.vault.open(host.group, [after]);
	expect(opened).toMatchObject({ ok: false });
	const seen = await tab.see(host);
	expect(seen.refused).toEqual([]);
	expect(seen.me.renewedElsewhere).toBe(true);
	expect(mine.me.renewedElsewhere).toBe(false);

	// A wrap from before the renewal has no such excuse.
	const late = new Woman('Bea');
	Object.assign(late, { handle: bea.handle, vault: openVault({ scrypt: quick }) });
	good(await late.vault.startUnlock({ secret: words, challenge }));
	good(await late.vault.finishUnlock({ account: bea.account, unlocker }));
	const hers = host.wraps.find(({ circle, readers }) => circle === 'group' && readers.includes(bea.handle));
	const broken = { ...hers!, file: `${hers!.file.slice(0, -4)}AAAA` as Sealed };
	host.wraps = host.wraps.map((wrap) => (wrap === hers ? broken : wrap));
	await late.see(host);
	await late.vault.open(host.group, [{ ...after, epoch: broken.epoch }]);
	expect((await late.see(host)).refused).toEqual([{ circle: 'group', epoch: broken.epoch, reason: 'damaged' }]);
});
