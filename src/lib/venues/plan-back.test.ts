import { expect, it, test } from 'vitest';
import { backToPlan, fromPlan } from './plan-back.ts';

const ID = 'AbcdefghijklmnopqrstuV';
const back = (query: string) => backToPlan('G', new URLSearchParams(query));

it('leads back to the screen of the plan it came from', () => {
	expect(back(fromPlan('new', 'where'))).toBe('/app/g/G/sessions/new?at=where');
	expect(back(fromPlan('new', 'checks', ID))).toBe(`/app/g/G/sessions/new?at=checks&from=${ID}`);
	expect(back(fromPlan(ID, 'checks'))).toBe(`/app/g/G/sessions/${ID}/edit?at=checks`);
});

test.each(['', '?at=where', '?plan=', '?plan=//elsewhere.example', `?plan=${ID}/../x`, '?plan=javascript:x'])(
	'leads nowhere from %s',
	(query) => expect(back(query)).toBeUndefined()
);

it('takes nothing along that is no id', () => {
	expect(back('?plan=new&at=Where%2F&from=../x')).toBe('/app/g/G/sessions/new?');
});

it('takes the place along that she comes from', () => {
	const asked = new URLSearchParams(fromPlan('new', 'where'));
	expect(backToPlan('G', asked, ID)).toBe(`/app/g/G/sessions/new?at=where&venue=${ID}`);
	expect(backToPlan('G', asked, '../x')).toBe('/app/g/G/sessions/new?at=where');
});
