/** A line of a terminal, and when it came: milliseconds after the command was given. */
export interface TerminalLine {
  readonly atMs: number;
  readonly text: string;
}

const COLUMNS = 100;
const COLUMN = 8.4;
const ROW = 19;
const MARGIN = 16;
/** A recording is watched for so long, however long the command took. */
const SHOWN_MS = 15_000;

/**
 * An SVG of a terminal in which the lines appear as they came, faster when it took long. Without animation (in print, for
 * people who want none) all of them are there.
 */
export function terminalPicture(command: string, lines: readonly TerminalLine[]): string {
  const speed = Math.max(1, (lines.at(-1)?.atMs ?? 0) / SHOWN_MS);
  const wrapped = lines.flatMap(({ atMs, text }) => wrap(text).map((part) => ({ atMs, text: part })));
  const rows = [{ atMs: 0, text: `$ ${command}` }, ...wrapped].map(({ atMs, text }, row) => {
    const when = atMs === 0 ? '' : ` style="animation-duration:${(atMs / speed / 1000).toFixed(2)}s"`;
    return `<text x="${MARGIN}" y="${MARGIN + ROW * (row + 0.75)}"${when}>${escaped(text)}</text>`;
  });
  const width = Math.ceil(COLUMNS * COLUMN + 2 * MARGIN);
  const height = ROW * rows.length + 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(command)}</title>
<style>
text { font: 14px ui-monospace, Menlo, Consolas, monospace; fill: #d7dae0; white-space: pre; animation: wait 0s step-end; }
@keyframes wait { from { opacity: 0; } }
@media (prefers-reduced-motion: reduce), print { text { animation: none; } }
</style>
<rect width="100%" height="100%" rx="8" fill="#1b1f27"/>
${rows.join('\n')}
</svg>
`;
}

/** As a terminal breaks it: at its right edge, where Chinese characters are two columns wide. */
function wrap(text: string): string[] {
  const rows = [''];
  let column = 0;
  for (const character of text) {
    const width = /[\u2e80-\uffef]/.test(character) ? 2 : 1;
    if (column + width > COLUMNS) {
      rows.push('');
      column = 0;
    }
    rows[rows.length - 1] += character;
    column += width;
  }
  return rows;
}

/** As XML can hold it: no markup, no control characters. */
function escaped(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
