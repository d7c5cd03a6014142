import { describeLists, startTestService, testId } from '@houtai/testing';
import { COMPLAINTS } from '../src/complaints/complaint.list';
import { customerServiceDefinition } from '../src/customer-service.definition';
import { SURVEYS } from '../src/surveys/survey.list';

const RANGE = { from: '2026-01-01', to: '2030-01-01' };
const AT = `timestamptz '2026-01-01' + test_spread(n, 5, 1000000) * interval '1 minute'`;
const BRANCH = 'test_id(test_spread(n, 6, 40))';
const CUSTOMER = 'test_id(test_spread(n, 2, 4000))';

describeLists('customer-service', {
  open: () => startTestService(customerServiceDefinition),
  fill: [
    `insert into survey (id, agreement_id, reservation_id, branch_id, customer_id, invited_at, closes_at, answered_at, satisfaction,
                         recommendation, version)
     select gen_random_uuid(), test_id(n), test_id(n), ${BRANCH}, ${CUSTOMER}, ${AT}, ${AT} + interval '300 days',
            case when n % 3 = 0 then ${AT} + interval '1 day' end, case when n % 3 = 0 then 4 end,
            case when n % 3 = 0 then 9 end, 1
       from generate_series(1, $1::int) n`,
    `insert into complaint (id, branch_id, customer_id, reservation_id, category, severity, status, description_sealed, received_at,
                            due_at, waiting_since, version)
     select gen_random_uuid(), ${BRANCH}, ${CUSTOMER}, test_id(n), 'price', (array['low', 'normal', 'high'])[1 + test_spread(n, 3, 3)],
            (array['received', 'investigating', 'escalated', 'accepted'])[1 + test_spread(n, 4, 4)], 'v2.x', ${AT},
            case when n % 4 = 0 then ${AT} + interval '3 days' end, null, 1
       from generate_series(1, $1::int) n`,
  ],
  lists: [
    {
      list: COMPLAINTS,
      samples: {
        ...{ status: 'escalated', severity: 'high', customerId: testId(31), reservationId: testId(70) },
        ...{ overdue: 'true', branchId: testId(7), ...RANGE },
      },
    },
    {
      list: SURVEYS,
      samples: {
        branchId: testId(7),
        agreementId: testId(70),
        customerId: testId(31),
        status: 'answered',
        ...RANGE,
      },
    },
  ],
  otherIndexes: {
    complaint_by_due: 'escalations that are due',
    complaint_sealed_as_v1: 'values sealed as v1, until the next release',
    survey_sealed_as_v1: 'values sealed as v1, until the next release',
  },
});
