import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Agent, request } from 'undici';

const EVERY_MS = 5;

// A thread of its own, so that what the attacks cost their sender does not count.
const agent = new Agent({ connections: 1, pipelining: 1 });
let longest = 0;
parentPort.on('message', () => {
  parentPort.postMessage(longest);
  longest = 0;
});
for (;;) {
  const began = performance.now();
  const { body } = await request(`${workerData}/health/live`, { dispatcher: agent });
  await body.dump();
  longest = Math.max(longest, performance.now() - began);
  await sleep(EVERY_MS);
}
