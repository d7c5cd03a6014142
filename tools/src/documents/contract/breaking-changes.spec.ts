import { breakingChanges } from './breaking-changes';
import { contractOf, type Contract } from './contract';

const NOW = '2027-06-01T00:00:00.000Z';

/** A small released document, as far as it is a contract. */
const released = () => ({
  info: { title: 'Doors', description: 'words' },
  paths: {
    '/api/v1/doors': {
      get: {
        operationId: 'listDoors',
        'x-houtai-permission': 'doors:read',
        parameters: [
          { name: 'colour', in: 'query', schema: { type: 'string', enum: ['red', 'blue'], maxLength: 9 } },
        ],
        responses: {
          200: {
            headers: { ETag: {} },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Door' } } },
          },
        },
      },
      post: {
        operationId: 'hangDoor',
        'x-houtai-permission': 'doors:write',
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/NewDoor' } } },
        },
        responses: { 201: {} },
      },
    },
  },
  webhooks: {
    'door.opened': {
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Door' } } } },
      },
    },
  },
  components: {
    schemas: {
      Door: {
        type: 'object',
        required: ['id', 'title'],
        properties: {
          id: { type: 'string', format: 'uuid', description: 'words' },
          title: { type: 'string' },
          behind: { $ref: '#/components/schemas/Door' },
          state: { type: 'string', enum: ['open', 'shut'] },
        },
      },
      NewDoor: {
        type: 'object',
        required: ['title'],
        properties: {
          title: { type: 'string' },
          note: { type: 'string' },
          width: { anyOf: [{ type: 'number' }, { type: 'string' }] },
        },
      },
    },
  },
});
type Doors = ReturnType<typeof released>;
type Loose = Record<string, object>;
/** The same with keys of which the type knows nothing. */
const loose = (node: object) => node as Loose;

/** What changing the document breaks. */
function broken(change: (doors: Doors) => void): string[] {
  const changed = released();
  change(changed);
  return breakingChanges(contractOf(released()), contractOf(changed), NOW);
}
const list = (doors: Doors) => doors.paths['/api/v1/doors'].get;
const colour = (doors: Doors) => list(doors).parameters[0] as Record<string, unknown> & { schema: object };
const { Door, NewDoor } = {
  Door: (d: Doors) => d.components.schemas.Door,
  NewDoor: (d: Doors) => d.components.schemas.NewDoor,
};
const GET = 'GET /api/v1/doors';
const POST = 'POST /api/v1/doors';

