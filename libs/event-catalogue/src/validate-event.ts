import Ajv, { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { eventOfType } from './catalogue';

const ajv = addFormats(new Ajv({ allErrors: true, strict: true, keywords: [] }));
const compiled = new Map<string, ValidateFunction>();

/**
 * The faults of `data` against the schema of `type`, one sentence each; empty when it is good.
 * Unknown extra fields are accepted: v1 may have gained optional ones since this build.
 */
export function validateEvent(type: string, data: unknown): string[] {
  const event = eventOfType(type);
  if (!event) return [`unknown event type ${type}`];
  let validate = compiled.get(type);
  if (!validate) compiled.set(type, (validate = ajv.compile(event.schema)));
  if (validate(data)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath || '/'} ${message ?? 'is wrong'}`,
  );
}
