import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { InvalidError } from '../errors/app-error.js';
import { isLocalDate, parseLocalDate, type LocalDate } from '../time/local-date.js';
import { documents } from './documents.js';

class DatePipe implements PipeTransform<string, LocalDate> {
  constructor(private readonly name: string) {}

  transform(text: string): LocalDate {
    if (!isLocalDate(text)) {
      throw InvalidError.field(this.name, 'must be a date (YYYY-MM-DD), such as 2026-05-31');
    }
    return parseLocalDate(text);
  }
}

const SCHEMA = { type: 'string', format: 'date', example: '2026-03-01' } as const;

/** A day in the path, as `YYYY-MM-DD`. */
export const DateParam =
  (name = 'date'): ParameterDecorator =>
  (target, key, index) => {
    Param(name, new DatePipe(name))(target, key, index);
    documents(ApiParam({ name, schema: SCHEMA, description: "The user's day, as `YYYY-MM-DD`." }))(
      target,
      key,
      index,
    );
  };
