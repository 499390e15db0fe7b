// The example group: what ten women might have written. Nobody in it exists, and neither does the town.

export interface ExamplePerson {
	/** Name for signing in. */
	name: string;
	/** The name she uses in the group. */
	chosen: string;
	pronouns: string;
	about: string;
	/** How she stands in the group, as the list of people says it. */
	role: 'facilitator' | 'member' | 'waiting';
	/** What she wrote when she asked to join. */
	talkAbout: string;
	reach: string;
	/** What she wanted noted at her safety talk; empty: nothing. */
	note: string;
}

const person = (
	chosen: string,
	role: ExamplePerson['role'],
	more: Partial<Omit<ExamplePerson, 'chosen' | 'role'>> = {}
): ExamplePerson => ({
	name: chosen.toLowerCase(),
	chosen,
	role,
	pronouns: '',
	about: '',
	talkAbout: '',
	reach: '',
	note: '',
	...more
});

/** The founder first, then the second facilitator, then in the order in which they came. */
export const people: readonly ExamplePerson[] = [
	person('Maren', 'facilitator', {
		pronouns: 'she',
		about: 'I open up and put the kettle on. Ask me anything about how this works, or nothing at all.'
	}),
	person('Ifeoma', 'facilitator', {
		pronouns: 'she / her',
		about: 'I keep the time so that nobody else has to. I sit nearest the door.'
	}),
	person('Wren', 'member', {
		pronouns: 'they or she',
		about: 'Quiet at first. I like being asked twice.',
		talkAbout: 'Whether it is all right to stay near the door.',
		reach: 'A note in the app is best.',
		note: 'Likes to sit near the door. A nod is enough when they step out.'
	}),
	person('Noor', 'member', {
		pronouns: 'she',
		about: 'I bring the good biscuits.',
		talkAbout: 'Somewhere to pray if we run past sunset.',
		note: 'The side room is hers when she prays; nobody needs to ask.'
	}),
	person('Dilys', 'member', {
		about: 'Seventy-one and still learning. I do not hear well on the left.',
		talkAbout: 'The stairs, and the walk back to the bus.',
		reach: 'I am at the library on Friday mornings.',
		note: 'Sits with her left side to the wall. Walks to the bus with Hanna.'
	}),
	person('Bee', 'member', {
		pronouns: 'they / them',
		about: 'Mostly here to listen for now.',
		talkAbout: 'I would rather not be in any photo.'
	}),
	person('Xiomara', 'member', {
		pronouns: 'she, ella',
		about: 'My English goes when I am tired. Slow is good.',
		talkAbout: 'If I can bring my youngest when my sister works.',
		note: 'May bring her daughter. Childcare is set up in the room upstairs.'
	}),
	person('Hanna', 'member', {
		pronouns: 'she',
		about: 'Gardener. Happy to walk anyone to the bus.'
	}),
	person('Priya', 'member', {
		pronouns: 'she / her',
		about: 'Reads everything twice. Do not take it personally.',
		talkAbout: 'Who can see that I am a member.',
		note: 'Nothing to her home. She reads here on her own phone.'
	}),
	person('Jo', 'member', {
		name: 'jo-at-the-lathe',
		pronouns: 'just Jo',
		about: 'I make things out of wood and I am told I laugh loudly.'
	}),
	person('Saoirse', 'waiting', {
		pronouns: 'she',
		about: 'Has asked to join, and can see what she may see before her talk.',
		talkAbout: 'I have not been in a group before. What if I cannot say anything?',
		reach: 'Any evening after seven, by phone. I will give you the number when we meet.'
	})
];

/** Cover name, area and the rest of the card. `weekday` is the one on which the next meeting falls. */
export const card = (weekday: string) => ({
	coverName: 'Kettle and Thread',
	listed: true,
	area: 'East side of Alderwick',
	when: `${weekday} evenings, half past six`,
	languages: 'English, and some of us Punjabi',
	forWhom:
		'Anyone who identifies as a woman, and non-binary and intersex people who feel at home among women. ' +
		'Trans women are women here. You need no letter, no story and no reason.',
	offered: {
		childcare: 'A room upstairs with two people we know, from six until half past eight.',
		travel: 'Bus fare or fuel is paid in cash at the door. You never have to ask.',
		access: 'No steps to the room. Tell us what helps and it will be there.'
	},
	expect:
		'You come in, there is tea, and there is a chair near the door if you want it. We start with one word each, and you may ' +
		'pass. Then we make something or talk, and we end with a round. You can step out at any time and nobody asks why.\n\n' +
		'Nobody has to tell anything about herself. Most of us said very little the first three times.',
	access:
		'Flat from the pavement to the room. Wide door, accessible toilet, a quiet side room. No strong scent, dimmable light. ' +
		'Guide dogs are welcome.'
});

