import { mediaTypeFor } from './media-type';

const OFFERED = ['application/json', 'text/html'];

describe('the form of an answer', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['text/html', 'text/html'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html'],
    ['application/*', 'application/json'],
    ['text/html;q=0.4, application/json;q=0.5', 'application/json'],
  ])('for %p is %s', (accept, chosen) => expect(mediaTypeFor(accept, OFFERED)).toBe(chosen));

  it.each(['image/png', 'application/json;q=0, text/html;q=0', 'text/xml'])(
    'is refused for %s, which excludes what there is',
    (accept) =>
      expect(() => mediaTypeFor(accept, OFFERED)).toThrow(
        expect.objectContaining({ code: 'not-acceptable', details: { offered: OFFERED } }),
      ),
  );
});
