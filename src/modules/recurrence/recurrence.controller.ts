import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../../common/http/endpoint.js';
import { MetaReply } from '../../common/http/replies.js';
import { RecurrenceTooExpensive } from '../../common/time/recurrence/recurrence.errors.js';
import { PreviewedOccurrenceResponse, PreviewMeta, PreviewRequest } from './recurrence.dto.js';
import { RecurrenceService } from './recurrence.service.js';

/** Recurrence rules, to be tried out. */
@ApiTags('recurrence')
@ApiBearerAuth()
@Controller('recurrence')
export class RecurrenceController {
  constructor(private readonly recurrence: RecurrenceService) {}

  @Post('preview')
  @Endpoint({
    id: 'previewRecurrence',
    limit: 'expensive',
    summary: 'Preview a recurrence rule',
    description:
      'Expands a rule in a time zone, on the wall clock of that zone. `meta.truncated` tells whether the window has, or may have, more occurrences.',
    message: 'Occurrences',
    returns: [PreviewedOccurrenceResponse],
    meta: PreviewMeta,
    failures: [new RecurrenceTooExpensive()],
  })
  async preview(@Body() request: PreviewRequest): Promise<MetaReply<PreviewedOccurrenceResponse[]>> {
    const { occurrences, truncated } = await this.recurrence.preview(request);
    const rows = occurrences.map(({ local, at, note }) => ({ local, at: at.toISOString(), note }));
    return new MetaReply(rows, { truncated });
  }
}
