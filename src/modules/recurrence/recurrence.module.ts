import { Module } from '@nestjs/common';
import { RecurrenceController } from './recurrence.controller.js';
import { RecurrenceService } from './recurrence.service.js';

/** Recurrence rules over HTTP; the engine is `common/time`. */
@Module({
  controllers: [RecurrenceController],
  providers: [RecurrenceService],
})
export class RecurrenceModule {}
