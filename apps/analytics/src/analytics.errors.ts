import { defineErrors } from '@houtai/domain-kit';

/** Every refusal of this service: 409 when the state forbids it, 422 when the wish itself does. */
export const analyticsErrors = defineErrors({
  'day-not-over': {
    status: 409,
    en: 'The day is not over',
    zh: '该营业日尚未结束',
    detail: { en: 'Business day {day} is not over.', zh: '营业日 {day} 尚未结束。' },
  },
  'period-too-long': {
    status: 422,
    en: 'The period is too long',
    zh: '统计区间过长',
    detail: {
      en: 'A period has at most {longestDays} days; from {from} to {to} there are {days}.',
      zh: '统计区间最多 {longestDays} 天；{from} 至 {to} 共 {days} 天。',
    },
  },
  'period-empty': {
    status: 422,
    en: 'The period is empty',
    zh: '统计区间无效：结束日不能早于开始日',
    detail: {
      en: 'The period ends on {to}, before it begins on {from}.',
      zh: '统计区间结束日 {to} 早于开始日 {from}。',
    },
  },
});

/** Throws a refusal of this service with the facts that its sentence names. */
export const refuse: typeof analyticsErrors.refuse = analyticsErrors.refuse;
