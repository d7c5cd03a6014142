import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { HandRule } from './hand-rule';

/** What is wrong with a fact; `field` is its path below the facts. */
export interface NamedFault {
  field: string;
  rule: string;
  message: { en: string; zh: string };
}

/** As the books write ids, which is what is compared with what was approved. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const ajv = new Ajv({ allErrors: true, strict: true, formats: { uuid: UUID } });
const compiled = new Map<string, ValidateFunction>();

/** Everything that is wrong with facts given by hand: against the schema of the rule, then by what it says itself. */
export function factFaults(rule: HandRule<never>, facts: unknown, under: string): NamedFault[] {
  const validate = compiled.get(rule.name) ?? ajv.compile({ ...rule.schema, additionalProperties: false });
  compiled.set(rule.name, validate);
  if (!validate(facts)) return (validate.errors ?? []).map((error) => toFault(error, under));
  // They are what the rule expects now.
  return rule
    .faults(facts as never)
    .map(({ field, rule: name, en, zh }) => faultAt(`${under}.${field}`, name, en, zh));
}

function toFault(
  { keyword, instancePath, params, message = 'is wrong' }: ErrorObject,
  under: string,
): NamedFault {
  const own: unknown = params.missingProperty ?? params.additionalProperty;
  const path = instancePath.replace(/\/(\d+)/g, '[$1]').replaceAll('/', '.');
  const field = `${under}${path}${typeof own === 'string' ? `.${own}` : ''}`;
  switch (keyword) {
    case 'required':
      return faultAt(field, 'isRequired', 'is required', '为必填项');
    case 'additionalProperties':
      return faultAt(field, 'unknownField', 'is not a known field', '是未知字段');
    case 'type':
      return faultAt(field, 'isOfType', message, `类型必须为 ${String(params.type)}`);
    case 'format':
      return faultAt(field, 'isUuid', 'must be a UUID', '必须是 UUID');
    case 'minimum':
    case 'maximum':
      return faultAt(field, keyword, message, `必须 ${String(params.comparison)} ${String(params.limit)}`);
    case 'pattern':
      return faultAt(field, 'matches', message, '格式不正确');
    case 'enum':
      return faultAt(field, 'isIn', `must be one of ${allowed(params)}`, `必须是 ${allowed(params)} 之一`);
    default:
      return faultAt(field, keyword, message, '不符合要求');
  }
}

function allowed(params: Record<string, unknown>): string {
  return Array.isArray(params.allowedValues) ? params.allowedValues.join(', ') : '';
}

function faultAt(field: string, rule: string, en: string, zh: string): NamedFault {
  return { field, rule, message: { en: `${field} ${en}`, zh: `${field} ${zh}` } };
}
