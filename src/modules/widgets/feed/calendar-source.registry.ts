import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { CalendarSourceProvider, type CalendarSource } from '../calendar-source.contract.js';

/** All sources of calendar entries of this program. */
@Injectable()
export class CalendarSourceRegistry implements OnModuleInit {
  private readonly sources = new Map<string, CalendarSource>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders({ metadataKey: CalendarSourceProvider.KEY })) {
      const source = instance as CalendarSource;
      if (this.sources.has(source.key)) throw new Error(`two calendar sources are called ${source.key}`);
      this.sources.set(source.key, source);
    }
  }

  /** All of them, by their keys. */
  all(): CalendarSource[] {
    return [...this.sources.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}
