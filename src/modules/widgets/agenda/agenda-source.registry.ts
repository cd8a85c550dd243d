import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { AgendaSourceProvider, type AgendaSource } from '../agenda-source.contract.js';

/** All sources of agenda entries of this program. */
@Injectable()
export class AgendaSourceRegistry implements OnModuleInit {
  private readonly sources = new Map<string, AgendaSource>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders({ metadataKey: AgendaSourceProvider.KEY })) {
      const source = instance as AgendaSource;
      if (this.sources.has(source.key)) throw new Error(`two agenda sources are called ${source.key}`);
      this.sources.set(source.key, source);
    }
  }

  /** All of them, by their keys. */
  all(): AgendaSource[] {
    return [...this.sources.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}
