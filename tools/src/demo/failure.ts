import type { BusView } from './views';

/** Two or three lines of a terminal; what is longer is nobody's first answer. */
const LONGEST = 240;

/** What to tell the user about a demo that could not go on: sentences, never a dump. */
export function failureText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const short = (line: string): string => (line.length > LONGEST ? `${line.slice(0, LONGEST - 3)}...` : line);
  return text.trim().split('\n').map(short).join('\n');
}

/** Why waiting for the bus was given up after `seconds`. */
export function notDrained(
  { outboxDepth, pending, services }: Pick<BusView, 'outboxDepth' | 'pending' | 'services'>,
  seconds: number,
): string {
  const silent = services.filter(({ reachable }) => !reachable).map(({ service }) => service);
  const facts = [
    ...(outboxDepth > 0 ? [`${outboxDepth} events are not published`] : []),
    ...(pending > 0 ? [`${pending} are not applied`] : []),
    ...(silent.length > 0 ? [`no answer from ${silent.join(', ')}`] : []),
  ];
  return `The bus did not drain within ${seconds} s: ${facts.join(', ') || 'events were still on their way'}`;
}

/** The sentence of a problem answer (RFC 9457) with the faults it names; '' when there is none. */
export function problemSentence(problem: unknown): string {
  const { detail, errors = [] } = (problem ?? {}) as {
    detail?: string;
    errors?: { field: string; message: string }[];
  };
  return [detail ?? '', ...errors.map(({ field, message }) => `${field}: ${message}`)].join(' ').trim();
}
