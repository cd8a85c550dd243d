const META = {
  requestId: {
    type: 'string',
    description: 'Id of the request, as in `X-Request-Id` and the logs.',
    example: '5f1d3c0a9b7e4d2c8a6f1b3e',
  },
  timestamp: {
    type: 'string',
    format: 'date-time',
    description: 'When the response was made.',
    example: '2026-03-01T08:15:30.000Z',
  },
};

const PAGINATION = {
  type: 'object',
  description: 'Where the list continues.',
  required: ['limit', 'nextCursor', 'hasMore'],
  properties: {
    limit: { type: 'integer', description: 'Maximum number of rows of a page.', example: 25 },
    nextCursor: {
      type: ['string', 'null'],
      description: 'Cursor of the next page; null on the last one.',
      example: null,
    },
    hasMore: { type: 'boolean', description: 'Whether there is a next page.', example: false },
  },
};

const DETAIL = {
  type: 'object',
  required: ['field', 'message'],
  properties: {
    field: { type: 'string', description: 'Path of the field in the request.', example: 'importance' },
    message: {
      type: 'string',
      description: 'What is wrong with it.',
      example: 'must be at most 5',
    },
    choices: {
      type: 'array',
      description: 'Possible meanings of an ambiguous value, each with the fields to send instead.',
      items: { type: 'object', additionalProperties: { type: ['string', 'number', 'null'] } },
    },
  },
};

const ERROR = {
  type: 'object',
  description: 'What went wrong.',
  required: ['code', 'details'],
  properties: {
    code: { type: 'string', description: 'Machine-readable code.', example: 'validation_failed' },
    details: { type: 'array', description: 'One detail for each invalid field.', items: DETAIL },
  },
};

/** The parts of the envelope, which every operation refers to. */
export const SHARED_SCHEMAS = {
  Meta: {
    type: 'object',
    required: ['requestId', 'timestamp'],
    properties: {
      ...META,
      events: {
        type: 'array',
        description: 'Ids of the events that this change recorded.',
        items: { type: 'string', format: 'uuid', example: '01980c3e-7a10-7cc3-98a5-3f0c2b9d4e99' },
      },
    },
  },
  PageMeta: {
    type: 'object',
    required: ['requestId', 'timestamp', 'pagination'],
    properties: { ...META, pagination: PAGINATION },
  },
  Failure: {
    type: 'object',
    required: ['status', 'message', 'error', 'meta'],
    properties: {
      status: { type: 'string', enum: ['error'], description: 'Tells an error from a success.' },
      message: {
        type: 'string',
        description: 'What went wrong and what to do about it, for people.',
        example: 'importance must be at most 5',
      },
      error: ERROR,
      meta: {
        type: 'object',
        description: 'Facts about the response.',
        required: ['requestId', 'timestamp', 'path'],
        properties: {
          ...META,
          path: { type: 'string', description: 'Path of the request.', example: '/api/v1/widgets' },
        },
      },
    },
  },
};
