/** What one vehicle did on one business day. Minutes may have fractions; money is net of VAT. */
export interface VehicleDay {
  vehicleId: string;
  branchId: string;
  classCode: string;
  inFleetMinutes: number;
  rentedMinutes: number;
  outOfServiceMinutes: number;
  netRevenueFen: number;
}

/** Sums and the ratios of analytics design, "KPI"; a ratio whose denominator is zero is null, not zero. */
export interface VehicleDayFigures {
  vehicles: number;
  inFleetMinutes: number;
  rentedMinutes: number;
  outOfServiceMinutes: number;
  netRevenueFen: number;
  /** Rented / (in fleet - out of service); the company's target is 80 %. */
  operatingUtilisation: number | null;
  /** Rented / in fleet; always beside it. */
  grossUtilisation: number | null;
  outOfServiceRate: number | null;
  /** Net rental revenue per 24 h rented. */
  revenuePerRentedDayFen: number | null;
  /** Net rental revenue per 24 h that vehicles were fit for rent. */
  revenuePerAvailableCarDayFen: number | null;
}

export interface DailyVehicleOperations {
  day: string;
  total: VehicleDayFigures;
  byBranch: (VehicleDayFigures & { branchId: string })[];
  byClass: (VehicleDayFigures & { classCode: string })[];
  byVehicle: (VehicleDayFigures & { vehicleId: string; branchId: string; classCode: string })[];
}

const DAY_MINUTES = 1440;

/**
 * 每日车辆运营情况报表: composes the report from what each vehicle did.
 * @param unassignedRevenueFen rental revenue of the day that no vehicle is named for; it counts in the total alone
 */
export function dailyVehicleOperations(
  day: string,
  vehicleDays: readonly VehicleDay[],
  unassignedRevenueFen = 0,
): DailyVehicleOperations {
  const vehicles = [...vehicleDays].sort((a, b) => a.vehicleId.localeCompare(b.vehicleId));
  const total = figures(vehicles);
  return {
    day,
    total: withRevenue(total, total.netRevenueFen + unassignedRevenueFen),
    byBranch: groups(vehicles, ({ branchId }) => branchId).map(([branchId, rows]) => ({
      branchId,
      ...figures(rows),
    })),
    byClass: groups(vehicles, ({ classCode }) => classCode).map(([classCode, rows]) => ({
      classCode,
      ...figures(rows),
    })),
    byVehicle: vehicles.map((row) => ({
      vehicleId: row.vehicleId,
      branchId: row.branchId,
      classCode: row.classCode,
      ...figures([row]),
    })),
  };
}

/** What differs between two versions of a report, one sentence per figure, for the note 更正. */
export function corrections(before: DailyVehicleOperations, after: DailyVehicleOperations): string[] {
  const names = Object.keys(after.total) as (keyof VehicleDayFigures)[];
  const inTotal = names
    .filter((name) => before.total[name] !== after.total[name])
    .map((name) => `total ${name}: ${before.total[name]} -> ${after.total[name]}`);
  const earlier = new Map(before.byVehicle.map((row) => [row.vehicleId, JSON.stringify(row)]));
  const vehicles = after.byVehicle.filter((row) => earlier.get(row.vehicleId) !== JSON.stringify(row));
  return vehicles.length > 0
    ? [...inTotal, `vehicles corrected: ${vehicles.map(({ vehicleId }) => vehicleId).join(', ')}`]
    : inTotal;
}

function figures(rows: readonly VehicleDay[]): VehicleDayFigures {
  const sum = (of: (row: VehicleDay) => number) => rows.reduce((total, row) => total + of(row), 0);
  return withRevenue(
    {
      vehicles: rows.length,
      inFleetMinutes: round(sum(({ inFleetMinutes }) => inFleetMinutes)),
      rentedMinutes: round(sum(({ rentedMinutes }) => rentedMinutes)),
      outOfServiceMinutes: round(sum(({ outOfServiceMinutes }) => outOfServiceMinutes)),
    },
    sum(({ netRevenueFen }) => netRevenueFen),
  );
}

function withRevenue(
  minutes: Pick<VehicleDayFigures, 'vehicles' | 'inFleetMinutes' | 'rentedMinutes' | 'outOfServiceMinutes'>,
  netRevenueFen: number,
): VehicleDayFigures {
  const { vehicles, inFleetMinutes, rentedMinutes, outOfServiceMinutes } = minutes;
  const availableMinutes = round(inFleetMinutes - outOfServiceMinutes);
  return {
    vehicles,
    inFleetMinutes,
    rentedMinutes,
    outOfServiceMinutes,
    netRevenueFen,
    operatingUtilisation: ratio(rentedMinutes, availableMinutes),
    grossUtilisation: ratio(rentedMinutes, inFleetMinutes),
    outOfServiceRate: ratio(outOfServiceMinutes, inFleetMinutes),
    revenuePerRentedDayFen: perDay(netRevenueFen, rentedMinutes),
    revenuePerAvailableCarDayFen: perDay(netRevenueFen, availableMinutes),
  };
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator > 0 ? Math.round((numerator / denominator) * 1e6) / 1e6 : null;
}

function perDay(fen: number, minutes: number): number | null {
  return minutes > 0 ? Math.round((fen * DAY_MINUTES) / minutes) : null;
}

/** Sums of clipped intervals are exact to the millisecond; binary noise beyond that is cut. */
function round(minutes: number): number {
  return Math.round(minutes * 60_000) / 60_000;
}

function groups<Row>(rows: readonly Row[], keyOf: (row: Row) => string): [string, Row[]][] {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const group = byKey.get(keyOf(row));
    if (group) group.push(row);
    else byKey.set(keyOf(row), [row]);
  }
  return [...byKey].sort(([a], [b]) => a.localeCompare(b));
}
