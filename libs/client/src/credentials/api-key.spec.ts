import { realmOfKey } from './api-key.js';

/** As the gateway writes keys; the secret is 32 times the byte 7. */
const KEY = 'htk_test_0196f3a0000070008000000000000001_1fJjkkpe9PiTw9KSulA8Ghct30vZz4HpdQ5c5b9cPF14MKDDt';

describe('a key that is looked at before it is sent', () => {
  it('tells its realm', () => {
    expect(realmOfKey(KEY)).toBe('test');
  });

  it.each([
    ['', 'Not an API key'],
    ['eyJhbGciOiJFZERTQSJ9', 'Not an API key'],
    [KEY.slice(0, -1), 'Not an API key'],
    [KEY.replace('test', 'live'), 'checksum'],
    [KEY.replace('1fJj', '1fjJ'), 'checksum'],
  ])('%s is refused: %s', (key, reason) => {
    expect(() => realmOfKey(key)).toThrow(reason);
  });

  it('is never repeated in what is thrown', () => {
    expect(() => realmOfKey(KEY.replace('1fJj', '1fjJ'))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('PiTw9KSulA8G') }),
    );
  });
});
