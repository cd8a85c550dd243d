import { ConflictError, InvalidError } from '../../common/errors/app-error.js';

/** Nobody offers that type. */
export class WidgetTypeUnknown extends InvalidError {
  constructor(known: readonly string[]) {
    const message = `must be one of: ${known.join(', ')}`;
    super('widget_type_unknown', `type ${message}`, { details: [{ field: 'type', message }] });
  }
}

/** The widget is of another type than the request is about. */
export class WidgetTypeMismatch extends ConflictError {
  constructor(actual: string, needed: string) {
    super('widget_type_mismatch', `only available on ${needed} widgets: this is a ${actual} widget`);
  }
}

/** The client chose an id that exists. */
export class IdTaken extends ConflictError {
  constructor() {
    super('id_taken', 'this id is in use: make another one');
  }
}

/** The user has as many widgets as one user may have. */
export class WidgetLimitReached extends ConflictError {
  constructor(limit: number) {
    super('widget_limit_reached', `there can be ${limit} widgets: delete one first`);
  }
}
