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
  target?: { atLeast?: number };
  /** 95 % Wilson interval, for shares of answers. */
  interval?: { low: number; high: number } | null;
}

/** The indicators of analytics design, "KPI", as far as this slice has their events. */
export function kpis(of: PeriodCounts): Kpi[] {
  const fitMinutes = of.inFleetMinutes - of.outOfServiceMinutes;
  const perDay = (minutes: number) => minutes / 1440;
  const leftOut = `${of.stillOpen} still open left out`;
  return [
    {
      ...share('operating-utilisation', 'rented minutes / (in-fleet - out-of-service minutes)', [
        of.rentedMinutes,
        fitMinutes,
      ]),
      target: { atLeast: 0.8 },
    },
    share('gross-utilisation', 'rented minutes / in-fleet minutes', [of.rentedMinutes, of.inFleetMinutes]),
    share('out-of-service-rate', 'out-of-service minutes / in-fleet minutes', [
      of.outOfServiceMinutes,
      of.inFleetMinutes,
    ]),
    share('revenue-per-day', 'net rental revenue in fen / rented days', [
      of.netRevenueFen,
      perDay(of.rentedMinutes),
    ]),
    share('revenue-per-available-car-day', 'net rental revenue in fen / available car-days', [
      of.netRevenueFen,
      perDay(fitMinutes),
    ]),
    share('order-completion', `completed / confirmed orders due for pick-up in the period, ${leftOut}`, [
      of.completed,
      of.dueForPickUp - of.stillOpen,
    ]),
    {
      ...share('csat', 'scores of 4 and 5 / responses', [of.satisfied, of.surveysAnswered]),
      target: { atLeast: 0.85 },
      interval: wilson(of.satisfied, of.surveysAnswered),
    },
    share('survey-response-rate', 'surveys answered / invited', [of.surveysAnswered, of.surveysInvited]),
    share('nps', 'share of 9 and 10 less share of 0 to 6', [
      of.promoters - of.detractors,
      of.surveysAnswered,
    ]),
    share('return-on-time', 'returns within the 30 free minutes / returns due', [
      of.returnsInTime,
      of.returnsDue,
    ]),
    share('complaint-rate', 'complaints received / completed rentals', [of.complaints, of.rentalsCompleted]),
  ];
}

function share(name: string, definition: string, [numerator, denominator]: readonly [number, number]): Kpi {
  return {
    name,
    definition,
    numerator,
    denominator,
    value: denominator > 0 ? numerator / denominator : null,
  };
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
