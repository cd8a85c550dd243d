import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiProperty } from '@nestjs/swagger';

/** The parts of a widget whose shape depends on its type. */
export type TypedPart = 'settings' | 'data';

/** Key by which the OpenAPI document finds schemas and properties that depend on a widget's type. */
export const OF_WIDGET_TYPE = 'x-of-widget-type';

/** Marks a documented property whose schema is that of the widget's type. */
export const OfWidgetType = (part: TypedPart): PropertyDecorator =>
  ApiProperty({ [OF_WIDGET_TYPE]: part } as object);

/** Marks a documented class that is one of the types' schemas. */
export const IsOfWidgetType = (part: TypedPart): ClassDecorator =>
  applyDecorators(ApiExtension(OF_WIDGET_TYPE, part));
