import { VehicleDay, corrections, dailyVehicleOperations } from './daily-report';

const vehicleDay = (vehicleId: string, changes: Partial<VehicleDay> = {}): VehicleDay => ({
  vehicleId,
  branchId: 'b1',
  classCode: 'compact',
  inFleetMinutes: 1440,
  rentedMinutes: 720,
  outOfServiceMinutes: 0,
  netRevenueFen: 10_000,
  ...changes,
});

describe('the daily vehicle operations report', () => {
  it('measures operating utilisation over the minutes a vehicle was fit, gross over all', () => {
    const { total } = dailyVehicleOperations('2026-03-02', [
      vehicleDay('v1', { rentedMinutes: 1440 }),
      vehicleDay('v2', { rentedMinutes: 0, outOfServiceMinutes: 720, netRevenueFen: 0 }),
    ]);
    expect(total).toMatchObject({
      vehicles: 2,
      operatingUtilisation: 0.666667,
      grossUtilisation: 0.5,
      outOfServiceRate: 0.25,
      revenuePerRentedDayFen: 10_000,
      revenuePerAvailableCarDayFen: 6_667,
    });
  });

  it('says nothing where nothing can be said', () => {
    const { total } = dailyVehicleOperations('2026-03-02', [
      vehicleDay('v1', { rentedMinutes: 0, outOfServiceMinutes: 1440 }),
    ]);
    expect(total).toMatchObject({
      operatingUtilisation: null,
      grossUtilisation: 0,
      revenuePerRentedDayFen: null,
    });
    expect(dailyVehicleOperations('2026-03-02', []).total).toMatchObject({
      vehicles: 0,
      grossUtilisation: null,
    });
  });

  it('groups sum to the total, and revenue without a vehicle is in the total alone', () => {
    const report = dailyVehicleOperations(
      '2026-03-02',
      [vehicleDay('v1'), vehicleDay('v2', { branchId: 'b2' }), vehicleDay('v3', { classCode: 'suv' })],
      500,
    );
    const revenue = (rows: { netRevenueFen: number }[]) =>
      rows.reduce((sum, row) => sum + row.netRevenueFen, 0);
    expect(revenue(report.byBranch)).toBe(30_000);
    expect(revenue(report.byClass)).toBe(30_000);
    expect(report.total.netRevenueFen).toBe(30_500);
    expect(report.byBranch.map(({ vehicles }) => vehicles)).toEqual([2, 1]);
  });

  it('is the same whatever order the rows come in', () => {
    const rows = [vehicleDay('v2'), vehicleDay('v1', { branchId: 'b2' })];
    expect(dailyVehicleOperations('d', rows)).toEqual(dailyVehicleOperations('d', [...rows].reverse()));
  });

  it('names what a correction changed', () => {
    const before = dailyVehicleOperations('d', [vehicleDay('v1'), vehicleDay('v2')]);
    const after = dailyVehicleOperations('d', [
      vehicleDay('v1'),
      vehicleDay('v2', { netRevenueFen: 11_000 }),
    ]);
    expect(corrections(before, before)).toEqual([]);
    expect(corrections(before, after)).toEqual([
      'total netRevenueFen: 20000 -> 21000',
      'total revenuePerRentedDayFen: 20000 -> 21000',
      'total revenuePerAvailableCarDayFen: 10000 -> 10500',
      'vehicles corrected: v2',
    ]);
  });
});