export const settings = { country: 'GB', zone: 'Europe/London', language: 'en', venueOpens: '48h' } as const;

/** The agreement as it stood at the beginning. */
export const agreementOne = [
	{
		title: 'What is said here stays here',
		text: 'You may tell others what you said and how you felt. What someone else said, who was here and where we meet stay with us. If someone is in danger of serious harm, the facilitators may have to tell somebody. They say so first if they can.'
	},
	{
		title: 'Respect',
		text: 'We believe each other. We use the names and words that each woman chose. We come from different places, and nobody has to explain hers.'
	},
	{
		title: 'Room to speak, room not to',
		text: 'One at a time. Passing is an answer. Advice only when someone asks for it.'
	},
	{
		title: 'Stepping out',
		text: 'Anyone may leave the room at any time, for a minute or for good. Press a silent button or just go. Someone looks after you if you want that, and only then.'
	},
	{
		title: 'Touch',
		text: 'We ask before we touch, also before a hug. A scarf or a table between hands is always fine.'
	},
	{
		title: 'When something goes wrong',
		text: 'Say it in the room, or tell Maren or Ifeoma afterwards. We try to mend it together. Whoever breaks a promise on purpose may be asked to stay away.'
	},
	{
		title: 'Who decides',
		text: 'We decide together, and nobody counts votes in a hurry. The two facilitators decide when it is about safety, and say why.'
	}
];

/** What changed in the second version, and the words that came with it. */
export const agreementTwo = {
	changed: 'A part about phones and pictures, after we talked about it. Stepping out now names the side room.',
	topics: [
		...agreementOne.slice(0, 3),
		{
			title: 'Stepping out',
			text: 'Anyone may leave the room at any time, for a minute or for good. The side room is yours without asking. Press a silent button or just go. Someone looks after you if you want that, and only then.'
		},
		{
			title: 'Phones and pictures',
			text: 'Phones are for the plan and for people at home who may need you. No pictures and no recordings in the room, not even of the biscuits.'
		},
		...agreementOne.slice(4)
	]
};

export const venue = {
	outline: {
		name: 'The long table',
		area: 'East side of Alderwick, near the library',
		sideRoom: 'Small kitchen, first door on the left',
		access: {
			stepFree: 'yes',
			toilet: 'yes',
			scent: 'yes',
			cameras: 'no',
			prayer: 'yes',
			other: 'The light can be dimmed. There is a chair with arms.'
		}
	},
	card: {
		address: 'Rose Yard Workshop, 4 Rose Yard, Alderwick',
		door: 'The green door in the yard, not the shop on the street',
		reception: 'Nobody sits there in the evening. If anyone asks, you are here for the sewing table.',
		steps: [
			'From the library walk with the shops on your right, as far as the chemist.',
			'Turn in under the brick arch. The yard is lit until ten.',
			'Green door at the end. Ring the lower bell, it is ours.',
			'Straight on to the long table. The kitchen on the left is the side room.'
		],
		// In the North Sea: a place to work out the dusk for, and nobody's door.
		place: { lat: 54_900_000, lng: 1_200_000 }
	},
	seen: {
		first:
			'Walked it after dark with Hanna. Lamp under the arch works, yard is bright, one dark stretch by the chemist until they open.',
		again:
			'The chemist has a light over the window now. Leaves on the step to the green door: swept, and worth another look on the day.'
	}
} as const;

export interface ExampleItem {
	kind: 'opening' | 'agreement' | 'safety' | 'activity' | 'break' | 'closing' | 'other';
	title: string;
	prompt: string;
	minutes: number;
	activity?: 'knot';
}

export interface ExampleMeeting {
	items: ExampleItem[];
	note: string;
	notes: string;
}

