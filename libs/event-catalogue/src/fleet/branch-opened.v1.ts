import { Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-definition';
import { Id, At } from '../fields';

const schema = Type.Object({
  branchId: Id('Branch'),
  code: Type.String({ description: 'Short code, unique' }),
  name: Type.String(),
  city: Type.String(),
  timeZone: Type.String({ description: 'IANA time zone' }),
  opensAt: Type.String({ description: 'Local HH:mm' }),
  closesAt: Type.String({ description: 'Local HH:mm' }),
  violationHoldDays: Type.Integer({ minimum: 7, maximum: 30 }),
  turnaroundMinutes: Type.Integer({ minimum: 0 }),
  openedAt: At('Opened'),
});

export type BranchOpenedV1 = Static<typeof schema>;

export const branchOpenedV1 = defineEvent({
  producer: 'fleet',
  aggregate: 'branch',
  name: 'branch-opened',
  meaning: 'A branch is open for business: vehicles are handed over and returned there.',
  schema,
  sample: {
    branchId: '0196f3a0-0000-7000-8000-000000000004',
    code: 'SHA-HQ',
    name: '上海虹桥店',
    city: '上海',
    timeZone: 'Asia/Shanghai',
    opensAt: '08:00',
    closesAt: '21:00',
    violationHoldDays: 15,
    turnaroundMinutes: 60,
    openedAt: '2026-01-01T00:00:00.000Z',
  },
});
