import { describe, expect, it } from 'vitest';
import { openingSteps, problemsAt, type Opening } from './opening.ts';

const opening = (): Opening => ({
	link: 'l',
	step: 'you',
	profile: { name: 'Wren', pronouns: '', about: '' },
	card: {
		coverName: 'Thursday table',
		listed: false,
		area: 'East of the river',
		when: '',
		forWhom: 'Anyone who lives as a woman.',
		languages: '',
		offered: { childcare: '', travel: '', access: '' },
		expect: '',
		access: ''
	},
	settings: { country: 'GB', zone: 'Europe/London', language: 'en', venueOpens: '48h' }
});

describe('opening a group', () => {
	it('asks for nothing that is optional', () => {
		for (const step of openingSteps) expect(problemsAt(step, opening()), step).toEqual({});
	});

	it('names the field on the screen where it stands, and only there', () => {
		const empty = opening();
		empty.card.area = ' ';
		empty.settings.country = '';
		expect(problemsAt('place', empty)).toEqual({ area: 'empty' });
		expect(problemsAt('clock', empty)).toEqual({ country: 'country' });
		expect(problemsAt('whom', empty)).toEqual({});
	});

	it('notices what is too long and what turns the reading direction', () => {
		const odd = opening();
		odd.card.offered.travel = 'x'.repeat(301);
		odd.card.coverName = 'Thursday\u202Eelbat';
		expect(problemsAt('offered', odd)).toEqual({ 'offered.travel': 'long' });
		expect(problemsAt('name', odd)).toEqual({ coverName: 'hidden' });
	});
});
