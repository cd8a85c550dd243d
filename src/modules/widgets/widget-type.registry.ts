import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { WidgetTypeProvider, type WidgetType } from './widget-type.contract.js';
import { WidgetTypeUnknown } from './widgets.errors.js';

/** All widget types of this program; everything else asks it and never names a type. */
@Injectable()
export class WidgetTypeRegistry implements OnModuleInit {
  private readonly types = new Map<string, WidgetType>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders({ metadataKey: WidgetTypeProvider.KEY })) {
      this.add(instance as WidgetType);
    }
  }

  /** All types, by key. */
  all(): WidgetType[] {
    return [...this.types.values()];
  }

  /** The type of that key; throws WidgetTypeUnknown, which names those that exist. */
  require(key: string): WidgetType {
    const type = this.types.get(key);
    if (!type) throw new WidgetTypeUnknown([...this.types.keys()]);
    return type;
  }

  private add(type: WidgetType): void {
    if (this.types.has(type.key)) throw new Error(`two widget types are called ${type.key}`);
    this.types.set(type.key, type);
  }
}
