import { describeLists, startTestService, testId } from '@houtai/testing';
import { dispatchDefinition } from '../src/dispatch.definition';
import { ALLOCATIONS } from '../src/views/allocation.list';
import { CAPACITY_HOLDS, CONFLICTS } from '../src/views/capacity-hold.list';
import { DISPATCH_PLANS } from '../src/views/dispatch-plan.list';
import { DRIVES } from '../src/views/drive.list';
import { WHAT_IFS } from '../src/views/kept-what-if.list';
import { REFUSED_WISHES } from '../src/views/refused-wish.list';
import { RELOCATIONS } from '../src/views/relocation.list';
import { BRANCH_TIMELINE } from '../src/views/timeline.list';

const RANGE = { from: '2026-01-01', to: '2030-01-01' };
const AT = `timestamptz '2026-01-01' + test_spread(n, 5, 1000000) * interval '1 minute'`;
const BRANCH = 'test_id(test_spread(n, 1, 10))';
const CLASS = `'class-' || test_spread(n, 2, 20)`;
/** A fifth of all that is promised is of one class, so that those of a branch are not few. */
const PROMISED = `case when test_spread(n, 7, 6) = 0 then 'class-3' else ${CLASS} end`;

describeLists('dispatch', {
  open: () => startTestService(dispatchDefinition),
  fill: [
    `insert into capacity_hold (hold_id, reservation_id, status, class_code, pick_up_branch_id, return_branch_id, from_at, due_at,
                                until_at, vehicle_id, occupies_from, occupies_until, held_at, released_at, conflict,
                                relocated_from_branch_id, relocation_minutes, relocation_fen, relocated_at, bound,
                                leaves_at_branch_id)
     select gen_random_uuid(), test_id(n), case when n % 2 = 0 then 'firm' else 'released' end, ${PROMISED}, ${BRANCH}, ${BRANCH},
            ${AT}, ${AT} + interval '1 day', ${AT} + interval '1 day', test_id(test_spread(n, 3, 3000)), ${AT},
            ${AT} + interval '1 day', ${AT}, case when n % 2 = 1 then ${AT} end,
            case when n % 4 = 0 then 'vehicle-late' end, test_id(100 + test_spread(n, 4, 10)), 60, 100,
            case when n % 3 = 0 then ${AT} end, n % 5 = 0, test_id(test_spread(n, 6, 10))
       from generate_series(1, $1::int) n`,
    `insert into allocation (allocation_id, reservation_id, vehicle_id, branch_id, class_code, during, status, version, allocated_at,
                             released_at)
     select gen_random_uuid(), test_id(n), test_id(test_spread(n, 3, 3000)), ${BRANCH}, ${CLASS},
            tstzrange(${AT}, ${AT} + interval '1 day'), case when n % 2 = 0 then 'completed' else 'released' end, 1, ${AT}, ${AT}
       from generate_series(1, $1::int) n`,
    `insert into refused_wish (reservation_id, class_code, pick_up_branch_id, from_at, return_branch_id, due_at, until_at,
                               refused_at)
     select gen_random_uuid(), ${CLASS}, ${BRANCH}, ${AT}, ${BRANCH}, ${AT} + interval '1 day', ${AT} + interval '1 day', ${AT}
       from generate_series(1, $1::int) n`,
    `insert into drive (from_branch_id, to_branch_id, minutes, cost_fen, active, changed_at, changed_by)
     select test_id(n % 100), test_id(1000 + n / 100), 60, 100, n % 50 = 3, ${AT}, 'x'
       from (select n from generate_series(1, $1::int) n order by test_spread(n, 9, 1000000)) m`,
    `insert into dispatch_plan (plan_id, reason, measured_at, promises, in_time, moves, relocations)
     select gen_random_uuid(), 'due', ${AT}, 0, true, '[]', '[]' from generate_series(1, $1::int) n`,
    `insert into what_if (what_if_id, status, asked_by, asked_at, commit_before, question, classes, moves, decided_by, decided_at)
     select gen_random_uuid(), case when n % 20 = 0 then 'discarded' else 'open' end, 'x', ${AT}, ${AT}, '{}', '[]', '[]',
            case when n % 20 = 0 then 'x' end, case when n % 20 = 0 then ${AT} end
       from generate_series(1, $1::int) n`,
  ],
  lists: [
    {
      list: CAPACITY_HOLDS,
      samples: {
        ...{ reservationId: testId(70), vehicleId: testId(7), branchId: testId(3), classCode: 'class-4' },
        ...{ status: 'released', ...RANGE },
      },
    },
    {
      list: CONFLICTS,
      samples: {
        ...{ reservationId: testId(72), vehicleId: testId(7), branchId: testId(3), classCode: 'class-4' },
        ...{ status: 'firm', ...RANGE },
      },
    },
    {
      list: ALLOCATIONS,
      samples: {
        ...{
          vehicleId: testId(7),
          reservationId: testId(70),
          branchId: testId(3),
          classCode: 'class-3',
          status: 'completed',
          ...RANGE,
        },
      },
    },
    {
      list: RELOCATIONS,
      samples: {
        ...{ branchId: testId(3), fromBranchId: testId(103), toBranchId: testId(3), vehicleId: testId(7) },
        ...{ classCode: 'class-4', state: 'done', ...RANGE },
      },
    },
    { list: REFUSED_WISHES, samples: { branchId: testId(3), classCode: 'class-4', ...RANGE } },
    { list: DRIVES, samples: { fromBranchId: testId(3), toBranchId: testId(1003), active: 'true' } },
    {
      list: BRANCH_TIMELINE,
      path: `branch-timelines/${testId(3)}`,
      always: RANGE,
      samples: { classCode: 'class-3', ...RANGE },
    },
    { list: DISPATCH_PLANS, samples: RANGE },
    { list: WHAT_IFS, samples: { status: 'discarded', ...RANGE } },
  ],
  otherIndexes: {
    capacity_hold_changed: 'what changed in the plan since it was read',
    capacity_hold_coming_in_order: 'timelines of branches',
    relocation_by_departure: 'timelines of branches',
    capacity_hold_in_conflict: 'promises to be tried again',
    capacity_hold_in_use: 'rentals that are over their time',
    capacity_hold_in_use_by_vehicle: 'where a vehicle in use goes to',
    capacity_hold_one_way: 'one-way rentals that did not begin',
    capacity_hold_to_bind: 'vehicles to be bound',
    capacity_hold_to_relocate: 'relocations that were missed',
    capacity_hold_to_tell: 'escalations to begin',
    capacity_hold_told_in_vain: 'escalations to end',
    capacity_hold_unplaced: 'promises of a class without a vehicle',
    capacity_hold_conflict_by_branch: 'the release before',
    capacity_hold_with_conflict: 'the release before',
    capacity_hold_with_conflict_by_class: 'the release before',
    capacity_hold_to_escalate: 'the release before',
    capacity_hold_to_end_escalation: 'the release before',
    refused_wish_by_return: 'refused wishes that are over',
    what_if_decided: 'what-ifs to be forgotten',
    what_if_undecided: 'what-ifs to be forgotten',
  },
});
