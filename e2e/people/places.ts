import { expect } from '@playwright/test';
import type { place } from '../journey/script.ts';
import type { Woman } from './woman.ts';

type Place = ReturnType<typeof place>;

/** A room with everything that she needs to find it. `where`: two numbers, or a pasted map link. */
export async function addPlace(her: Woman, its: Place, where: string, picture: Buffer): Promise<void> {
	await her.go('Group');
	await her.press('Places');
	await her.at('Places');
	await her.press('Add a place');
	await her.at('The place');
	await her.write('What you call it', its.name);
	await her.write('Roughly where', its.area);
	await her.write('The side room', its.sideRoom);
	await her.press('Go on');
	await her.at('The way there');
	await her.write('Address', its.address);
	await her.write('Which door', its.door);
	await her.write('What to say at reception', its.reception);
	await her.write('Step 1', its.steps[0] ?? '');
	await her.press('Add a step');
	await her.write('Step 2', its.steps[1] ?? '');
	await her.press('Go on');
	await her.at('On the map');
	await onTheMap(her, where, picture);
	await her.press('Go on');
	await her.at('Getting in and being there');
	await her.choose('Step-free all the way?', 'Yes');
	await her.write('Anything else', its.access);
	await her.press('Save');
	await her.at(its.name);
}

async function onTheMap(her: Woman, where: string, picture: Buffer): Promise<void> {
	await her.write('A map link, or two numbers', where);
	await her.sees(/^Found: /);
	const file = her.page.locator('input[type=file]');
	await file.setInputFiles({ name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') });
	await her.sees(/^This file is no picture/);
	await file.setInputFiles({ name: 'IMG_2041.jpg', mimeType: 'image/jpeg', buffer: picture });
	await expect(her.page.getByRole('img', { name: 'The picture you chose' })).toBeVisible();
}

/** How others see it: each of them as much as she may know, and no more. */
export async function looksAsOthers(her: Woman, its: Place): Promise<void> {
	await her.choose('How others see this', 'Someone coming');
	await her.sees(its.address);
	await her.choose('How others see this', 'A member, not coming');
	await her.sees(its.sideRoom);
	const seen = her.page.locator('.sheet');
	await expect(seen.getByText(its.address)).toHaveCount(0);
	await her.choose('How others see this', 'An invited woman');
	await expect(seen.getByText(its.name)).toHaveCount(0);
	await her.choose('How others see this', 'Anybody else');
	await expect(seen.getByText(its.sideRoom)).toHaveCount(0);
}

/** Somebody walked the way in the dark. From the page of the session or the place. */
export async function walkTheWay(her: Woman, seen: string): Promise<void> {
	await her.press('Walk and check the route');
	await her.at('Walk and check the route');
	await her.write('What you saw', seen);
	await her.press('Save the check');
	await expect(her.page.getByText(seen)).toBeVisible();
}
