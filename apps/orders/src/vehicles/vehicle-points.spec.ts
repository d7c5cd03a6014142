import { addDays, addHours } from '@houtai/domain-kit';
import { paperGaps } from './paper-gaps';
import type { Paper, VehicleFacts } from './vehicle-facts';
import { vehiclePoints, type LatestRental } from './vehicle-points';

const FROM = '2027-03-01T02:00:00.000Z';
const DUE = addDays(FROM, 2);
const HERE = '01900000-0000-7000-8000-0000000000a4';
const KINDS = ['registration', 'compulsory-insurance', 'commercial-insurance', 'annual-inspection'] as const;
const paper = (kind: Paper['kind'], validFrom: string, validTo: string): Paper => {
  return { kind, number: kind, validFrom, validTo };
};
const papers = KINDS.map((kind) => paper(kind, addDays(FROM, -100), addDays(FROM, 100)));
const others = papers.filter(({ kind }) => kind !== 'compulsory-insurance');

const facts: VehicleFacts = {
  vehicleId: '01900000-0000-7000-8000-000000000031',
  lifeCycle: 'in-fleet',
  operation: 'reserved',
  standingSince: addDays(FROM, -1),
  branchId: HERE,
  odometerKm: 1_000,
  papers,
};
const use = { branchId: HERE, from: FROM, dueAt: DUE };
const out: LatestRental = { agreementId: 'last' };
const back: LatestRental = { agreementId: 'last', returnedAt: addHours(FROM, -3) };
const rulesOf = (known: Partial<VehicleFacts>, latest?: LatestRental) =>
  vehiclePoints({ ...facts, ...known }, use, latest).map(({ rule }) => rule);

describe('a vehicle leaves the yard', () => {
  it('when nothing speaks against it, and also when fleet has told nothing of it', () => {
    expect(rulesOf({})).toEqual([]);
    expect(vehiclePoints({ vehicleId: facts.vehicleId }, use, undefined)).toEqual([]);
  });

  it.each<[string, Partial<VehicleFacts>, string[]]>([
    ['on sale', { lifeCycle: 'on-sale' }, ['vehicle-in-fleet']],
    ['sold', { lifeCycle: 'disposed' }, ['vehicle-in-fleet']],
    ['out of service', { groundedFor: 'maintenance' }, ['vehicle-grounded']],
    ['without insurance', { papers: others }, ['papers-in-force']],
    ['at another branch', { branchId: facts.vehicleId }, ['vehicle-at-branch']],
    [
      'with several of these, all are named',
      { lifeCycle: 'on-sale', groundedFor: 'other', papers: [], branchId: facts.vehicleId },
      ['vehicle-in-fleet', 'vehicle-grounded', 'papers-in-force', 'vehicle-at-branch'],
    ],
  ])('not when it is %s', (_what, known, rules) => {
    expect(rulesOf(known)).toEqual(rules);
  });

  it('not while it is out, and not before it was checked in', () => {
    expect(rulesOf({}, out)).toEqual(['vehicle-back']);
    expect(rulesOf({}, back)).toEqual(['vehicle-checked-in']);
    expect(rulesOf({ operation: undefined }, back)).toEqual(['vehicle-checked-in']);
    expect(rulesOf({ checkedInAgreementId: 'the one before' }, back)).toEqual(['vehicle-checked-in']);
    expect(rulesOf({ checkedInAgreementId: 'last' }, back)).toEqual([]);
  });

  it('when it stands ready since its return, although no check-in was told', () => {
    expect(rulesOf({ operation: 'available', standingSince: back.returnedAt }, back)).toEqual([]);
    expect(rulesOf({ operation: 'returned', standingSince: back.returnedAt }, back)).toEqual([
      'vehicle-checked-in',
    ]);
  });
});

describe('papers are in force for every minute of a rental', () => {
  const cover = (...more: Paper[]) => paperGaps([...others, ...more], FROM, DUE);

  it.each<[string, Paper[], string[]]>([
    ['one that ends with the rental', [paper('compulsory-insurance', FROM, DUE)], []],
    [
      'one that ends an hour before',
      [paper('compulsory-insurance', FROM, addHours(DUE, -1))],
      ['compulsory-insurance'],
    ],
    [
      'one that begins an hour late',
      [paper('compulsory-insurance', addHours(FROM, 1), DUE)],
      ['compulsory-insurance'],
    ],
    [
      'two that follow each other, in any order',
      [
        paper('compulsory-insurance', addDays(FROM, 1), addDays(DUE, 1)),
        paper('compulsory-insurance', addDays(FROM, -1), addDays(FROM, 1)),
      ],
      [],
    ],
    [
      'two with an hour between them',
      [
        paper('compulsory-insurance', FROM, addDays(FROM, 1)),
        paper('compulsory-insurance', addHours(FROM, 25), addDays(DUE, 1)),
      ],
      ['compulsory-insurance'],
    ],
  ])('%s', (_what, more, gaps) => {
    expect(cover(...more)).toEqual(gaps);
  });

  it('also those that the vehicle carries without need', () => {
    const lapsed = paper('rental-filing', addDays(FROM, -10), FROM);
    expect(paperGaps([...papers, lapsed], FROM, DUE)).toEqual(['rental-filing']);
  });
});
