import type { OpenAPIObject, OperationObject } from '@nestjs/swagger';
import { addRequestExamples } from './request-example';

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, required: string[] = []) => ({ type: 'object', properties, required });
const colour = { type: 'string', example: 'red' };

/** What stands beside a body of this schema. */
function shown(schema: object, schemas: object = {}): object {
  const media = { schema };
  const operation = { requestBody: { content: { 'application/json': media } }, responses: {} };
  addRequestExamples(operation as OperationObject, { components: { schemas } } as unknown as OpenAPIObject);
  const { schema: _, ...rest } = media;
  return rest;
}

describe('the example of a request body', () => {
  it.each<[string, object, unknown]>([
    ['the example of a field', object({ colour }, ['colour']), { colour: 'red' }],
    ['the first of several', object({ n: { type: 'integer', examples: [7, 8] } }), { n: 7 }],
    ['the first of the values allowed', object({ side: { enum: ['D', 'C'] } }, ['side']), { side: 'D' }],
    ['the initial value', object({ free: { type: 'boolean', default: false } }, ['free']), { free: false }],
    ['an instant', object({ at: { format: 'date-time' } }, ['at']), { at: '2027-03-01T10:00:00+08:00' }],
    ['a list of one', object({ doors: { type: 'array', items: colour } }), { doors: ['red'] }],
    [
      'an object of another schema',
      object({ door: { description: 'x', allOf: [reference('Door')] } }, ['door']),
      { door: { colour: 'red' } },
    ],
    [
      'the example of the whole before those of its fields',
      object({ door: { allOf: [reference('Door')], example: { colour: 'blue' } } }),
      { door: { colour: 'blue' } },
    ],
    [
      'an alternative to null',
      object({ door: { anyOf: [{ type: 'null' }, colour] } }, ['door']),
      { door: 'red' },
    ],
  ])('has %s', (_, schema, example) => {
    expect(shown(schema, { Door: object({ colour }, ['colour']) })).toEqual({ example });
  });

  it('leaves out what is optional and shows nothing', () => {
    expect(shown(object({ colour, branchId: { type: 'string', format: 'uuid' } }))).toEqual({
      example: { colour: 'red' },
    });
  });

  it('has the same id for the same name, and another for another', () => {
    const id = { type: 'string', format: 'uuid' };
    const { example } = shown(object({ a: id, b: object({ a: id }, ['a']), c: id }, ['a', 'b', 'c'])) as {
      example: { a: string; b: { a: string }; c: string };
    };
    expect(example.a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(example.b.a).toBe(example.a);
    expect(example.c).not.toBe(example.a);
  });

  it('is none where a required field shows nothing, or a list of two would be of the same twice', () => {
    expect(shown(object({ memo: { type: 'string' } }, ['memo']))).toEqual({});
    expect(shown(object({ lines: { type: 'array', minItems: 2, items: colour } }, ['lines']))).toEqual({});
  });

  it('is one for the house and one for a partner, where they send different bodies', () => {
    const either = {
      anyOf: [reference('Door'), object({ key: { type: 'string', example: 'k' } }, ['key'])],
      'x-houtai-either': ['house', 'partner'],
    };
    expect(shown(either, { Door: object({ colour }, ['colour']) })).toEqual({
      examples: { house: { value: { colour: 'red' } }, partner: { value: { key: 'k' } } },
    });
  });

  it('is what the route says itself, if it does', () => {
    const operation = {
      requestBody: { content: { 'application/json': { schema: object({ colour }), example: 1 } } },
    };
    addRequestExamples(operation as never, {} as OpenAPIObject);
    expect(operation.requestBody.content['application/json'].example).toBe(1);
  });
});
