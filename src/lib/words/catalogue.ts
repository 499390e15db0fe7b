import activitiesWords from './en/activities.json' with { type: 'json' };
import groupsWords from './en/groups.json' with { type: 'json' };
import helpWords from './en/help.json' with { type: 'json' };
import knotWords from './en/knot.json' with { type: 'json' };
import liveWords from './en/live.json' with { type: 'json' };
import peopleWords from './en/people.json' with { type: 'json' };
import practiceWords from './en/practice.json' with { type: 'json' };
import publicWords from './en/public.json' with { type: 'json' };
import sessionsWords from './en/sessions.json' with { type: 'json' };
import uiWords from './en/ui.json' with { type: 'json' };
import venuesWords from './en/venues.json' with { type: 'json' };

/** All English messages. A slice adds its file above and one line here. */
export const en = {
	...uiWords,
	...publicWords,
	...helpWords,
	...peopleWords,
	...groupsWords,
	...liveWords,
	...knotWords,
	...practiceWords,
	...venuesWords,
	...activitiesWords,
	...sessionsWords
};

export type Key = keyof typeof en;
