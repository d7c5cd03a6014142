import fc from 'fast-check';
import { UnitOfWork } from '@houtai/messaging';
import { at, testId } from '@houtai/testing';
import type { ClassPlan } from '../src/planning/class-plan';
import { PlanMemory } from '../src/planning/plan-memory.service';
import { A, B, RentalWorld } from './rental-world';

const CLASSES = ['compact', 'premium'];
const VEHICLES = 4;
const HOLDS = 6;
const hours = (n: number) => new Date(Date.parse(at('00:00', 1)) + n * 3_600_000).toISOString();

/** Statements as they come from anywhere in dispatch: no memory is told of them. */
const change = fc.oneof(
  fc.record({
    kind: fc.constant('hold' as const),
    hold: fc.nat(HOLDS - 1),
    vehicle: fc.option(fc.nat(VEHICLES - 1), { freq: 3 }),
    classCode: fc.constantFrom(...CLASSES),
    from: fc.nat(100),
    over: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('vehicle' as const),
    vehicle: fc.nat(VEHICLES - 1),
    classCode: fc.constantFrom(...CLASSES),
    inFleet: fc.boolean(),
    branch: fc.constantFrom(A, B),
  }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** One transaction: what it changes, whether memories look before and after that, and whether it commits. */
const transaction = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  looksFirst: fc.boolean(),
  looks: fc.boolean(),
  commits: fc.boolean(),
  classCode: fc.constantFrom(...CLASSES),
});

class RolledBack extends Error {}

describe('the plan that a process remembers', () => {
  let world: RentalWorld;
  let unitOfWork: UnitOfWork;

  beforeAll(async () => {
    world = await RentalWorld.start();
    unitOfWork = world.service.running.app.get(UnitOfWork);
    await world.service.sql(
      `insert into capacity_request (reservation_id, status, version, answered_at)
       select ('01900000-0000-7000-8000-' || lpad(to_hex(256 + n), 12, '0'))::uuid, 'held', 1, now()
         from generate_series(0, ${HOLDS - 1}) n`,
    );
  });
  afterAll(() => world.close());

  async function write(made: Change): Promise<void> {
    if (made.kind === 'vehicle') {
      await unitOfWork.sql.write(
        `insert into vehicle (vehicle_id, class_code, in_fleet, branch_id, located_at, free_from, fit)
         values ($1, $2, $3, $4, $5, $5, '{[2027-01-01,2028-01-01)}')
         on conflict (vehicle_id) do update
           set class_code = excluded.class_code, in_fleet = excluded.in_fleet, branch_id = excluded.branch_id`,
        [testId(made.vehicle), made.classCode, made.inFleet, made.branch, hours(0)],
      );
      return;
    }
    const vehicle = made.vehicle === null ? null : testId(made.vehicle);
    await unitOfWork.sql.write(
      `insert into capacity_hold (hold_id, reservation_id, status, class_code, pick_up_branch_id, return_branch_id,
         from_at, due_at, until_at, vehicle_id, conflict, occupies_from, occupies_until, leaves_at_branch_id, held_at, released_at)
       values ($1, $1, $2, $3, $4, $4, $5, $6, $7, $8::uuid, $9, $5, $7, $4, now(), $10)
       on conflict (hold_id) do update
         set (status, class_code, vehicle_id, conflict, occupies_from, released_at) =
             (excluded.status, excluded.class_code, excluded.vehicle_id, excluded.conflict, excluded.occupies_from,
              excluded.released_at)`,
      [
        testId(0x100 + made.hold),
        made.over ? 'released' : 'held',
        made.classCode,
        A,
        hours(made.from),
        hours(made.from + 4),
        hours(made.from + 5),
        vehicle,
        vehicle === null ? 'no-vehicle' : null,
        made.over ? hours(0) : null,
      ],
    );
  }

  /** What one who has never read before reads, beside what a memory has. */
  async function expectTruth(memory: PlanMemory, classCodes: readonly string[]): Promise<void> {
    const truth = await new PlanMemory(unitOfWork).read(classCodes);
    expect(shown(await memory.read(classCodes))).toEqual(shown(truth));
  }

  it('hears of what was committed beside a transaction that is still open, and not of that one', async () => {
    const memory = new PlanMemory(unitOfWork);
    await write({ kind: 'vehicle', vehicle: 0, classCode: 'compact', inFleet: true, branch: A });
    await memory.read(CLASSES);
    let commit = () => {};
    const waiting = new Promise<void>((resolve) => (commit = resolve));
    let written = () => {};
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const open = unitOfWork.run(async () => {
      await write({ kind: 'hold', hold: 0, vehicle: 0, classCode: 'compact', from: 10, over: false });
      await memory.read(['compact']);
      written();
      await waiting;
    });
    await isWritten;
    await write({ kind: 'hold', hold: 1, vehicle: 0, classCode: 'compact', from: 50, over: false });
    const beside = await holdsOf(memory);
    commit();
    await open;
    expect(beside).toEqual([testId(0x101)]);
    expect(await holdsOf(memory)).toEqual([testId(0x100), testId(0x101)]);
  });

  it('is the plan in the database, whoever changes that, in the midst of transactions and after they fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(transaction, { minLength: 3, maxLength: 12 }), async (transactions) => {
        const memories = [new PlanMemory(unitOfWork), new PlanMemory(unitOfWork)];
        for (const { changes, looksFirst, looks, commits, classCode } of transactions) {
          await unitOfWork
            .run(async () => {
              // as a lock does, it makes Postgres number the transaction
              await unitOfWork.sql.rows('select pg_current_xact_id()');
              if (looksFirst) for (const memory of memories) await expectTruth(memory, [classCode]);
              for (const made of changes) await write(made);
              if (looks) for (const memory of memories) await expectTruth(memory, [classCode]);
              if (!commits) throw new RolledBack();
            })
            .catch((error: unknown) => {
              if (!(error instanceof RolledBack)) throw error;
            });
          await expectTruth(memories[0] ?? new PlanMemory(unitOfWork), CLASSES);
        }
        for (const memory of memories) await expectTruth(memory, CLASSES);
      }),
      { numRuns: 12 },
    );
  });

  async function holdsOf(memory: PlanMemory): Promise<string[]> {
    const plan = (await memory.read(['compact'])).get('compact');
    return (plan?.items ?? []).flatMap(({ holdIds }) => holdIds);
  }
});

/** In one order. */
function shown(plans: ReadonlyMap<string, ClassPlan>): unknown {
  return Array.from(plans, ([classCode, plan]) => ({
    classCode,
    vehicles: plan.vehicles.sort(byId),
    items: plan.items.sort(byId),
  }));
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
