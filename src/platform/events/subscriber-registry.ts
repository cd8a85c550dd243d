import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Logger } from '../logging/logger.js';
import { subscriptionOf, type EventSubscriber, type RecordedEvent } from './subscriber.js';

/** Finds the subscribers among the providers at boot, and knows who wants which event. */
@Injectable()
export class SubscriberRegistry implements OnModuleInit {
  private readonly subscribers = new Map<string, EventSubscriber>();
  private readonly namesByType = new Map<string, string[]>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    const providers = this.discovery.getProviders().map(({ instance }): unknown => instance);
    for (const candidate of new Set(providers)) this.add(candidate);
  }

  /** The subscriber of that name, if this program has it. */
  find(name: string): EventSubscriber | undefined {
    return this.subscribers.get(name);
  }

  /** The names of those who are to be told of the event. */
  interestedIn(event: RecordedEvent): string[] {
    const names = this.namesByType.get(event.type) ?? [];
    return names.filter((name) => this.wants(name, event));
  }

  private wants(name: string, event: RecordedEvent): boolean {
    const subscriber = this.find(name);
    if (!subscriber?.wants) return true;
    try {
      return subscriber.wants(event);
    } catch (error) {
      // One subscriber's mistake holds up nobody else: let its own handler fail, where it is retried and seen.
      this.logger.warn({ subscriber: name, eventId: event.id, err: error }, 'events.wants_failed');
      return true;
    }
  }

  private add(candidate: unknown): void {
    if (typeof candidate !== 'object' || candidate === null) return;
    const subscription = subscriptionOf(candidate.constructor);
    if (!subscription) return;
    const { name, types } = subscription;
    if (this.subscribers.has(name)) throw new Error(`two subscribers are called ${name}`);
    if (!isSubscriber(candidate))
      throw new Error(`${candidate.constructor.name} is a subscriber and has no handle()`);
    this.subscribers.set(name, candidate);
    for (const type of types) this.namesByType.set(type, [...(this.namesByType.get(type) ?? []), name]);
  }
}

function isSubscriber(candidate: object): candidate is EventSubscriber {
  return 'handle' in candidate && typeof candidate.handle === 'function';
}
