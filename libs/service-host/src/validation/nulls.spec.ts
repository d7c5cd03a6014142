import { nullFields, withoutNulls } from './nulls';

describe('nulls in a body', () => {
  it.each([
    [{ a: 1, b: null }, ['b'], { a: 1 }],
    [{ a: { b: null, c: [{ d: null, e: 0 }] } }, ['a.b', 'a.c[0].d'], { a: { c: [{ e: 0 }] } }],
    [{ a: '', b: false, c: 0 }, [], { a: '', b: false, c: 0 }],
    [undefined, [], undefined],
  ])('%j has %j and else reads %j', (body, nulls, rest) => {
    expect(nullFields(body)).toEqual(nulls);
    expect(withoutNulls(body)).toEqual(rest);
  });
});
