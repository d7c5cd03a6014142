import { defineErrors } from '@houtai/domain-kit';

/** Refusals that only the test realm has. */
export const testHelperErrors = defineErrors({
  'clock-moved-too-far': {
    status: 422,
    en: 'The clock does not move that far at once',
    zh: '单次拨动时间过长',
    detail: {
      en: 'It is {now, time, instant}; in one step the clock moves to {latest, time, instant} at most.',
      zh: '当前时间为 {now, time, instant}；一次最多拨至 {latest, time, instant}。',
    },
  },
  'clock-moves-used-up': {
    status: 409,
    en: 'You have moved the clock as often as you may for now',
    zh: '时钟拨动次数已用完',
    detail: {
      en: 'A partner moves the clock {most, plural, one {# time} other {# times}} an hour; again from {againAt, time, instant}.',
      zh: '每小时最多拨动 {most, number} 次；{againAt, time, instant} 起可再次拨动。',
    },
  },
});

/** Throws a refusal of the test clock with the facts that its sentence names. */
export const refuseMove: typeof testHelperErrors.refuse = testHelperErrors.refuse;
