import { PathParam, ValidationFailedError, faultOf } from '@houtai/service-host';

/** Parameter decorator: an accounting month of the path such as `202703`, as a number. */
export function PeriodParam(): ParameterDecorator {
  return PathParam('period', { type: 'integer', examples: [202703] }, (text) => {
    if (/^(19|2\d)\d{2}(0[1-9]|1[0-2])$/.test(text)) return Number(text);
    const [en, zh] = ['must be a month such as 202703', '必须是会计月份，例如 202703'];
    throw new ValidationFailedError([faultOf('period', 'isPeriod', en, zh)]);
  });
}