const opening: ExampleItem = {
	kind: 'opening',
	title: 'Opening round',
	prompt: 'One word for how you arrive. Anyone may pass.',
	minutes: 15
};
const safety: ExampleItem = {
	kind: 'safety',
	title: 'What would make tonight feel safe?',
	prompt: 'Doors, light, who sits where, what to leave outside.',
	minutes: 10
};
const tea: ExampleItem = {
	kind: 'break',
	title: 'Tea',
	prompt: 'The kettle is on the side. Stretch, or sit.',
	minutes: 15
};
const closing: ExampleItem = {
	kind: 'closing',
	title: 'Closing round',
	prompt: 'One thing you take with you, or nothing.',
	minutes: 15
};
const activity = (title: string, prompt: string): ExampleItem => ({ kind: 'activity', title, prompt, minutes: 35 });

export interface ExampleVoice {
	how: string;
	next: string;
}

/** Three that have been, oldest first: weeks ago, who came (by chosen name), and what the two wrote afterwards. */
export const past: readonly (ExampleMeeting & {
	weeks: number;
	came: string[];
	maren: ExampleVoice;
	ifeoma: ExampleVoice;
})[] = [
	{
		weeks: 3,
		items: [opening, safety, activity('Patches', 'Bring something worn. Mend it, or watch.'), tea, closing],
		note: 'Bring anything with a hole in it. Or come without.',
		notes: 'First evening with Bee. Chairs in a horseshoe, not a ring.',
		came: ['Wren', 'Noor', 'Dilys', 'Bee', 'Hanna'],
		maren: {
			how: 'Warm and slow, in a good way. Bee said one word and it was "biscuit", and everyone laughed with them.',
			next: 'Less in the plan. Mending took all the time it wanted.'
		},
		ifeoma: {
			how: 'Dilys could not hear Noor from across the table. I moved us round at tea, and it was better.',
			next: 'Dilys with her left to the wall from the start.'
		}
	},
	{
		weeks: 2,
		items: [
			opening,
			safety,
			activity('Maps of small places', 'Draw somewhere you have been happy. It need not be a real place.'),
			tea,
			closing
		],
		note: 'Paper and pencils are there.',
		notes: 'Priya has her talk on Monday, if it goes well she comes tonight.',
		came: ['Wren', 'Noor', 'Dilys', 'Hanna', 'Priya', 'Jo'],
		maren: {
			how: 'Wren stepped out twice and came back twice. The second time they told us why, without being asked.',
			next: 'Keep the chair by the door free.'
		},
		ifeoma: {
			how: 'The opening round ran long because nobody wanted to stop. I let it. Was that all right?',
			next: 'Say at the start that the times are only for us.'
		}
	},
	{
		weeks: 1,
		items: [
			opening,
			safety,
			activity('Bread', 'Four hands to a bowl, or sit and tell us what we do wrong.'),
			tea,
			closing
		],
		note: 'We bake. Wear something that may get floury.',
		notes: 'Xiomara brings her daughter. Upstairs is open from six.',
		came: ['Wren', 'Noor', 'Dilys', 'Bee', 'Xiomara', 'Hanna', 'Jo'],
		maren: {
			how: 'Seven of them and flour to the ceiling. Xiomara taught us a word for kneading that has no English.',
			next: 'Ask Noor what she needs before we start, not half-way.'
		},
		ifeoma: {
			how: 'I was tired and short with Jo about the oven. I said so to her afterwards and she was kind.',
			next: 'Swap: Maren keeps the time next week.'
		}
	}
];

/** The one tomorrow evening. */
export const next: ExampleMeeting = {
	items: [
		opening,
		safety,
		{
			...activity('The human knot', 'With scarves. Play, guide us by voice, or watch.'),
			minutes: 30,
			activity: 'knot'
		},
		tea,
		closing
	],
	note: 'Scarves are there. Wear something you can step and stretch in, or come and watch.',
	notes:
		'Saoirse may come to see the room before we start, if she likes it after her talk. Noor may want the side room for a while.'
};

/** What they have said to tomorrow, by chosen name. Who is not in it has not said anything, and nobody minds. */
export const coming: Readonly<Record<string, 'yes' | 'perhaps' | 'no'>> = {
	Wren: 'yes',
	Noor: 'yes',
	Dilys: 'yes',
	Bee: 'perhaps',
	Hanna: 'yes',
	Priya: 'no',
	Jo: 'yes'
};
