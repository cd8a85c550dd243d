import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../../common/http/endpoint.js';
import { MetaReply } from '../../common/http/replies.js';
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
    summary: 'Show when a rule happens',
    description:
      'Rules run on the wall clock of the zone. `meta.truncated` says that the window has, or may have, more.',
    message: 'Occurrences',
    returns: [PreviewedOccurrenceResponse],
    meta: PreviewMeta,
  })
  preview(@Body() request: PreviewRequest): MetaReply<PreviewedOccurrenceResponse[]> {
    const { occurrences, truncated } = this.recurrence.preview(request);
    const rows = occurrences.map(({ local, at, note }) => ({ local, at: at.toISOString(), note }));
    return new MetaReply(rows, { truncated });
  }
}
