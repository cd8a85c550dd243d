import { uuidv7 } from '../../common/ids/uuid.js';
import { currentRequestId } from '../logging/request-context.js';
import { jobFactsOf, type JobClass, type JobFacts, type QueueName } from './job.js';
import type { EnqueueOptions } from './job-queue.js';

const MAX_PAYLOAD_CHARACTERS = 16_384;

/** A job as it is handed in: the payload as JSON, and the request id that it carries on. */
export interface NewJob {
  readonly id: string;
  readonly queue: QueueName;
  readonly name: string;
  readonly payload: string;
  readonly requestId: string | null;
  readonly dedupe: string | null;
  readonly delayMs: number;
}

/** Checks and serialises a job; throws where that is the programmer's mistake. */
export function newJob<Payload extends object>(
  job: JobClass<Payload>,
  payload: Payload,
  { dedupe, delayMs = 0 }: EnqueueOptions,
): NewJob {
  const { name, queue } = factsOfJob(job);
  return {
    id: uuidv7(),
    queue,
    name,
    payload: serialise(name, payload),
    requestId: currentRequestId() ?? null,
    dedupe: dedupe ?? null,
    delayMs: Math.max(0, Math.round(delayMs)),
  };
}

function factsOfJob(job: JobClass<never>): JobFacts {
  const facts = jobFactsOf(job);
  if (!facts) throw new Error(`${job.name} has no @Job()`);
  return facts;
}

function serialise(name: string, payload: object): string {
  const json = JSON.stringify(payload);
  if (!json.startsWith('{')) throw new Error(`the payload of ${name} must be an object`);
  if (json.length > MAX_PAYLOAD_CHARACTERS)
    throw new Error(`the payload of ${name} is too large: give it ids instead of what they stand for`);
  return json;
}
