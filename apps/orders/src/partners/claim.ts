import type { CustomerProfile } from '../customers/customer';
import { masked } from '../customers/masking';

/** What a partner says of a person: all but the standing, which is the house's to give. */
export type ClaimedProfile = Omit<CustomerProfile, 'tier'>;

/** The fields in which a partner's word differs from what is known. The document is what the person was found by. */
export type Claim = Partial<Omit<ClaimedProfile, 'idDocument'>>;

const CLAIMABLE = ['name', 'phone', 'email', 'birthDate', 'licence', 'origin'] as const;

/** Undefined when nothing differs; what the partner left out claims nothing. */
export function claimOf(said: ClaimedProfile, known: CustomerProfile): Claim | undefined {
  const differing = CLAIMABLE.filter(
    (field) => said[field] !== undefined && !isSame(said[field], known[field]),
  );
  if (differing.length === 0) return undefined;
  return Object.fromEntries(differing.map((field) => [field, said[field]]));
}

/** As people without the right to personal data see it. */
export function maskedClaim(claim: Claim, known: CustomerProfile): Claim {
  const shown = masked({ ...known, ...claim });
  return Object.fromEntries(Object.keys(claim).map((field) => [field, shown[field as keyof Claim]]));
}

function isSame(a: ClaimedProfile[keyof Claim], b: ClaimedProfile[keyof Claim]): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return a.number === b.number && a.class === b.class && a.issuedOn === b.issuedOn && a.validTo === b.validTo;
}
