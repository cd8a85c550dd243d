const META = {
  requestId: { type: 'string', example: '5f1d3c0a9b7e4d2c8a6f1b3e' },
  timestamp: { type: 'string', format: 'date-time', example: '2026-03-01T08:15:30.000Z' },
};

const PAGINATION = {
  type: 'object',
  required: ['limit', 'nextCursor', 'hasMore'],
  properties: {
    limit: { type: 'integer', example: 25 },
    nextCursor: { type: ['string', 'null'], example: null },
    hasMore: { type: 'boolean', example: false },
  },
};

const DETAIL = {
  type: 'object',
  required: ['field', 'message'],
  properties: {
    field: { type: 'string', example: 'importance' },
    message: { type: 'string', example: 'must be at most 5' },
    choices: {
      type: 'array',
      description: 'What the value may mean, where that is not clear; each with the fields to give instead.',
      items: { type: 'object', additionalProperties: { type: ['string', 'number', 'null'] } },
    },
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
        description: 'Ids of the events that this change wrote.',
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
      status: { type: 'string', enum: ['error'] },
      message: { type: 'string', example: 'importance must be at most 5' },
      error: {
        type: 'object',
        required: ['code', 'details'],
        properties: {
          code: { type: 'string', example: 'validation_failed' },
          details: { type: 'array', items: DETAIL },
        },
      },
      meta: {
        type: 'object',
        required: ['requestId', 'timestamp', 'path'],
        properties: { ...META, path: { type: 'string', example: '/api/v1/widgets' } },
      },
    },
  },
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'instance', 'code', 'errors', 'requestId', 'timestamp'],
    properties: {
      type: { type: 'string', example: 'urn:brainboard:error:validation_failed' },
      title: { type: 'string', example: 'importance must be at most 5' },
      status: { type: 'integer', example: 422 },
      instance: { type: 'string', example: '/api/v1/widgets' },
      code: { type: 'string', example: 'validation_failed' },
      errors: { type: 'array', items: DETAIL },
      ...META,
    },
  },
};
