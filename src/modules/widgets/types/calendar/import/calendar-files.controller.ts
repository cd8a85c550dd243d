import { Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../../../common/auth/actor.js';
import { CurrentActor } from '../../../../../common/auth/decorators.js';
import { WidgetNotFound } from '../../../widgets.contract.js';
import { WidgetTypeMismatch } from '../../../widgets.errors.js';
import { CalendarEventLimitReached } from '../calendar.errors.js';
import { InvalidError } from '../../../../../common/errors/app-error.js';
import { CalendarFileTooComplex, CalendarReaderBusy } from '../ics/calendar-reader.js';
import { NO_CALENDAR } from '../ics/components.js';
import { FILE_LIMITS } from '../ics/file-limits.js';
import { Endpoint } from '../../../../../common/http/endpoint.js';
import { FileBody } from '../../../../../common/http/file-body.js';
import { IdParam } from '../../../../../common/http/id-param.js';
import type { ImportReport } from '../calendar.contract.js';
import { CalendarFileResponse } from './calendar-files.dto.js';
import { CalendarImportService } from './calendar-import.service.js';

const FILE = {
  type: 'text/calendar',
  maxBytes: 8 * 1024 * 1024,
  example: [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//example.org//NONSGML Example//EN',
    'BEGIN:VEVENT',
    'UID:choir@example.org',
    'DTSTAMP:20260220T080000Z',
    'DTSTART;TZID=Europe/Berlin:20260302T193000',
    'DURATION:PT1H30M',
    'RRULE:FREQ=WEEKLY;BYDAY=MO',
    'SUMMARY:Choir',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n'),
} as const;

/** Calendar files that other programs wrote. */
@ApiTags('calendar')
@ApiBearerAuth()
@Controller('widgets/:id/calendar-files')
export class CalendarFilesController {
  constructor(private readonly files: CalendarImportService) {}

  @Post()
  @Endpoint({
    id: 'importCalendarFile',
    limit: 'expensive',
    summary: 'Import a calendar file',
    description:
      'Events are matched by their `UID`: importing a file again changes nothing, and a newer version of an event replaces the older one. Skipped items are reported with their line; everything else is imported in one transaction.',
    message: 'Calendar file taken',
    returns: CalendarFileResponse,
    failures: [
      new WidgetNotFound(),
      new CalendarEventLimitReached(10_000),
      new WidgetTypeMismatch('notes', 'calendar'),
      new InvalidError('calendar_file_invalid', NO_CALENDAR),
      new InvalidError('calendar_file_too_large', `a file may have at most ${FILE_LIMITS.lines} lines`),
      new CalendarFileTooComplex(),
      new CalendarReaderBusy(),
    ],
  })
  take(
    @CurrentActor() actor: Actor,
    @IdParam() widgetId: string,
    @FileBody(FILE) file: Buffer,
  ): Promise<ImportReport> {
    return this.files.take(actor, widgetId, file);
  }
}
