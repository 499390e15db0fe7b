import { expect } from '@playwright/test';
import { t } from '#lib/words/t.ts';
import type { place } from '../journey/script.ts';
import type { Woman } from './woman.ts';
import { like } from './words.ts';

type Place = ReturnType<typeof place>;

/** A room with everything that she needs to find it. `where`: two numbers, or a pasted map link. */
export async function addPlace(her: Woman, its: Place, where: string, picture: Buffer): Promise<void> {
	await her.go('group');
	await her.press(t('venues.list.title'));
	await her.at(t('venues.list.title'));
	await her.press(t('venues.add'));
	await her.at(t('venues.edit.about'));
	await her.write(t('venues.name'), its.name);
	await her.write(t('venues.area'), its.area);
	await her.write(t('venues.side-room'), its.sideRoom);
	await her.press(t('venues.next'));
	await her.at(t('venues.edit.way'));
	await her.write(t('venues.card.address'), its.address);
	await her.write(t('venues.card.door'), its.door);
	await her.write(t('venues.card.reception'), its.reception);
	await her.write(t('venues.step', { at: 1 }), its.steps[0] ?? '');
	await her.press(t('venues.step.add'));
	await her.write(t('venues.step', { at: 2 }), its.steps[1] ?? '');
	await her.press(t('venues.next'));
	await her.at(t('venues.edit.place'));
	await onTheMap(her, where, picture);
	await her.press(t('venues.next'));
	await her.at(t('venues.edit.access'));
	await her.choose(t('groups.access.stepFree'), t('venues.fact.yes'));
	await her.write(t('groups.access.other'), its.access);
	await her.press(t('venues.save'));
	await her.at(its.name);
}

async function onTheMap(her: Woman, where: string, picture: Buffer): Promise<void> {
	await her.write(t('venues.where'), where);
	await her.sees(like('venues.where.found'));
	const file = her.page.locator('input[type=file]');
	await file.setInputFiles({ name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') });
	await her.sees(t('venues.picture.no-picture'));
	await file.setInputFiles({ name: 'IMG_2041.jpg', mimeType: 'image/jpeg', buffer: picture });
	await expect(her.page.getByRole('img', { name: t('venues.picture.yours') })).toBeVisible();
}

/** How others see it: each of them as much as she may know, and no more. */
export async function looksAsOthers(her: Woman, its: Place): Promise<void> {
	await her.choose(t('venues.seen'), t('venues.seen.coming'));
	await her.sees(its.address);
	await her.choose(t('venues.seen'), t('venues.seen.not-coming'));
	await her.sees(its.sideRoom);
	const seen = her.page.locator('.sheet');
	await expect(seen.getByText(its.address)).toHaveCount(0);
	await her.choose(t('venues.seen'), t('venues.seen.invited'));
	await expect(seen.getByText(its.name)).toHaveCount(0);
	await her.choose(t('venues.seen'), t('venues.seen.nobody'));
	await expect(seen.getByText(its.sideRoom)).toHaveCount(0);
}

/** Somebody walked the way in the dark. From the page of the session or the place. */
export async function walkTheWay(her: Woman, seen: string): Promise<void> {
	await her.press(t('venues.light.do'));
	await her.at(t('venues.light.do'));
	await her.write(t('venues.light.seen'), seen);
	await her.press(t('venues.light.save'));
	await expect(her.page.getByText(seen)).toBeVisible();
}