describe('a change of a released document', () => {
  it.each<[string, (doors: Doors) => void, string[]]>([
    [
      'an operation goes',
      (d) => delete loose(d.paths)['/api/v1/doors'],
      [`${GET} is gone`, `${POST} is gone`],
    ],
    [
      'an operation is renamed',
      (d) => (list(d).operationId = 'doors'),
      [`${GET}: is called doors, not listDoors`],
    ],
    [
      'another permission is asked for',
      (d) => (list(d)['x-houtai-permission'] = 'a:b'),
      [`${GET}: takes the permission a:b`],
    ],
    ['a parameter goes', (d) => list(d).parameters.pop(), [`${GET}: the query parameter colour is gone`]],
    [
      'a parameter is demanded',
      (d) => (colour(d)['required'] = true),
      [`${GET}: the query parameter colour is demanded`],
    ],
    [
      'a new parameter is demanded',
      (d) => list(d).parameters.push({ name: 'n', in: 'query', required: true } as never),
      [`${GET}: the query parameter n is demanded`],
    ],
    [
      'a value is taken no more',
      (d) => (colour(d).schema = { type: 'string', enum: ['red'], maxLength: 9 }),
      [`${GET}: the query parameter colour: the body takes no more: blue`],
    ],
    [
      'less is taken',
      (d) => (colour(d).schema = { type: 'string', enum: ['red', 'blue'], maxLength: 4 }),
      [`${GET}: the query parameter colour: the body has the maxLength 4`],
    ],
    [
      'a field that was sent goes',
      (d) => delete loose(NewDoor(d).properties)['note'],
      [`${POST}: note is gone`],
    ],
    ['a field has to be sent', (d) => NewDoor(d).required.push('note'), [`${POST}: note is demanded`]],
    [
      'a field takes another type',
      (d) => (NewDoor(d).properties.note = { type: 'number' }),
      [`${POST}: note cannot be string any more`],
    ],
    [
      'an alternative is taken no more',
      (d) => NewDoor(d).properties.width.anyOf.pop(),
      [`${POST}: width has other alternatives`],
    ],
    [
      'a body has to be sent',
      (d) => ((d.paths['/api/v1/doors'].post.requestBody as { required?: boolean }).required = true),
      [`${POST}: demands a body`],
    ],
    [
      'a field that was read goes',
      (d) => delete loose(Door(d).properties)['title'],
      [`${GET}: 200: title is gone`, 'the event door.opened: title is gone'],
    ],
    [
      'a field that was read becomes uncertain',
      (d) => Door(d).required.pop(),
      [`${GET}: 200: title may be missing`, 'the event door.opened: title may be missing'],
    ],
    [
      'a field that was read may be null',
      (d) => ((Door(d).properties.title as { type: unknown }).type = ['string', 'null']),
      [`${GET}: 200: title can be null`, 'the event door.opened: title can be null'],
    ],
    [
      'a header goes',
      (d) => delete loose(list(d).responses[200].headers)['ETag'],
      [`${GET}: 200: the header ETag is gone`],
    ],
    [
      'a good answer has another status',
      (d) => (d.paths['/api/v1/doors'].post.responses = { 202: {} } as never),
      [`${POST}: can answer 202`, `${POST}: does not answer 201 any more`],
    ],
    ['an event goes', (d) => delete loose(d.webhooks)['door.opened'], ['the event door.opened is gone']],
  ])('breaks callers when %s', (_, change, sentences) => expect(broken(change)).toEqual(sentences));

  it.each<[string, (doors: Doors) => void]>([
    ['nothing changes', () => undefined],
    ['words change', (d) => (d.info.description = 'other words')],
    ['an operation comes', (d) => (loose(d.paths)['/api/v1/gates'] = { get: {} })],
    ['an optional parameter comes', (d) => list(d).parameters.push({ name: 'n', in: 'query' } as never)],
    [
      'a parameter takes more',
      (d) => (colour(d).schema = { type: 'string', enum: ['red', 'blue', 'green'] }),
    ],
    ['an optional field is taken', (d) => (loose(NewDoor(d).properties)['tags'] = {})],
    ['a field need not be sent any more', (d) => NewDoor(d).required.pop()],
    [
      'a field may be sent as null',
      (d) => ((NewDoor(d).properties.note as { type: unknown }).type = ['string', 'null']),
    ],
    ['a field is told', (d) => (loose(Door(d).properties)['height'] = {})],
    ['a field is certain from now on', (d) => Door(d).required.push('state')],
    ['a state is added, which callers read over', (d) => Door(d).properties.state.enum.push('ajar')],
  ])('breaks nobody when %s', (_, change) => expect(broken(change)).toEqual([]));

  it('may take away what was retired, once its sunset has passed', () => {
    const retired = released();
    Object.assign(list(retired), { 'x-houtai-retired': { sunset: '2027-05-31T00:00:00.000Z' } });
    const without = {
      ...released(),
      paths: { '/api/v1/doors': { post: released().paths['/api/v1/doors'].post } },
    };
    const gone = (at: string) => breakingChanges(contractOf(retired), without as unknown as Contract, at);
    expect(gone(NOW)).toEqual([]);
    expect(gone('2027-05-30T00:00:00.000Z')).toEqual([`${GET} is gone`]);
  });

  it('is looked at without words for people, but with fields that are called like them', () => {
    expect(contractOf(released()).components?.['schemas']?.['Door']).toMatchObject({
      properties: { id: { type: 'string', format: 'uuid' }, title: { type: 'string' } },
    });
    expect(JSON.stringify(contractOf(released()))).not.toContain('words');
  });
});
