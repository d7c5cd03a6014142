import type { RunningSystem } from './running-system';

/** What is printed when the system is ready: bus, addresses, sign-ins, the key of the demo partner. */
export function banner(system: RunningSystem, key?: string): string {
  const { gatewayUrl, infrastructure, accounts, services, logDir, mode, startMs } = system;
  const { bus } = infrastructure;
  const busLine = bus.kind === 'kafka' ? `Apache Kafka at ${bus.brokers}` : 'embedded (a log in Postgres)';
  const lines = [
    '',
    `Houtai is ready after ${(startMs / 1000).toFixed(1)} s (${mode} clock).`,
    '',
    `  Gateway    ${gatewayUrl}/api/v1`,
    `  Console    ${gatewayUrl}/docs`,
    `  Bus        ${busLine}`,
    `  Log files  ${logDir}`,
    '',
    ...table(
      ['Service', 'Address', 'Process'],
      services.map(({ name, url, pid }) => [name, url, String(pid() ?? '-')]),
    ),
    '',
    ...table(
      ['Sign-in', 'Password', 'Name'],
      accounts.map(({ username, password, name }) => [username, password, name]),
    ),
    '',
    ...(key === undefined ? [] : [`  Partner key (curl -H 'Authorization: Bearer …')\n  ${key}`, '']),
    'Ctrl-C stops everything.',
  ];
  return lines.join('\n');
}

/** Columns as wide as their widest text; the last one may hold wide characters. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  return [line(head), ...rows.map(line)];
}
