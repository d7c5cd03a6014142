import { DomainError } from '@houtai/domain-kit';
import type { ProblemMap } from '@houtai/service-host';

/** Every refusal of this service, by name. */
export type DispatchErrorCode =
  'no-vehicle-free' | 'reservation-not-waiting' | 'period-too-long' | 'period-empty';

export function refuse(code: DispatchErrorCode, message: string): never {
  throw new DomainError<DispatchErrorCode>(code, message);
}

/** How each looks over HTTP: 409 when the state forbids it, 422 when the wish itself does. */
export const DISPATCH_ERRORS: ProblemMap<DispatchErrorCode> = {
  'no-vehicle-free': {
    status: 409,
    title: { en: 'No other vehicle is free', zh: '没有其他可用车辆' },
  },
  'reservation-not-waiting': {
    status: 409,
    title: { en: 'The reservation does not wait for a vehicle', zh: '该预订单当前不在等待车辆状态' },
  },
  'period-too-long': {
    status: 422,
    title: { en: 'The period is longer than 31 days', zh: '查询时段超过 31 天' },
  },
  'period-empty': { status: 422, title: { en: 'The period is empty', zh: '查询时段为空' } },
};
