import { expect, it } from 'vitest';
import { emptyJoining, joinedAnew, type JoiningStep } from './joining.ts';

const kept = { fragment: 'one', step: 'talk' as const, form: { ...emptyJoining().form, name: 'Runa' } };
const opened = (fragment: string, step: JoiningStep) => ({ ...emptyJoining(), fragment, step });

it('an invitation opened again leaves what she wrote, and where she was', () => {
	expect(joinedAnew(kept, opened('one', 'account'))).toEqual(kept);
	expect(joinedAnew({ ...kept, step: 'read' }, opened('one', 'account'))).toMatchObject({ step: 'account' });
});

it('another invitation is read first, and what she wrote stays', () => {
	expect(joinedAnew(kept, opened('two', 'account'))).toEqual({ ...kept, fragment: 'two', step: 'account' });
});
