import { looksLikeKey, readKey, writeKey } from './key-text';

const keyId = '0196f3a0-0000-7000-8000-000000000052';
const text = writeKey('test', keyId, new Uint8Array(32).fill(7));

describe('the text of a key', () => {
  it('names realm and id, and is read again', () => {
    expect(text).toMatch(/^htk_test_0196f3a0000070008000000000000052_[0-9A-Za-z]{49}$/);
    const read = readKey(text);
    expect(read).toMatchObject({ realm: 'test', keyId });
    expect(looksLikeKey(text)).toBe(true);
  });

  it('has the same length whatever the bits', () => {
    const texts = [0, 1, 255].map((byte) => writeKey('live', keyId, new Uint8Array(32).fill(byte)));
    expect(new Set(texts.map(({ length }) => length)).size).toBe(1);
    expect(new Set(texts.map((one) => readKey(one)).map((one) => typeof one))).toEqual(new Set(['object']));
  });

  it('is found wrong by its checksum with any one character changed', () => {
    for (let at = 'htk_test_'.length; at < text.length; at += 1) {
      if (text[at] === '_') continue;
      const changed = text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);
      expect(readKey(changed)).toBe('key-checksum-wrong');
    }
  });

  it.each([
    ['htk_'],
    [text.slice(0, -1)],
    [`${text}0`],
    [text.replace('test', 'prod')],
    [text.replace('_0', ' 0')],
  ])('is malformed as %s', (wrong) => expect(readKey(wrong)).toBe('key-malformed'));

  it('is the CRC-32 that everybody computes', () => {
    // Of "123456789" it is cbf43926; here of a key made of zeros, computed with zlib.
    const zeros = writeKey('test', '00000000-0000-0000-0000-000000000000', new Uint8Array(32));
    const body = zeros.slice(0, -6);
    expect(body).toBe(`htk_test_${'0'.repeat(32)}_${'0'.repeat(43)}`);
    expect(zeros.slice(-6)).toBe('2QNdoh');
  });
});
