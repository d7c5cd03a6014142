import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';

const schema = Type.Object({
  branchId: Id('Branch'),
  closedFrom: At('From then on no vehicle is handed over or taken back there'),
  decidedAt: At('Decided'),
});

export type BranchClosedV1 = Static<typeof schema>;

export const branchClosedV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'branch',
  name: 'branch-closed',
  meaning:
    'A branch closes: nothing is promised there from that time on. The last one told holds, until the branch is reopened.',
  schema,
  sample: {
    branchId: '0196f3a0-0000-7000-8000-000000000004',
    closedFrom: '2026-07-01T00:00:00.000Z',
    decidedAt: '2026-05-01T00:00:00.000Z',
  },
});
