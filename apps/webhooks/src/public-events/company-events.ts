import { Type } from '@sinclair/typebox';
import {
  branchClosedV1,
  branchOpenedV1,
  branchReopenedV1,
  ratePlanPublishedV1,
  type RatePlanPublishedV1,
} from '@houtai/event-catalogue';
import { At, Fen, Id } from './fields';
import { publicEvent, type PublicEvent } from './public-event';
import { BRANCH } from './samples';

/** What is the same for every partner. */
export const COMPANY_EVENTS: readonly PublicEvent[] = [
  publicEvent({
    type: 'price-list.changed',
    source: ratePlanPublishedV1,
    audience: 'everyone',
    subject: 'price-list',
    meaning: { en: 'Prices of a class change from a day on.', zh: '某车型组自指定日期起执行新价格。' },
    schema: Type.Object({
      ratePlanId: Id('Rate plan'),
      classCode: Type.String({ description: 'Vehicle class' }),
      priceGroup: Type.Optional(
        Type.String({
          description: 'Yours, when the prices are those of your contract; absent: of everybody else',
        }),
      ),
      validFrom: Type.String({ format: 'date', description: 'First day of pick-up it holds for' }),
      workdayFen: Fen('A workday'),
      weekendFen: Fen('A weekend day'),
      holidayFen: Fen('A public holiday'),
      publishedAt: At('Published'),
    }),
    sample: {
      ratePlanId: '0196f3a0-0000-7000-8000-00000000000b',
      classCode: 'compact',
      validFrom: '2026-04-01',
      workdayFen: 19800,
      weekendFen: 23800,
      holidayFen: 39800,
      publishedAt: '2026-03-01T02:00:00.000Z',
    },
    view: ({ priceGroup, ...plan }) => ({
      ...pricesOf(plan),
      ...(priceGroup !== undefined && { priceGroup }),
    }),
  }),
  publicEvent({
    type: 'branch.opened',
    source: branchOpenedV1,
    audience: 'everyone',
    subject: 'branch',
    meaning: { en: 'A branch is open for business.', zh: '新门店开业。' },
    schema: Type.Object({
      branchId: Id('Branch'),
      code: Type.String({ description: 'Short code' }),
      name: Type.String(),
      city: Type.String(),
      timeZone: Type.String({ description: 'IANA time zone' }),
      opensAt: Type.String({ description: 'Local HH:mm' }),
      closesAt: Type.String({ description: 'Local HH:mm' }),
      openedAt: At('Opened'),
    }),
    sample: {
      branchId: BRANCH,
      code: 'SHA-HQ',
      name: '上海虹桥店',
      city: '上海',
      timeZone: 'Asia/Shanghai',
      opensAt: '08:00',
      closesAt: '21:00',
      openedAt: '2026-01-01T00:00:00.000Z',
    },
    view: ({ branchId, code, name, city, timeZone, opensAt, closesAt, openedAt }) => ({
      ...{ branchId, code, name, city, timeZone, opensAt, closesAt, openedAt },
    }),
  }),
  publicEvent({
    type: 'branch.closed',
    source: branchClosedV1,
    audience: 'everyone',
    subject: 'branch',
    meaning: {
      en: 'A branch closes from a time on; the last one told holds.',
      zh: '门店自指定时间起关闭；以最近一次通知为准。',
    },
    schema: Type.Object({
      branchId: Id('Branch'),
      closedFrom: At('From then on nothing can be picked up or returned there'),
    }),
    sample: { branchId: BRANCH, closedFrom: '2026-07-01T00:00:00.000Z' },
    view: ({ branchId, closedFrom }) => ({ branchId, closedFrom }),
  }),
  publicEvent({
    type: 'branch.reopened',
    source: branchReopenedV1,
    audience: 'everyone',
    subject: 'branch',
    meaning: { en: 'A branch stays open, or is open again.', zh: '门店不再关闭，或已重新营业。' },
    schema: Type.Object({ branchId: Id('Branch') }),
    sample: { branchId: BRANCH },
    view: ({ branchId }) => ({ branchId }),
  }),
];

function pricesOf(plan: Omit<RatePlanPublishedV1, 'priceGroup'>) {
  const { ratePlanId, classCode, validFrom, workdayFen, weekendFen, holidayFen, publishedAt } = plan;
  return { ratePlanId, classCode, validFrom, workdayFen, weekendFen, holidayFen, publishedAt };
}
