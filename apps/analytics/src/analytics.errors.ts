import { defineErrors } from '@houtai/domain-kit';

/** Every refusal of this service: 409 when the state forbids it, 422 when the wish itself does. */
export const analyticsErrors = defineErrors({
  'day-not-over': {
    status: 409,
    en: 'The day is not over',
    zh: '该营业日尚未结束',
    detail: { en: 'Business day {day, date, day} is not over.', zh: '营业日 {day, date, day} 尚未结束。' },
  },
  'period-too-long': {
    status: 422,
    en: 'The period is too long',
    zh: '统计区间过长',
    detail: {
      en: 'A period has at most {longestDays, plural, one {# day} other {# days}}; from {from, date, day} to {to, date, day} there are {days, number}.',
      zh: '统计区间最多 {longestDays, number} 天；{from, date, day} 至 {to, date, day} 共 {days, number} 天。',
    },
  },
  'period-empty': {
    status: 422,
    en: 'The period is empty',
    zh: '统计区间无效：结束日不能早于开始日',
    detail: {
      en: 'The period ends on {to, date, day}, before it begins on {from, date, day}.',
      zh: '统计区间结束日 {to, date, day} 早于开始日 {from, date, day}。',
    },
  },
});

/** Throws a refusal of this service with the facts that its sentence names. */
export const refuse: typeof analyticsErrors.refuse = analyticsErrors.refuse;
