import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { CATALOGUE, QUESTION_KINDS } from '@houtai/event-catalogue';
import { projectRoot } from '../launcher/project-root';
import { asyncApiDocument } from './asyncapi-document';
import { capacityProtocol } from './capacity-protocol';
import { capabilityFaults } from './capability-faults';
import { eventTable } from './event-table';
import { problemCatalogue } from './problem-catalogue';
import { REQUIREMENTS } from './requirements';
import { routeTable } from './route-table';
import { listTable } from './list-table';
import { stateMachines } from './state-machines';

const consumers = [
  { service: 'dispatch', name: 'dispatch', types: ['houtai.orders.reservation-submitted.v1'] },
  { service: 'analytics', name: 'raw', types: CATALOGUE.map(({ type }) => type) },
];

describe('generated documents', () => {
  it('the AsyncAPI document passes the official parser without errors', async () => {
    const diagnostics = await new Parser().validate(JSON.stringify(asyncApiDocument(consumers, '1.0.0')));
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
  });

  it('the event table names producer and consumers of every event', () => {
    const table = eventTable(consumers);
    expect(table).toContain(
      '| `houtai.orders.reservation-submitted.v1` | `houtai.orders.reservation` | orders | analytics/raw, dispatch |',
    );
    for (const { type } of CATALOGUE) expect(table).toContain(`\`${type}\``);
  });

  it('the capacity protocol tells the recipe, every kind of question, and who asks', async () => {
    const file = join(projectRoot(), 'libs', 'event-catalogue', 'src', 'capacity-question.ts');
    const document = capacityProtocol(await readFile(file, 'utf8'));
    for (const kind of QUESTION_KINDS) expect(document).toMatch(new RegExp(`^\\| \`${kind}\` \\| \\S`, 'm'));
    expect(document).toContain('\n1. The asking service stores the question');
    expect(document).toContain('| `candidates[].vehicleId` |  | Vehicle |');
    expect(document).toMatch(/`houtai.fleet.capacity-requested.v1` \| `houtai.fleet.absence`/);
  });

  it('the route table says who may call what', () => {
    const table = routeTable(
      {
        paths: {
          '/api/v1/b': { post: { summary: 'Make b', 'x-houtai-permission': 'b:write' } },
          '/api/v1/a': { get: { summary: 'Show a' } },
        },
      },
      () => ['admin'],
    );
    expect(table.split('\n').filter((line) => line.includes('/api/'))).toEqual([
      '| GET | `/api/v1/a` | Show a | public | everyone |',
      '| POST | `/api/v1/b` | Make b | `b:write` | admin |',
    ]);
  });

  it('the catalogue of problems has every code with its texts, its facts and the routes that answer it', () => {
    const page = problemCatalogue({
      paths: {
        '/api/v1/doors': { post: { tags: ['house'], 'x-houtai-problems': ['door-locked'] } },
        '/api/v1/gates': { post: { tags: ['yard'], 'x-houtai-problems': ['door-locked'] } },
      },
      'x-houtai-errors': {
        house: {
          'door-locked': {
            status: 409,
            en: 'The door is locked',
            zh: '门已锁',
            detail: { en: 'Locked by {by} | them.', zh: '由 {by} 上锁。' },
            also: ['since'],
          },
        },
        shared: {
          internal: { status: 500, en: 'Internal error', zh: '内部错误', answeredBy: 'every route' },
        },
      },
    });
    expect(page.split('\n').filter((line) => /^## |^\| `/.test(line))).toEqual([
      '## Shared by all services',
      '| `internal` | 500 | Internal error<br>内部错误 |  |  | every route |',
      '## house',
      '| `door-locked` | 409 | The door is locked<br>门已锁 | Locked by {by} \\| them.<br>由 {by} 上锁。 | `by`, `since` | `POST /api/v1/doors` |',
    ]);
  });

  it('the lists tell of each filter which sorts go with it, and by which index', () => {
    const page = listTable({
      'x-houtai-lists': {
        house: [
          {
            ...{
              name: 'doors',
              table: 'door',
              only: 'shut',
              sorts: { '-id': 'door_pkey', at: 'door_by_time' },
            },
            filters: { room: { indexes: { '-id': 'door_by_room' }, leaves: 'few' } },
          },
        ],
      },
    });
    expect(page.split('\n').filter((line) => /^###? |^\| |^Table/.test(line))).toEqual([
      '## house',
      '### /api/v1/doors',
      'Table `door`, where `shut`.',
      '| filter | leaves | by `-id` | by `at` |',
      '| --- | --- | --- | --- |',
      '| none |  | `door_pkey` | `door_by_time` |',
      '| `room` | few | `door_by_room` |  |',
    ]);
  });

  it('the state machines are drawn from none to every end', () => {
    const page = stateMachines({
      'x-houtai-state-machines': {
        house: {
          door: {
            none: { Built: 'open' },
            open: { Shut: 'shut-tight', Slammed: 'shut-tight' },
            'shut-tight': {},
          },
        },
      },
    });
    expect(page).toContain('## door (house)');
    expect(page.split('\n').filter((line) => line.startsWith('  '))).toEqual([
      '  state "shut-tight" as shut_tight',
      '  [*] --> open : Built',
      '  open --> shut_tight : Shut, Slammed',
      '  shut_tight --> [*]',
    ]);
  });
});

describe('the check of the capabilities table', () => {
  const known = {
    requirements: ['OR-1', 'OR-2'],
    paths: new Set(['/api/v1/a']),
    types: new Set(['houtai.x.y.v1']),
    fileExists: (path: string) => path.endsWith('here.spec.ts'),
  };
  const row = (id: string, state: string, endpoint: string, event: string, test: string) =>
    `| ${id} | what | ${state} | ${endpoint} | ${event} | ${test} |`;

  it('accepts rows that are true', () => {
    const table = [
      row('OR-1', 'done', '`POST /api/v1/a`', '`houtai.x.y.v1`', '`e2e/here.spec.ts`'),
      row('OR-2', 'planned', '', '', ''),
    ].join('\n');
    expect(capabilityFaults(table, known)).toEqual([]);
  });

  it('names every row that is not', () => {
    const table = [
      row('OR-1', 'done', '`GET /api/v1/b`', '`houtai.x.z.v1`', '`apps/here.spec.ts`, `e2e/gone.ts`'),
      row('OR-1', 'finished', '', '', ''),
      row('OR-9', 'planned', '', '', '`e2e/here.spec.ts`'),
    ].join('\n');
    expect(capabilityFaults(table, known)).toEqual([
      'OR-1: the API has no path /api/v1/b',
      'OR-1: the catalogue has no event houtai.x.z.v1',
      'OR-1: there is no test e2e/gone.ts',
      'OR-1 stands twice',
      'OR-1: "finished" is not one of done, partly, planned',
      'OR-9 is planned and yet names a test',
      'OR-2 is missing',
      'OR-9 is no requirement',
    ]);
  });

  it('knows the requirements of the mission', () => {
    expect(REQUIREMENTS).toHaveLength(77);
    expect(REQUIREMENTS).toContain('FL-15');
  });
});
