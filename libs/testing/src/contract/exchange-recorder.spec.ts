import type { ContractDocument } from './api-contract';
import type { Exchange } from './exchange-check';
import { ExchangeRecorder } from './exchange-recorder';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const reference = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

/** Doors that can be listed, shown and opened. */
const DOCUMENT: ContractDocument = {
  paths: {
    '/api/v1/doors/{id}': {
      get: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
          { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 200 } },
        ],
        responses: {
          200: {
            headers: { 'X-Correlation-Id': reference('headers', 'X-Correlation-Id') },
            ...json(reference('schemas', 'Door')),
          },
          409: reference('responses', 'locked'),
        },
      },
    },
    '/api/v1/doors': {
      post: { requestBody: json(reference('schemas', 'NewDoor')), responses: { 204: {} } },
    },
  },
  'x-houtai-errors': { house: { 'door-locked': { status: 409 }, teapot: { status: 418 } } },
  components: {
    headers: { 'X-Correlation-Id': { required: true } },
    responses: {
      locked: {
        content: {
          'application/problem+json': {
            schema: {
              allOf: [
                reference('schemas', 'Problem'),
                { type: 'object', properties: { code: { enum: ['door-locked'] } } },
              ],
            },
          },
        },
      },
    },
    schemas: {
      Problem: { type: 'object', description: 'Problem details (RFC 9457)', required: ['code'] },
      NewDoor: { type: 'object', required: ['colour'], properties: { colour: { type: 'string' } } },
      Door: {
        type: 'object',
        required: ['colour'],
        properties: { colour: { type: 'string' }, openedAt: { type: 'string', format: 'date-time' } },
      },
    },
  },
};

const ID = '0196f3a0-0000-7000-8000-000000000001';

function exchange(given: Partial<Exchange> & { type?: string }): Exchange {
  const { type = 'application/json', ...rest } = given;
  return {
    method: 'GET',
    path: `/api/v1/doors/${ID}`,
    requestHeaders: {},
    status: 200,
    headers: new Headers({ 'content-type': type, 'x-correlation-id': 'c' }),
    body: { colour: 'red' },
    ...rest,
  };
}

/** What is found in these exchanges. */
async function findings(...exchanges: Exchange[]): Promise<readonly string[]> {
  const recorder = new ExchangeRecorder(() => Promise.resolve(DOCUMENT));
  for (const one of exchanges) recorder.keep(one);
  return recorder.check().then(
    () => [],
    (error: { findings: string[] }) => error.findings,
  );
}

const refused = (code: string) =>
  exchange({ status: 409, type: 'application/problem+json', body: { code, traceId: '' } });
const post = (requestBody: unknown) =>
  exchange({ method: 'POST', path: '/api/v1/doors', status: 204, body: '', requestBody });
const show = 'GET /api/v1/doors/{id}';

describe('the recorder', () => {
  it('finds nothing where all is as the document says', async () => {
    const all = [exchange({}), refused('door-locked'), post({ colour: 'red' })];
    expect(await findings(...all, exchange({ path: `/api/v1/doors/${ID}?limit=7` }))).toEqual([]);
  });

  it.each<[string, Exchange, string]>([
    [
      'a status that nobody declared',
      exchange({ status: 418, body: { code: 'teapot', traceId: '' } }),
      `${show}: answers 418 teapot, which it does not declare`,
    ],
    [
      'a code that nobody declared',
      refused('door-gone'),
      `${show}: 409 door-gone: /code must be equal to one of the allowed values (door-locked)`,
    ],
    [
      'a code that no catalogue has, at a path that there is not',
      exchange({ path: '/api/v1/gone', status: 404, body: { code: 'http-404', traceId: '' } }),
      'GET of no document: answers 404 http-404, which stands in no catalogue',
    ],
    [
      'a code of another status than the catalogue has',
      exchange({ path: '/api/v1/gone', status: 502, body: { code: 'teapot', traceId: '' } }),
      'GET of no document: answers 502 teapot, which stands in no catalogue',
    ],
    [
      'a field that is missing',
      exchange({ body: {} }),
      `${show}: 200: it must have required property 'colour'`,
    ],
    [
      'a field that is not described',
      exchange({ body: { colour: 'red', price: 1 } }),
      `${show}: 200: it must NOT have additional properties (price)`,
    ],
    [
      'a field of another form',
      exchange({ body: { colour: 'red', openedAt: 'yesterday' } }),
      `${show}: 200: /openedAt must match format "date-time"`,
    ],
    [
      'another media type',
      exchange({ type: 'text/plain', body: 'red' }),
      `${show}: 200: comes as text/plain, which it does not declare`,
    ],
    [
      'a header that is missing',
      exchange({ headers: new Headers({ 'content-type': 'application/json' }) }),
      `${show}: 200: lacks the header X-Correlation-Id`,
    ],
    [
      'a header that is not described',
      exchange({
        headers: new Headers({ 'content-type': 'application/json', 'x-correlation-id': 'c', etag: '"1"' }),
      }),
      `${show}: 200: has the header etag, which it does not declare`,
    ],
    [
      'a query that is taken and not described',
      exchange({ path: `/api/v1/doors/${ID}?colour=red` }),
      `${show}: takes ?colour, which it does not declare`,
    ],
    [
      'a query that is taken beyond its bounds',
      exchange({ path: `/api/v1/doors/${ID}?limit=900` }),
      `${show}: takes limit although /value must be <= 200`,
    ],
    [
      'a body that is taken and not allowed',
      post({ colour: 7 }),
      'POST /api/v1/doors: takes a body although /colour must be string',
    ],
    [
      'a route that stands nowhere',
      exchange({ path: '/api/v1/windows' }),
      'GET /api/v1/windows answers 200 and stands in no document',
    ],
  ])('finds %s', async (_, given, finding) => {
    expect(await findings(given, given)).toEqual([`- ${finding} (2 x)`]);
  });

  it('asks nothing of a request that was refused', async () => {
    expect(await findings({ ...refused('door-locked'), requestBody: 'nonsense' })).toEqual([]);
  });
});
