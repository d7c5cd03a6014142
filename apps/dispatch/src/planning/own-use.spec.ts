import { at } from '@houtai/testing';
import type { PlanItem, PlanVehicle } from './plan';
import { faultsOf } from './plan-faults';
import { Timeline } from './timeline';

const ms = (time: string, day = 0) => Date.parse(at(time, day));
const vehicle: PlanVehicle = {
  id: 'v',
  classCode: 'compact',
  branchId: 'A',
  freeFrom: 0,
  fit: [{ from: 0, to: Infinity }],
};
const use = (id: string, from: string, to: string, more: Partial<PlanItem> = {}): PlanItem => ({
  ...{ id, pickUpBranchId: 'A', returnBranchId: 'A', vehicleId: 'v', fixed: false, started: false },
  ...{ from: ms(from), dueAt: ms(to), until: ms(to) },
  ...more,
});
const own = (id: string, from: string, to: string, more: Partial<PlanItem> = {}) =>
  use(id, from, to, { subjectKind: 'maintenance', fixed: true, ...more });
const faults = (...items: PlanItem[]) => faultsOf(vehicle, items).map(({ item, kind }) => [item.id, kind]);

describe("the company's own use of a vehicle in the plan", () => {
  it('is a fact for what has not begun, and waits itself for what has', () => {
    const rental = use('rental', '10:00', '13:00');
    const workshop = own('workshop', '12:00', '14:00');
    expect(faults(rental, workshop)).toEqual([['rental', 'vehicle-late']]);
    expect(faults(use('rental', '13:00', '15:00'), workshop)).toEqual([['rental', 'vehicle-late']]);
    expect(faults({ ...rental, started: true }, workshop)).toEqual([['workshop', 'vehicle-late']]);
    expect(faults(use('rental', '14:00', '15:00'), workshop)).toEqual([]);
  });

  it('needs no papers, and is at no fault wherever the vehicle is', () => {
    const workshop = own('workshop', '12:00', '14:00', { pickUpBranchId: 'B', returnBranchId: 'B' });
    expect(faultsOf({ ...vehicle, fit: [] }, [workshop])).toEqual([]);
    expect(faults(workshop, use('rental', '15:00', '16:00'))).toEqual([]);
  });

  it('leaves the vehicle where it was; a transfer takes it elsewhere', () => {
    const oneWay = use('one-way', '08:00', '10:00', { returnBranchId: 'B' });
    const places = (...items: PlanItem[]) =>
      new Timeline(vehicle, items).items.map((item) => [item.pickUpBranchId, item.returnBranchId]);
    expect(places(oneWay, own('workshop', '12:00', '14:00'))).toEqual([
      ['A', 'B'],
      ['B', 'B'],
    ]);
    const transfer = own('transfer', '12:00', '14:00', { subjectKind: 'transfer', returnBranchId: 'C' });
    expect(places(oneWay, transfer)[1]).toEqual(['B', 'C']);
    const after = use('after', '15:00', '16:00', { pickUpBranchId: 'C', returnBranchId: 'C' });
    expect(new Timeline(vehicle, [transfer]).fitOf(after)).toBeDefined();
    expect(faults(transfer, after)).toEqual([]);
  });
});
