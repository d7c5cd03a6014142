import { SecretBox } from './secret-box';

const box = new SecretBox(Buffer.alloc(32, 7).toString('base64'));

describe('secret box', () => {
  it('opens what it sealed', () => {
    expect(box.open(box.seal('粤B·12345'))).toBe('粤B·12345');
    expect(box.open(box.seal(''))).toBe('');
  });

  it('seals the same text differently every time, with a version in front', () => {
    expect(box.seal('a')).toMatch(/^v1\./);
    expect(box.seal('a')).not.toBe(box.seal('a'));
  });

  it('refuses altered text, another key and unknown versions', () => {
    const sealed = box.seal('secret');
    const flipped = sealed.slice(0, -2) + (sealed.at(-2) === 'A' ? 'B' : 'A') + sealed.slice(-1);
    const other = new SecretBox(Buffer.alloc(32, 8).toString('base64'));
    expect(() => box.open(flipped)).toThrow();
    expect(() => other.open(sealed)).toThrow();
    expect(() => box.open(`v9.${sealed.slice(3)}`)).toThrow('version');
    expect(() => box.open('v1.AAAA')).toThrow('cut short');
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
