import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { ValidationFailedError, faultOf } from '@houtai/service-host';
import type { Yyyymm } from './period';

/** Parameter decorator: an accounting month of the path such as `202703`. */
export function PeriodParam(name = 'period'): ParameterDecorator {
  return (target, method, index) => {
    Param(name, new PeriodPipe(name))(target, method, index);
    const descriptor = method && Object.getOwnPropertyDescriptor(target, method);
    if (descriptor)
      ApiParam({ name, schema: { type: 'integer', examples: [202703] } })(target, method, descriptor);
  };
}

class PeriodPipe implements PipeTransform<string, Yyyymm> {
  constructor(private readonly field: string) {}

  transform(value: string): Yyyymm {
    if (/^(19|2\d)\d{2}(0[1-9]|1[0-2])$/.test(value)) return Number(value);
    const [en, zh] = ['must be a month such as 202703', '必须是会计月份，例如 202703'];
    throw new ValidationFailedError([faultOf(this.field, 'isPeriod', en, zh)]);
  }
}
