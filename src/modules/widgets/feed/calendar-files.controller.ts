import { Controller, Get, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Public } from '../../../common/auth/decorators.js';
import { matchesAny } from '../../../common/http/entity-tag.js';
import { CalendarFileQuery } from './calendar-feeds.dto.js';
import { CalendarFilesService } from './calendar-files.service.js';

const decompressed = promisify(gunzip);

const EXAMPLE =
  'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Brainboard//Calendar feed//EN\r\nEND:VCALENDAR\r\n';

/** Calendars as files, for programs that can send nothing but an address. */
@ApiTags('calendar')
@Public()
@Controller('calendar')
export class CalendarFilesController {
  constructor(private readonly files: CalendarFilesService) {}

  @Get(':token.ics')
  @ApiOperation({
    operationId: 'getCalendarFile',
    summary: 'Get a calendar feed',
    description:
      'Tasks, habits and events as an iCalendar file (RFC 5545), recurring ones as series. The URL is the secret: no access ' +
      'token is needed. Without the envelope.',
  })
  @ApiParam({
    name: 'token',
    description: 'Secret of the feed, from its URL.',
    schema: { type: 'string', example: 'Xx4kOGkWqVvHqFfQvMZbM2J7yT0hNgPzI1c9dYbLr5s' },
  })
  @ApiProduces('text/calendar')
  @ApiResponse({
    status: 200,
    description: 'Calendar',
    headers: {
      ETag: {
        description: 'Version of the file',
        schema: { type: 'string' },
        example: 'W/"2.42.2026-03-01.events"',
      },
    },
    schema: { type: 'string', example: EXAMPLE },
  })
  async read(
    @Param('token') token: string,
    @Query() { tasks = 'events' }: CalendarFileQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const known = request.headers['if-none-match'];
    const { etag, content } = await this.files.read(token, {
      taskForm: tasks,
      isKnown: (tag) => matchesAny(known, tag),
    });
    response.setHeader('ETag', etag);
    response.setHeader('Cache-Control', 'private, no-cache');
    if (content === null) {
      response.status(304);
      return undefined;
    }
    response.setHeader('Content-Type', 'text/calendar; charset=utf-8');
    response.setHeader('Content-Disposition', 'inline; filename="brainboard.ics"');
    response.setHeader('X-Robots-Tag', 'noindex');
    response.vary('Accept-Encoding');
    if (request.acceptsEncodings('gzip') === false) return new StreamableFile(await decompressed(content));
    response.setHeader('Content-Encoding', 'gzip');
    return new StreamableFile(content);
  }
}
