import { answerScreen, type Asked } from './ask-engine.ts';

const port = globalThis as unknown as Worker;
port.addEventListener('message', ({ data }: MessageEvent<{ id: number; asked: Asked }>) => {
	port.postMessage({ id: data.id, answer: answerScreen(data.asked) });
});
