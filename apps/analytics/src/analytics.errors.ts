import type { ProblemMap } from '@houtai/service-host';
import { DomainError } from '@houtai/domain-kit';

/** Every refusal this service knows, by name. */
export type AnalyticsErrorCode = 'day-not-over' | 'period-too-long' | 'period-empty';

/** A refusal of this service; `details` are facts that a program can read. */
export function refuse(
  code: AnalyticsErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): never {
  throw new DomainError<AnalyticsErrorCode>(code, message, details);
}

export const ANALYTICS_ERRORS: ProblemMap<AnalyticsErrorCode> = {
  'day-not-over': { status: 409, title: { en: 'The day is not over', zh: '该营业日尚未结束' } },
  'period-too-long': { status: 422, title: { en: 'The period is too long', zh: '统计区间过长' } },
  'period-empty': {
    status: 422,
    title: { en: 'The period is empty', zh: '统计区间无效：结束日不能早于开始日' },
  },
};
