import { describeLists, startTestService, testId } from '@houtai/testing';
import { ABSENCES } from '../src/absences/absence.list';
import { BRANCHES } from '../src/branches/branch.list';
import { fleetDefinition } from '../src/fleet.definition';
import { VEHICLE_CLASSES } from '../src/vehicle-classes/vehicle-class.list';
import { VEHICLES, VEHICLE_HISTORY } from '../src/vehicles/vehicle.list';

const AT = `timestamptz '2026-01-01' + test_spread(n, 5, 1000000) * interval '1 minute'`;
const VEHICLE = 'test_id(test_spread(n, 2, 4000))';

describeLists('fleet', {
  open: () => startTestService(fleetDefinition),
  fill: [
    `insert into branch (id, code, name, city, time_zone, opens_at, closes_at, violation_hold_days, turnaround_minutes,
                         opened_at, version)
     select test_id(n), 'B-' || reverse(lpad(n::text, 8, '0')), 'x', 'city-' || test_spread(n, 1, 40), 'Asia/Shanghai', '08:00',
            '20:00', 30, 60, ${AT}, 1
       from generate_series(1, $1::int) n`,
    `insert into vehicle_class (class_code, name, rank, minimum_age, licence_held_months, automatic_only, defined_at, version)
     select 'class-' || n, 'x', n, 18, 0, false, ${AT}, 1 from generate_series(1, $1::int) n`,
    `insert into vehicle (id, vin, plate, class_code, energy, branch_id, odometer_km, life_cycle, fit_until, operation,
                          since, version)
     select gen_random_uuid(), 'LSVAA' || lpad(n::text, 12, '0'), 'P' || reverse(lpad(n::text, 8, '0')),
            'class-' || test_spread(n, 3, 40), 'petrol', test_id(test_spread(n, 4, 40)), 10,
            (array['ordered', 'in-fleet', 'on-sale', 'disposed'])[1 + test_spread(n, 6, 4)], ${AT},
            (array['available', 'reserved', 'on-rent', 'returned', 'cleaning'])[1 + test_spread(n, 7, 5)], ${AT}, 1
       from generate_series(1, $1::int) n`,
    `update vehicle set id = test_id(7) where vin = 'LSVAA000000000007' and $1 > 0`,
    `insert into vehicle_history (id, version, type, status, at, data)
     select ${VEHICLE}, 1, 'VehicleCheckedIn', 'in-fleet', ${AT}, '{}' from generate_series(1, $1::int) n`,
    `insert into absence (id, vehicle_id, kind, need, firmness, minutes, candidates, requested_at, expires_at, status,
                          reasons, alternatives, version)
     select gen_random_uuid(), test_id(test_spread(n, 8, 2000)), 'inspection', 'must', 'fixed', 60, '[]', ${AT}, ${AT},
            'refused', '[]', '[]', 1
       from generate_series(1, $1::int) n`,
  ],
  lists: [
    { list: BRANCHES, samples: { city: 'city-3' } },
    { list: VEHICLE_CLASSES, samples: {} },
    {
      list: VEHICLES,
      samples: {
        ...{ branchId: testId(7), classCode: 'class-3', operation: 'cleaning', lifeCycle: 'on-sale' },
        ...{ vin: 'LSVAA000000000017', plate: 'P71000000' },
      },
    },
    {
      list: VEHICLE_HISTORY,
      path: `vehicles/${testId(7)}/history`,
      samples: { from: '2026-01-01', to: '2030-01-01' },
    },
    { list: ABSENCES, path: `vehicles/${testId(7)}/absences`, samples: { status: 'refused' } },
  ],
  otherIndexes: {
    absence_by_held_vehicle: 'absences of a vehicle',
    absence_by_vehicle: 'absences of a vehicle',
    absence_held: 'absences that are over',
    absence_unanswered: 'questions without an answer',
    vehicle_by_end_of_papers: 'papers that end',
  },
});
