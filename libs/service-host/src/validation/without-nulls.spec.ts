import { withoutNulls } from './without-nulls';

describe('a body without nulls', () => {
  it.each([
    [{ a: 1, b: null }, { a: 1 }],
    [{ a: { b: null, c: [{ d: null, e: 0 }] } }, { a: { c: [{ e: 0 }] } }],
    [{ a: [1, null] }, { a: [1, null] }],
    [
      { a: '', b: false, c: 0 },
      { a: '', b: false, c: 0 },
    ],
    [undefined, undefined],
  ])('%j reads %j', (body, read) => {
    expect(withoutNulls(body)).toEqual(read);
  });
});
