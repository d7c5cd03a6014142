import type { Instant } from '@houtai/domain-kit';
import type { ServiceMode } from '../config/service-config';
import { ValidationFailedError, faultOf } from '../problems/host-errors';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** Business time of a request from `X-Houtai-Time`; refused outside simulations, where time is not for callers to choose. */
export function requestTime(header: string | string[] | undefined, mode: ServiceMode): Instant | undefined {
  if (header === undefined) return undefined;
  if (mode === 'live') {
    throw fault('simulatedOnly', 'is accepted under simulation only', '仅在模拟模式下可用');
  }
  const time = typeof header === 'string' && INSTANT.test(header) ? new Date(header) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) {
    throw fault('isInstant', 'must be one ISO 8601 time with offset', '必须是带时区的 ISO 8601 时间');
  }
  return time.toISOString();
}

function fault(rule: string, en: string, zh: string): ValidationFailedError {
  return new ValidationFailedError([faultOf('X-Houtai-Time', rule, en, zh)]);
}
