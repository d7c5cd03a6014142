import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const text = { schema: { type: 'string' } };
const HEADERS = {
  'X-Correlation-Id': text,
  'Content-Language': text,
  RateLimit: text,
  'RateLimit-Policy': text,
};

const refusal = (code: string) => ({
  description: code,
  headers: HEADERS,
  content: {
    'application/problem+json': {
      schema: { allOf: [{ type: 'object', properties: { code: { type: 'string', enum: [code] } } }] },
      examples: { [code]: { value: { code } } },
    },
  },
});

const sound = () => ({
  openapi: '3.1.0',
  info: { title: 'Doors', version: '1' },
  tags: [{ name: 'doors', description: 'Doors' }],
  paths: {
    '/api/v1/doors': {
      get: {
        operationId: 'listDoors',
        summary: 'Doors',
        description: 'All of them.',
        tags: ['doors'],
        'x-houtai-permission': 'doors:read',
        'x-houtai-audiences': ['internal'],
        responses: { 200: { description: 'ok', headers: HEADERS }, 403: refusal('forbidden') },
      },
      post: {
        operationId: 'makeDoor',
        summary: 'Make a door',
        description: 'In a colour.',
        tags: ['doors'],
        'x-houtai-permission': 'doors:write',
        'x-houtai-audiences': ['internal'],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['colour'],
                properties: { colour: { type: 'string', maxLength: 5, example: 'red' } },
              },
              example: { colour: 'red' },
            },
          },
        },
        responses: { 201: { description: 'made', headers: HEADERS }, 403: refusal('forbidden') },
      },
    },
  },
  webhooks: {
    opened: { post: { operationId: 'opened', tags: ['doors'], responses: { 410: { description: 'gone' } } } },
  },
});
type Doors = ReturnType<typeof sound>;
type Loose = Record<string, unknown>;
const listing = (doors: Doors) => doors.paths['/api/v1/doors'].get;
const without = (node: object, key: string) => delete (node as Loose)[key];
const body = (doors: Doors) => doors.paths['/api/v1/doors'].post.requestBody.content['application/json'];
const media = (doors: Doors) => listing(doors).responses[403].content['application/problem+json'];

/** The library is an ES module, which Jest cannot load on Node 20: it runs beside, all documents at once. */
function faultsOf(documents: readonly unknown[]): string[][] {
  const script = `
    const { lintDocument } = require('./lint-document');
    const documents = JSON.parse(require('fs').readFileSync(0, 'utf8'));
    (async () => {
      const faults = [];
      for (const document of documents) faults.push(await lintDocument(document, 'd.json'));
      console.log(JSON.stringify(faults));
    })();`;
  const loader = join(__dirname, '..', '..', '..', '..', 'libs', 'testing', 'load-typescript.cjs');
  const options = { input: JSON.stringify(documents), cwd: __dirname, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['-r', loader, '-e', script], options)) as string[][];
}

const CASES: [string, (doors: Doors) => unknown, string][] = [
  ['no description', (d) => without(listing(d), 'description'), 'listDoors has no summary or no description'],
  [
    'no audience',
    (d) => without(listing(d), 'x-houtai-audiences'),
    'listDoors does not say in which documents it stands',
  ],
  [
    'no permission',
    (d) => without(listing(d), 'x-houtai-permission'),
    'listDoors names no permission, and is not public',
  ],
  ['no refusal', (d) => without(listing(d).responses, '403'), 'listDoors can refuse nothing'],
  ['no codes', (d) => (media(d).schema.allOf = []), 'listDoors does not say with which codes it answers 403'],
  [
    'no example',
    (d) => without(media(d).examples, 'forbidden'),
    'listDoors shows no example of forbidden (403)',
  ],
  [
    'no example of its body',
    (d) => without(body(d), 'example'),
    'makeDoor shows no example of its body (application/json)',
  ],
  [
    'an example of its body that lacks a field',
    (d) => without(body(d).example, 'colour'),
    'Example value must conform to the schema: must have required property',
  ],
  [
    'an example of its body with a field too many',
    (d) => Object.assign(body(d).example, { size: 1 }),
    'Example value must conform to the schema: must NOT have unevaluated properties',
  ],
  [
    'an example of a field that its schema refuses',
    (d) => (body(d).schema.properties.colour.example = 'orange'),
    'Example value must conform to the schema: must NOT have more than 5 characters',
  ],
  [
    'no word of a header',
    (d) => (listing(d).responses[200].headers = {} as never),
    'listDoors does not describe the header RateLimit of 200',
  ],
  [
    'no word of when to come again',
    (d) => Object.assign(listing(d).responses, { 429: refusal('too-many-requests') }),
    'listDoors does not describe the header Retry-After of 429',
  ],
  ['a tag that there is not', (d) => (d.tags = []), 'Operation tags should be defined in global tags.'],
];

describe('the lint of documents', () => {
  const changed = CASES.map(([, change]) => {
    const document = sound();
    change(document);
    return document;
  });
  const [clean = [], ...found] = faultsOf([sound(), ...changed]);

  it('finds nothing where nothing is missing, and asks nothing of what is sent to others', () => {
    expect(clean).toEqual([]);
  });

  it.each(CASES.map(([what, , sentence], n) => [what, sentence, n] as const))(
    'refuses an operation with %s',
    (_, sentence, n) => {
      expect(found[n]?.some((fault) => fault.startsWith(`d.json: ${sentence}`))).toBe(true);
    },
  );
});
