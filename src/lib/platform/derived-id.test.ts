import { expect, it } from 'vitest';
import { derivedId } from './derived-id.ts';

it('gives for the same parts the same id, for ever', async () => {
	const [session, handle] = ['ssssssssssssssssssssss', 'hhhhhhhhhhhhhhhhhhhhhh'];
	const id = await derivedId('answer', session, handle);
	expect(id).toBe('5lOKvuYs6qzjDg8HDfKYQw');
	expect(await derivedId('debrief', session, handle)).not.toBe(id);
	expect(await derivedId('answer', handle, session)).not.toBe(id);
});
