import Ajv from 'ajv';
import { nullableAsType } from './nullable-as-type';

const share = { type: 'object', properties: { value: { type: 'number' } }, required: ['value'] };

/** As the decorators write a field of a class that may be null. */
const field = { allOf: [{ $ref: '#/$defs/Share' }], type: 'object', nullable: true, description: 'A share' };

describe('a field that may be null', () => {
  const accepts = new Ajv().compile({ $defs: { Share: share }, ...nullableAsType(field) });

  it('is null or what its class describes, and nothing else', () => {
    expect([null, { value: 1 }, { value: 'much' }, 1].map((value) => accepts(value))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('keeps its description, and a plain type becomes two', () => {
    expect(nullableAsType(field)).toMatchObject({ description: 'A share' });
    expect(nullableAsType({ type: 'string', enum: ['a'], nullable: true })).toEqual({
      type: ['string', 'null'],
      enum: ['a', null],
    });
  });
});
