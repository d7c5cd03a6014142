/** The counts of a period that the indicators are made of. */
export interface PeriodCounts {
  rentedMinutes: number;
  inFleetMinutes: number;
  outOfServiceMinutes: number;
  netRevenueFen: number;
  /** Confirmed reservations due for pick-up in the period: how many became rentals, and how many are still open. */
  dueForPickUp: number;
  completed: number;
  stillOpen: number;
  surveysInvited: number;
  surveysAnswered: number;
  satisfied: number;
  promoters: number;
  detractors: number;
  returnsDue: number;
  returnsInTime: number;
  rentalsCompleted: number;
  complaints: number;
}

/** One indicator with its exact definition beside the figure. */
export interface Kpi {
  name: string;
  definition: string;
  numerator: number;
  denominator: number;
  /** Null when there is nothing to measure. */
  value: number | null;
  /** What the company is judged by, where it set one. */
  target?: { atLeast?: number; atMost?: number };
  /** 95 % Wilson interval, for shares of answers. */
  interval?: { low: number; high: number } | null;
}

/** The indicators of analytics design, "KPI", as far as this slice has their events. */
export function kpis(counts: PeriodCounts): Kpi[] {
  const fitMinutes = counts.inFleetMinutes - counts.outOfServiceMinutes;
  const share = (name: string, definition: string, numerator: number, denominator: number): Kpi => ({
    name,
    definition,
    numerator,
    denominator,
    value: denominator > 0 ? numerator / denominator : null,
  });
  const perDay = (minutes: number) => minutes / 1440;
  return [
    {
      ...share(
        'operating-utilisation',
        'rented minutes / (in-fleet - out-of-service minutes)',
        counts.rentedMinutes,
        fitMinutes,
      ),
      target: { atLeast: 0.8 },
    },
    share(
      'gross-utilisation',
      'rented minutes / in-fleet minutes',
      counts.rentedMinutes,
      counts.inFleetMinutes,
    ),
    share(
      'out-of-service-rate',
      'out-of-service minutes / in-fleet minutes',
      counts.outOfServiceMinutes,
      counts.inFleetMinutes,
    ),
    share(
      'revenue-per-day',
      'net rental revenue in fen / rented days',
      counts.netRevenueFen,
      perDay(counts.rentedMinutes),
    ),
    share(
      'revenue-per-available-car-day',
      'net rental revenue in fen / available car-days',
      counts.netRevenueFen,
      perDay(fitMinutes),
    ),
    share(
      'order-completion',
      `completed / confirmed orders due for pick-up in the period, ${counts.stillOpen} still open left out`,
      counts.completed,
      counts.dueForPickUp - counts.stillOpen,
    ),
    {
      ...share('csat', 'scores of 4 and 5 / responses', counts.satisfied, counts.surveysAnswered),
      target: { atLeast: 0.85 },
      interval: wilson(counts.satisfied, counts.surveysAnswered),
    },
    share(
      'survey-response-rate',
      'surveys answered / invited',
      counts.surveysAnswered,
      counts.surveysInvited,
    ),
    share(
      'nps',
      'share of 9 and 10 less share of 0 to 6',
      counts.promoters - counts.detractors,
      counts.surveysAnswered,
    ),
    share(
      'return-on-time',
      'returns within the 30 free minutes / returns due',
      counts.returnsInTime,
      counts.returnsDue,
    ),
    share(
      'complaint-rate',
      'complaints received / completed rentals',
      counts.complaints,
      counts.rentalsCompleted,
    ),
  ];
}

/** Wilson score interval of a share at 95 %; null without observations. */
export function wilson(successes: number, trials: number): { low: number; high: number } | null {
  if (trials === 0) return null;
  const z = 1.959963984540054;
  const share = successes / trials;
  const centre = share + (z * z) / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  const scale = 1 + (z * z) / trials;
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}
