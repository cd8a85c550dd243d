import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { jobFactsOf, type JobClass, type JobFacts, type JobHandler } from './job.js';
import { scheduleOf, type ScheduleFacts } from './schedule.js';

/** A job that this program knows: its facts and who performs it. */
export interface RegisteredJob {
  readonly facts: JobFacts;
  readonly job: JobClass<object>;
  readonly handler: JobHandler<object>;
  readonly schedule: ScheduleFacts | undefined;
}

/** Finds the jobs among the providers at boot, and refuses what would fail later. */
@Injectable()
export class JobRegistry implements OnModuleInit {
  private readonly jobs = new Map<string, RegisteredJob>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    const providers = this.discovery.getProviders().map(({ instance }): unknown => instance);
    for (const handler of new Set(providers)) this.add(handler);
  }

  /** The job of that name, if this program has it. */
  find(name: string): RegisteredJob | undefined {
    return this.jobs.get(name);
  }

  /** The names of all jobs. */
  get names(): string[] {
    return [...this.jobs.keys()];
  }

  /** The jobs that are added by themselves. */
  get scheduled(): (RegisteredJob & { schedule: ScheduleFacts })[] {
    return [...this.jobs.values()].flatMap((job) =>
      job.schedule ? [{ ...job, schedule: job.schedule }] : [],
    );
  }

  private add(handler: unknown): void {
    if (typeof handler !== 'object' || handler === null) return;
    const { constructor } = handler;
    const facts = jobFactsOf(constructor);
    const schedule = scheduleOf(constructor);
    if (!facts || !isJobClass(constructor)) {
      if (schedule) throw new Error(`${constructor.name} has a schedule and is no job`);
      return;
    }
    if (this.jobs.has(facts.name)) throw new Error(`two jobs are called ${facts.name}`);
    if (!isHandler(handler)) throw new Error(`${constructor.name} is a job and has no perform()`);
    this.jobs.set(facts.name, { facts, job: constructor, handler, schedule });
  }
}

function isHandler(candidate: object): candidate is JobHandler<object> {
  return 'perform' in candidate && typeof candidate.perform === 'function';
}

function isJobClass(candidate: unknown): candidate is JobClass<object> {
  return jobFactsOf(candidate) !== undefined;
}
