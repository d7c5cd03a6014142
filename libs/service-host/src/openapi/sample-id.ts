import { createHash } from 'node:crypto';

/** An id for examples: the same for the same name wherever it stands, and another for another, as a branch is no vehicle. */
export function sampleId(name: string): string {
  const digits = createHash('sha256').update(name).digest('hex');
  return `0196f3a0-${digits.slice(0, 4)}-7${digits.slice(4, 7)}-8${digits.slice(7, 10)}-${digits.slice(10, 22)}`;
}
