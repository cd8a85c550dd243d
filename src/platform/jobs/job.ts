/** Few queues, by temper: what is quick and internal, what waits for a model or the web, and what cleans up. */
export const QUEUES = ['events', 'ai', 'outbound', 'maintenance'] as const;

/** The name of a queue. */
export type QueueName = (typeof QUEUES)[number];

/** How many jobs of a queue one process runs at a time. */
export const CONCURRENCY: Readonly<Record<QueueName, number>> = {
  // Each takes a connection of the pool, and requests need some as well.
  events: 4,
  ai: 2,
  outbound: 5,
  maintenance: 1,
};

/** How a job is run; the name is stored in queues and never changed. */
export interface JobFacts {
  readonly name: string;
  readonly queue: QueueName;
  /** Tries in all, the first one included. */
  readonly attempts: number;
  /** Milliseconds before the second try; doubled for each further one, with jitter. */
  readonly backoffMs: number;
  /** Milliseconds after which a try is given up. */
  readonly timeoutMs: number;
}

/** What a job is told beside its payload. */
export interface JobContext {
  /** 1 for the first try. */
  readonly attempt: number;
  /** Whether this try is the last one. */
  readonly isLast: boolean;
  /** Aborted at the time-out and when the process stops. */
  readonly signal: AbortSignal;
}

/** A job's class: one class, one file; it may run twice and still has one effect. */
export interface JobHandler<Payload extends object> {
  perform(payload: Payload, context: JobContext): Promise<void>;
}

/** A class that handles jobs with this payload. */
export type JobClass<Payload extends object> = abstract new (...dependencies: never[]) => JobHandler<Payload>;

const jobs = new Map<unknown, JobFacts>();

/** Marks a class as a job. */
export function Job(facts: JobFacts): ClassDecorator {
  return (target) => {
    jobs.set(target, facts);
  };
}

/** The facts of a job class, if it is one. */
export function jobFactsOf(target: unknown): JobFacts | undefined {
  return jobs.get(target);
}
