import { isMet, type Figure } from './figure';

const HEADINGS = ['measurement', 'figure', 'floor', 'ratio', 'target', ''];

/** The figures as one plain-text table; notes follow below it by number. */
export function table(figures: readonly Figure[]): string {
  const notes: string[] = [];
  const rows = figures.map((figure) => {
    const mark = figure.note ? ` [${notes.push(figure.note)}]` : '';
    return cells(figure, mark);
  });
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(HEADINGS), rule, ...rows.map(line), ...notes.map((note, i) => `[${i + 1}] ${note}`)].join(
    '\n',
  );
}

function cells(figure: Figure, mark: string): string[] {
  const { measurement, value, unit, floor, ratio, target } = figure;
  const met = isMet(figure);
  return [
    measurement + mark,
    `${number(value)} ${unit}`,
    floor ? `${number(floor.value)} ${unit} (${floor.what})` : '',
    ratio === undefined ? '' : ratio.toFixed(2),
    target ? `${target.of === 'ratio' ? 'ratio ' : ''}${limit(target)}` : '',
    met === undefined ? '' : met ? 'met' : 'MISSED',
  ];
}

function limit({ atLeast, atMost }: { atLeast?: number; atMost?: number }): string {
  return atLeast === undefined ? `<= ${number(atMost ?? 0)}` : `>= ${number(atLeast)}`;
}

function number(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '-' : 'never';
  return value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });
}
