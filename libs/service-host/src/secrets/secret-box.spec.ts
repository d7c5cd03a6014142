import { SealBrokenError } from './seal-broken.error';
import { SecretBox } from './secret-box';
import type { SealedPlace } from './sealed-place';

const KEY = Buffer.alloc(32, 7).toString('base64');
const box = new SecretBox(KEY);
const here: SealedPlace = { table: 'customer', column: 'personal_data', record: 'c-1' };

describe('secret box', () => {
  it('opens what it sealed', () => {
    expect(box.open(box.seal('粤B·12345', here), here)).toBe('粤B·12345');
    expect(box.open(box.seal('', here), here)).toBe('');
  });

  it('seals the same text differently every time, with a version in front', () => {
    expect(box.seal('a', here)).toMatch(/^v2\./);
    expect(box.seal('a', here)).not.toBe(box.seal('a', here));
  });

  it('refuses altered text, another key and unknown versions', () => {
    const sealed = box.seal('secret', here);
    const flipped = sealed.slice(0, -2) + (sealed.at(-2) === 'A' ? 'B' : 'A') + sealed.slice(-1);
    const other = new SecretBox(Buffer.alloc(32, 8).toString('base64'));
    expect(() => box.open(flipped, here)).toThrow(SealBrokenError);
    expect(() => other.open(sealed, here)).toThrow(SealBrokenError);
    expect(() => box.open(`v9.${sealed.slice(3)}`, here)).toThrow('version');
    expect(() => box.open('v2.AAAA', here)).toThrow('cut short');
  });

  it.each([
    ['another record', { ...here, record: 'c-2' }],
    ['another column', { ...here, column: 'note' }],
    ['another table', { ...here, table: 'survey' }],
  ])('refuses a value that was moved to %s, and says where it lies', (_, there) => {
    const sealed = box.seal('secret', here);
    expect(() => box.open(sealed, there)).toThrow(
      expect.objectContaining({ name: 'SealBrokenError', ...there }) as Error,
    );
  });

  it('still reads values of the first format, which a new value cannot be passed off as', () => {
    const before = new SecretBox(KEY, 'v1');
    const old = before.seal('secret', here);
    expect(old).toMatch(/^v1\./);
    expect(box.open(old, here)).toBe('secret');
    expect(() => box.open(box.seal('secret', here).replace('v2.', 'v1.'), here)).toThrow(SealBrokenError);
    expect(() => box.open(old.replace('v1.', 'v2.'), here)).toThrow(SealBrokenError);
  });

  it('indexes equal values equally, and depends on the key', () => {
    const other = new SecretBox(Buffer.alloc(32, 8).toString('base64'));
    expect(box.blindIndex('a')).toBe(box.blindIndex('a'));
    expect(box.blindIndex('a')).not.toBe(box.blindIndex('b'));
    expect(box.blindIndex('a')).not.toBe(other.blindIndex('a'));
  });

  it('takes no key of another length', () => {
    expect(() => new SecretBox('c2hvcnQ=')).toThrow('32 bytes');
  });
});
