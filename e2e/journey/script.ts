import { instants, wall } from '#lib/sessions/zoned.ts';

/**
 * What everybody types. `say` is asked for each text by the field that it goes into; the journey takes the text as it
 * is, an audit puts a string of its own there and knows afterwards where it went.
 */
export type Say = (field: string, text: string) => string;

export interface Part {
	/** Name for signing in. */
	login: string;
	name: string;
	pronouns: string;
	/** Words of her own; empty: she takes five that are offered. */
	own: string;
	about: string;
	talkAbout: string;
	reach: string;
	note: string;
}

function part(say: Say, login: string, text: Omit<Part, 'login'>): Part {
	const said = Object.entries(text).map(([field, words]) => [field, words && say(`${login}: ${field}`, words)]);
	return { ...(Object.fromEntries(said) as Omit<Part, 'login'>), login };
}

/** The two who hold it: the one who opens the group, and the one she invites first. */
export const facilitators = (say: Say): [Part, Part] => [
	part(say, 'first-keeper', {
		name: 'Marit',
		pronouns: 'she',
		own: '',
		about: 'Opens up and puts the kettle on.',
		talkAbout: '',
		reach: '',
		note: ''
	}),
	part(say, 'second-keeper', {
		name: 'Ines',
		pronouns: 'she / her',
		own: '',
		about: 'Sits nearest the door.',
		talkAbout: 'How we share the evening.',
		reach: 'At the market on Fridays.',
		note: 'Knows the house already.'
	})
];

const NAMES = ['Ada', 'Bea', 'Cleo', 'Dora', 'Edie', 'Fay'];

export const members = (say: Say): Part[] =>
	NAMES.map((name, at) =>
		part(say, `guest-${at + 1}`, {
			name,
			pronouns: at % 2 === 0 ? 'she' : 'they or she',
			own: at % 2 === 0 ? '' : `a long walk by the sea with ${name}`,
			about: `${name} is learning to bake.`,
			talkAbout: `Whether ${name} may sit near the door.`,
			reach: `${name} is at the library on Mondays.`,
			note: `${name} likes to be asked twice.`
		})
	);

/** The group's card. The first four are public by their nature and stay out of every search. */
export const card = (say: Say) => ({
	area: 'North of the river',
	when: 'Thursday evenings',
	forWhom: 'Anyone who is a woman, or lives as one.',
	travel: 'We pay the fare, also before you come.',
	coverName: say('group: cover name', 'Kettle and Thread'),
	expect: say('group: what to expect', 'Tea, a round of names, and a chair near the door.'),
	access: say('group: getting in', 'Flat from the pavement to the room.')
});

export const topic = (say: Say) => ({
	title: say('agreement: heading', 'Phones'),
	text: say('agreement: text', 'Phones stay in the pocket, and nobody takes pictures.'),
	changed: say('agreement: what changed', 'A part about scents was added.'),
	second: say('agreement: text of the second version', 'Phones stay in the pocket. We leave strong scents at home.')
});

export const place = (say: Say) => ({
	name: say('place: name', 'The long table'),
	area: say('place: area', 'Behind the library'),
	sideRoom: say('place: side room', 'Small kitchen on the left'),
	address: say('place: address', 'Rose Yard Workshop, 4 Rose Yard'),
	door: say('place: door', 'The green door in the yard'),
	reception: say('place: reception', 'Here for the sewing table'),
	steps: [
		say('place: step 1', 'Walk with the shops on your right'),
		say('place: step 2', 'Turn in under the brick arch')
	],
	access: say('place: anything else', 'The light can be dimmed'),
	seen: say('place: lighting check', 'Lamp under the arch works, yard is bright')
});

export const plan = (say: Say) => ({
	first: say('plan: part', 'Arriving'),
	prompt: say('plan: prompt', 'One word for how the day was'),
	note: say('plan: words to everyone', 'Bring something worn, or come without'),
	notes: say('plan: notes for facilitators', 'Chairs in a horseshoe, not a ring'),
	reason: say('plan: reason', 'The kitchen is being painted, we use the stairs'),
	entry: say('calendar: title', 'Swimming'),
	reminder: 'A cup of tea'
});

export const debrief = (say: Say) => ({
	how: [say('debrief: first, how', 'Warm and slow'), say('debrief: second, how', 'The round ran long and I let it')],
	next: [say('debrief: first, next time', 'Less in the plan'), say('debrief: second, next time', 'Swap the clock')]
});

// One zone for each whole hour, all near enough to the equator: the sun goes down at about six there, the whole year.
const ZONES =
	'Pacific/Pago_Pago Pacific/Honolulu Pacific/Gambier Pacific/Pitcairn America/Phoenix America/Costa_Rica ' +
	'America/Bogota America/Caracas America/Belem America/Noronha Atlantic/Cape_Verde Africa/Abidjan Africa/Lagos ' +
	'Africa/Lusaka Africa/Nairobi Indian/Mahe Indian/Maldives Indian/Chagos Asia/Jakarta Asia/Singapore Pacific/Palau ' +
	'Pacific/Port_Moresby Pacific/Guadalcanal Pacific/Tarawa';
const FIRST_OFFSET = -11;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An evening that is about to begin somewhere, whatever the time is here: it is dark, and it is still the same day. */
export interface Evening {
	zone: string;
	/** On the equator at that hour's meridian, as two numbers to type. */
	place: string;
	/** A bit more than an hour from now, so that a reminder an hour before comes while the test still runs. */
	soon(): { day: string; start: string; end: string };
	/** Five days on. */
	later(): { day: string; start: string; end: string };
}

export function evening(now = Date.now()): Evening {
	const zones = ZONES.split(' ');
	const at = zones.findIndex((zone) => wall(now, zone).time.startsWith('18'));
	const zone = zones[at] ?? 'Africa/Abidjan';
	const longitude = (at + FIRST_OFFSET) * 15;
	const typed = (startsAt: number) => {
		const { day, time } = wall(startsAt, zone);
		return { day, start: time, end: wall(startsAt + 90 * MINUTE, zone).time };
	};
	return {
		zone,
		place: `0.1, ${longitude - 0.1}`, // and not beyond the date line
		soon: () => typed(Math.ceil((Date.now() + HOUR + 30_000) / MINUTE) * MINUTE),
		later: () => {
			const { day } = wall(now + 5 * 24 * HOUR, zone);
			return typed(instants(day, '19:30', zone)[0]!);
		}
	};
}
