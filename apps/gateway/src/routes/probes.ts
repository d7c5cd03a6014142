/** Every answer has them. */
const HEADERS = Object.fromEntries(
  ['X-Correlation-Id', 'Content-Language', 'Vary'].map((name) => [
    name,
    { $ref: `#/components/headers/${name}` },
  ]),
);

const PARTS = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    required: ['status'],
    properties: { status: { type: 'string', enum: ['up', 'down'] } },
    additionalProperties: true,
  },
};

/** What terminus answers: the platform's tools read it, so it is no problem detail. */
const READINESS = {
  type: 'object',
  required: ['status', 'info', 'error', 'details'],
  properties: {
    status: { type: 'string', enum: ['ok', 'error', 'shutting_down'] },
    info: { ...PARTS, description: 'What works' },
    error: { ...PARTS, description: 'What does not' },
    details: { ...PARTS, description: 'Both' },
  },
};

const UP = {
  process: { status: 'up' },
  database: { status: 'up' },
  migrations: { status: 'up' },
  bus: { status: 'up' },
};
const READY = { status: 'ok', info: UP, error: {}, details: UP };
const { database: _, ...others } = UP;
const DOWN = { database: { status: 'down', message: 'ECONNREFUSED' } };
const UNREADY = { status: 'error', info: others, error: DOWN, details: { ...others, ...DOWN } };

/** What each service, and so the gateway, answers to whoever watches over its process. */
export function probePaths(): Record<string, Record<string, object>> {
  return {
    '/health/live': {
      get: probe(
        'healthLive',
        'Whether the process lives',
        'Of the gateway; each service has the same at its own address. A dependency that fails is no reason to restart it.',
        {
          200: answer('It turns its event loop', {
            schema: {
              type: 'object',
              required: ['status'],
              properties: { status: { type: 'string', enum: ['ok'] } },
            },
            example: { status: 'ok' },
          }),
        },
      ),
    },
    '/health/ready': {
      get: probe(
        'healthReady',
        'Whether it may be sent requests',
        'Of the gateway; each service has the same at its own address, and `GET /api/v1/operations/services` asks all of ' +
          'them. Database, migrations and bus have to work, and the process must not be stopping.',
        {
          200: answer('Ready', { schema: READINESS, example: READY }),
          503: answer('Not ready: `error` says what is missing', { schema: READINESS, example: UNREADY }),
        },
      ),
    },
  };
}

function answer(description: string, content: object): object {
  return { description, headers: HEADERS, content: { 'application/json': content } };
}

function probe(operationId: string, summary: string, description: string, answers: object): object {
  const refusals = { 400: 'validation-failed', 406: 'not-acceptable', 500: 'sealed-value-broken.internal' };
  const shared = Object.entries(refusals).map(([status, name]) => [
    status,
    { $ref: `#/components/responses/${name}` },
  ]);
  return {
    ...{ operationId, summary, description, tags: ['gateway'], security: [] },
    'x-houtai-public': true,
    'x-houtai-probe': true,
    'x-houtai-audiences': ['operations'],
    responses: { ...answers, ...Object.fromEntries(shared) },
  };
}
