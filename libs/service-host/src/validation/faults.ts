import { getMetadataStorage, type ValidationError } from 'class-validator';
import { faultOf, type LocalFault } from '../problems/host-errors';
import { chineseSentence } from './chinese-messages';

const UNKNOWN_FIELD = 'whitelistValidation';

/** All faults of a validated object, nested ones with their path: `drivers[0].licence.number`. */
export function faultsOf(errors: readonly ValidationError[], parent = ''): LocalFault[] {
  return errors.flatMap((error) => {
    const field = pathTo(parent, error.property);
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) =>
      fault(error, field, rule, message),
    );
    return [...own, ...faultsOf(error.children ?? [], field)];
  });
}

function fault(error: ValidationError, field: string, rule: string, message: string): LocalFault {
  if (rule === UNKNOWN_FIELD) return faultOf(field, 'unknownField', 'is not a known field', '是未知字段');
  // class-validator begins with the last name of the path; the reader needs the whole path.
  const en = message.startsWith(error.property) ? field + message.slice(error.property.length) : message;
  return { field, rule, message: { en, zh: chineseMessage(error, field, rule) ?? en } };
}

/** A DTO may give its own sentence: `@Matches(…, { context: { zh: '…' } })`. */
function chineseMessage(error: ValidationError, field: string, rule: string): string | undefined {
  const context: unknown = error.contexts?.[rule];
  if (typeof context === 'object' && context !== null && 'zh' in context)
    return `${field} ${String(context.zh)}`;
  const sentence = chineseSentence(rule, argumentsOf(error, rule));
  return sentence && `${field} ${sentence}`;
}

/** class-validator reports the rule but not its arguments; they are in its registry. */
function argumentsOf(error: ValidationError, rule: string): readonly unknown[] {
  const type = error.target?.constructor;
  if (!type) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const found = rules.find((metadata) => metadata.propertyName === error.property && metadata.name === rule);
  return (found?.constraints as unknown[] | undefined) ?? [];
}

function pathTo(parent: string, property: string): string {
  if (/^\d+$/.test(property)) return `${parent}[${property}]`;
  return parent === '' ? property : `${parent}.${property}`;
}
