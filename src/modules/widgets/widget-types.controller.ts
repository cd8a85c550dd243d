import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Endpoint } from '../../common/http/endpoint.js';
import { settingsSchema } from './settings-schema.js';
import type { WidgetType } from './widget-type.contract.js';
import { WidgetTypeRegistry } from './widget-type.registry.js';
import { WidgetTypeResponse } from './widget-types.dto.js';

/** What kinds of widgets there are. */
@ApiTags('widgets')
@ApiBearerAuth()
@Controller('widget-types')
export class WidgetTypesController {
  constructor(private readonly types: WidgetTypeRegistry) {}

  @Get()
  @Endpoint({
    id: 'listWidgetTypes',
    summary: 'List widget types',
    description:
      'The types of widgets that this installation offers, with the JSON Schema of their settings and their limits.',
    message: 'Widget types',
    returns: [WidgetTypeResponse],
  })
  list(): WidgetTypeResponse[] {
    return this.types.all().map(toResponse);
  }
}

function toResponse({ key, name, about, settings, defaultSize, limits }: WidgetType): WidgetTypeResponse {
  return { type: key, name, about, settingsSchema: settingsSchema(settings), defaultSize, limits };
}
