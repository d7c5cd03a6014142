import { defineErrors } from '@houtai/domain-kit';
import { ORDERS_WORDS } from '../orders-words';

/** Refusals that only the test realm has. */
export const testHelperErrors = defineErrors(
  {
    'nothing-awaited': {
      status: 409,
      en: 'No answer is awaited',
      zh: '没有等待中的答复',
      detail: {
        en: 'The reservation is {status}, and no change of it waits for an answer.',
        zh: '预订单状态为 {status}，没有等待答复的变更。',
      },
    },
    'answer-not-held-back': {
      status: 409,
      en: 'No answer was held back for it yet',
      zh: '尚无被暂扣的答复',
      detail: {
        en: 'Nothing says yet that there is a vehicle for reservation {reservationId}: have its answer held back before it is asked for, or wait a moment.',
        zh: '尚不能确定预订单 {reservationId} 是否有车：请在提交之前先要求暂扣答复，或稍后再试。',
      },
    },
    'no-vehicle-held': {
      status: 409,
      en: 'No vehicle is free for it',
      zh: '没有可用车辆',
      detail: {
        en: 'No vehicle is free for reservation {reservationId}: it can be refused or expire, and not be confirmed.',
        zh: '预订单 {reservationId} 没有可用车辆：只能拒绝或使其失效，不能确认。',
      },
    },
  },
  ORDERS_WORDS,
);

/** Throws a refusal of the helpers with the facts that its sentence names. */
export const refuseHelp: typeof testHelperErrors.refuse = testHelperErrors.refuse;
