import { terminalPicture } from './terminal-picture';

describe('a recording of a terminal', () => {
  it('shows what is markup elsewhere as the text it is', () => {
    const picture = terminalPicture('play', [{ atMs: 5, text: 'a < b && "c" \u001b[1m<script>' }]);
    expect(picture).toContain('>a &lt; b &amp;&amp; &quot;c&quot; [1m&lt;script&gt;</text>');
    expect(picture).not.toContain('<script>');
  });

  it('lets lines appear in the order of their times, the last one after fifteen seconds at most', () => {
    const picture = terminalPicture('play', [
      { atMs: 30_000, text: 'half' },
      { atMs: 60_000, text: 'whole' },
    ]);
    expect([...picture.matchAll(/animation-duration:([\d.]+)s/g)].map(([, s]) => s)).toEqual([
      '7.50',
      '15.00',
    ]);
  });

  it('is not played slower than it was', () => {
    expect(terminalPicture('play', [{ atMs: 1_000, text: 'done' }])).toContain('animation-duration:1.00s');
  });

  it('breaks a long line at its right edge, where Chinese takes two columns', () => {
    const rows = (text: string) =>
      [...terminalPicture('play', [{ atMs: 1, text }]).matchAll(/>([^<]*)<\/text>/g)].map(([, row]) => row);
    expect(rows('x'.repeat(100))).toEqual(['$ play', 'x'.repeat(100)]);
    expect(rows('x'.repeat(101))).toEqual(['$ play', 'x'.repeat(100), 'x']);
    expect(rows('车'.repeat(51))).toEqual(['$ play', '车'.repeat(50), '车']);
  });
});
