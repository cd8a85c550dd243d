import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DeliverEventJob } from './deliver-event.job.js';
import { EventLog } from './event-log.js';
import { EventMaintenance } from './event-maintenance.js';
import { EventOutbox } from './event-outbox.js';
import { EventRelay } from './event-relay.js';
import { MaintainEventsJob } from './maintain-events.job.js';
import { SubscriberRegistry } from './subscriber-registry.js';

/** The event log: everybody writes it and reads it; workers publish it and tell the subscribers. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    EventLog,
    EventOutbox,
    EventRelay,
    EventMaintenance,
    SubscriberRegistry,
    DeliverEventJob,
    MaintainEventsJob,
  ],
  exports: [EventLog, EventOutbox, EventRelay],
})
export class EventsModule {}
