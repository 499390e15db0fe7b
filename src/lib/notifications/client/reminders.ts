import type { Client } from '#lib/platform/client/client.ts';
import { troubleOf, type Outcome } from '#lib/platform/client/outcome.ts';
import type { GroupView, Kept } from '#lib/groups/client/view.ts';
import * as answers from '#lib/sessions/client/answers.ts';
import type { Coming } from '#lib/sessions/session.ts';
import type { Notice, Reminder, ReminderProblem } from '../reminder.ts';

type Group = Pick<GroupView, 'group'>;
const path = ({ group }: Group, session: string) => `/groups/${group}/sessions/${session}/reminder`;

/** Her reminders that are still to come. */
export async function list(client: Client): Promise<Outcome<{ reminders: Reminder[] }>> {
	const answer = await client.api.get<{ reminders: Reminder[] }>('/me/reminders');
	return answer.ok ? { ok: true, ...answer.data } : troubleOf(answer);
}

const PROBLEMS: readonly ReminderProblem[] = ['empty', 'long', 'hidden', 'too-late'];

/** Asks for one, or for another instead. The words lie on the server in plain, since it has to show them. */
export async function ask(
	client: Client,
	view: Group,
	{ session, ...rest }: Reminder
): Promise<Outcome<object, ReminderProblem | 'over' | 'on-a-break'>> {
	const answer = await client.api.put(path(view, session), rest);
	if (answer.ok) return { ok: true };
	const reason = [...PROBLEMS, 'over' as const, 'on-a-break' as const].find((one) => one === answer.reason);
	return reason ? { ok: false, reason } : troubleOf(answer);
}

export async function drop(client: Client, view: Group, session: string): Promise<Outcome> {
	const answer = await client.api.delete(path(view, session));
	return answer.ok ? { ok: true } : troubleOf(answer);
}

/** Her answer; "not this time" also takes back the reminder she asked for (its job has ended with the answer itself). */
export async function answer(
	client: Client,
	view: GroupView,
	input: { session: string; coming: Coming; base: Kept<Coming> | null }
): Promise<answers.AnswerOutcome> {
	const given = await answers.give(client, view, input);
	if (given.ok && input.coming === 'no') await drop(client, view, input.session);
	return given;
}

/** What waits for her to look at, newest first. */
export async function notices(client: Client): Promise<Outcome<{ notices: Notice[] }>> {
	const told = await client.api.get<{ notices: Notice[] }>('/me/notices');
	return told.ok ? { ok: true, ...told.data } : troubleOf(told);
}

export async function seen(client: Client, notice: string): Promise<Outcome> {
	const gone = await client.api.delete(`/me/notices/${notice}`);
	return gone.ok ? { ok: true } : troubleOf(gone);
}
