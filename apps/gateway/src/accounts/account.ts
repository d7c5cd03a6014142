/** A built-in account. */
export interface Account {
  id: string;
  /** Lower case. */
  username: string;
  name: string;
  /** Names of roles; which there are is said in service-host. */
  roles: readonly string[];
  disabled: boolean;
  version: number;
}

export type AccountCommand =
  { type: 'AssignRoles'; roles: readonly string[] } | { type: 'DisableAccount' } | { type: 'EnableAccount' };

/** User names are compared without regard to case and to the form of Unicode they were typed in. */
export function normaliseUsername(username: string): string {
  return username.normalize('NFKC').trim().toLowerCase();
}
