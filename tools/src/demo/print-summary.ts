import { Findings } from './summary';

interface ReportGroup {
  vehicles: number;
  inFleetMinutes: number;
  rentedMinutes: number;
  outOfServiceMinutes: number;
  operatingUtilisation: number | null;
}

/** The daily vehicle operations report as the API gives it, as far as the demo shows it. */
export interface DailyReportView {
  day: string;
  byClass: (ReportGroup & { classCode: string })[];
  total: ReportGroup;
}

export function printSummary(findings: Findings, scenario: string): void {
  const { reservations, agreements, ledger, events, webhooks } = findings;
  const yuan = (fen: number) => (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
  const rows: [string, string][] = [
    ['scenario', scenario],
    ['bus', findings.bus],
    [
      'reservations',
      `${reservations.submitted} submitted, ${reservations.confirmed} confirmed, ${reservations.rejected} rejected, ${reservations.cancelled} cancelled, ${reservations.noShow} no-show`,
    ],
    ['changes accepted', String(findings.changes)],
    ['agreements', `${agreements.opened} opened, ${agreements.closed} closed`],
    [
      'ledger',
      `${ledger.entries} entries, debits ${yuan(ledger.debitFen)} yuan, credits ${yuan(ledger.creditFen)} yuan`,
    ],
    ['overlapping allocations', String(findings.overlappingAllocations)],
    [
      'events',
      `${events.produced} produced, ${events.applied} applied of ${findings.eventsDue} due, ${events.parked} parked`,
    ],
    ['webhooks', JSON.stringify({ webhooks }).slice(1, -1)],
    ['seconds', findings.seconds.toFixed(1)],
  ];
  console.log('');
  for (const [name, value] of rows) console.log(`${name.padEnd(24)} ${value}`);
}

export function printDailyReport(report: DailyReportView): void {
  const percent = (share: number | null) => (share === null ? '-' : `${(100 * share).toFixed(1)} %`);
  const row = (name: string, group: ReportGroup) =>
    console.log(
      `${name.padEnd(12)} ${String(group.vehicles).padStart(8)} ${hours(group.inFleetMinutes)} ${hours(group.rentedMinutes)} ${hours(group.outOfServiceMinutes)} ${percent(group.operatingUtilisation).padStart(12)}`,
    );
  console.log(`\n每日车辆运营情况报表 Daily vehicle operations report, ${report.day}`);
  console.log(
    `${'class'.padEnd(12)} ${'vehicles'.padStart(8)} ${'in fleet h'.padStart(12)} ${'rented h'.padStart(12)} ${'out h'.padStart(12)} ${'utilisation'.padStart(12)}`,
  );
  for (const group of report.byClass) row(group.classCode, group);
  row('total', report.total);
}

function hours(minutes: number): string {
  return (minutes / 60).toFixed(1).padStart(12);
}
