import { printedBy, scriptOf, snippetsOf } from './guide-snippets';

const GUIDE = ['Text', '```sh yours', 'NAME=yours', '```', '', '```sh', 'echo "$NAME"', '```', ''].join('\n');

describe('the pieces of a guide', () => {
  it('become one script, with the values of whoever follows it', () => {
    const script = scriptOf(snippetsOf(GUIDE), { NAME: `it's` });
    expect(script).toContain(`NAME='it'\\''s'\n`);
    expect(script).toMatch(/^set -euo pipefail\n/);
    expect(printedBy(`== 1\n== 2\nit's\n== end\n`)).toEqual(['', `it's`, '']);
  });

  it('are refused when nobody could run them, or would have the value', () => {
    expect(() => snippetsOf(GUIDE.replace('```sh\n', '```python\n'))).toThrow('a piece that nobody runs');
    expect(() => scriptOf(snippetsOf(GUIDE), {})).toThrow('the guide asks for NAME');
  });
});
