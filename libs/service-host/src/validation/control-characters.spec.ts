import { decodeCursor, encodeCursor } from '../http/cursor';
import { ValidationFailedError } from '../problems/host-errors';
import { controlCharacterFields, fitForOtherRules } from './control-characters';

describe('control characters in a request', () => {
  it.each([
    ['NUL', { a: 'x\u0000' }, ['a']],
    ['escape, nested', { a: { c: ['ok', { d: '\u001b[2J' }] } }, ['a.c[1].d']],
    ['DEL', ['\u007f'], ['[0]']],
    ['half a surrogate pair', { a: '\ud83d' }, ['a']],
    ['a key', { a: { 'b\u0000': 'fine' } }, ['a.b\\u0000']],
    ['tab, line ends and an emoji', { a: '\t\r\n\u{1f697} 张三' }, []],
    ['what is no text', { a: 0, b: null, c: false }, []],
  ])('%s', (_, value, fields) => {
    expect(controlCharacterFields(value)).toEqual(fields);
  });

  it('leaves everything but the refused keys to the other rules', () => {
    expect(fitForOtherRules({ a: [{ 'b\u0000': 1, c: 'x\u0000' }] })).toEqual({ a: [{ c: 'x\u0000' }] });
  });

  it('is refused in a paging cursor too', () => {
    expect(() => decodeCursor(encodeCursor(['a\u0000']), ['text'])).toThrow(ValidationFailedError);
    expect(decodeCursor(encodeCursor(['a', 1]), ['text', 'integer'])).toEqual(['a', 1]);
  });
});
