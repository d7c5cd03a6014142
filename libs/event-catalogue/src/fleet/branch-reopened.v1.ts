import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';

const schema = Type.Object({
  branchId: Id('Branch'),
  decidedAt: At('Decided'),
});

export type BranchReopenedV1 = Static<typeof schema>;

export const branchReopenedV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'branch',
  name: 'branch-reopened',
  meaning: 'A branch that was to close, or had closed, stays open: it has no closing date any more.',
  schema,
  sample: {
    branchId: '0196f3a0-0000-7000-8000-000000000004',
    decidedAt: '2026-05-02T00:00:00.000Z',
  },
});
