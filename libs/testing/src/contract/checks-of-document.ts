import { createHash } from 'node:crypto';
import { ApiContract, type ContractDocument } from './api-contract';
import { SchemaCheck } from './schema-check';

/** What a document's exchanges are held against. */
export interface DocumentChecks {
  readonly contract: ApiContract;
  readonly schemas: SchemaCheck;
}

/** More than there are services, and their documents for three audiences. */
const MOST_KEPT = 32;
const kept = new Map<string, DocumentChecks>();

/**
 * The checks of a document, made once for the process: compiling its schemas takes longer than most test files, and a service says
 * the same of itself in each of them.
 */
export function checksOf(document: ContractDocument): DocumentChecks {
  const key = createHash('sha256').update(JSON.stringify(document)).digest('base64');
  let checks = kept.get(key);
  if (!checks) {
    checks = { contract: new ApiContract(document), schemas: new SchemaCheck(document) };
    const [oldest] = kept.size < MOST_KEPT ? [] : kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(key, checks);
  }
  return checks;
}
