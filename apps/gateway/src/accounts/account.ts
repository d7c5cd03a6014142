import type { Role } from '@houtai/service-host';

/** A built-in account. */
export interface Account {
  id: string;
  /** Lower case. */
  username: string;
  name: string;
  roles: Role[];
  disabled: boolean;
  version: number;
}

export type AccountCommand =
  { type: 'AssignRoles'; roles: Role[] } | { type: 'DisableAccount' } | { type: 'EnableAccount' };

/** User names are compared without regard to case and to the form of Unicode they were typed in. */
export function normaliseUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase();
}
