import type { Worker } from '#lib/platform/server/jobs.ts';
import { FORGET } from '#lib/sessions/server/answers.ts';
import { TELL } from '#lib/sessions/server/sessions.ts';
import { tellOf } from './notices.ts';
import { FIRE, fireDue, forgetAnswered } from './reminders.ts';

/** For the job table. */
export const workers: Record<string, Worker> = { [FIRE]: fireDue, [FORGET]: forgetAnswered, [TELL]: tellOf };
