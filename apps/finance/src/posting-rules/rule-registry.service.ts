import { Injectable } from '@nestjs/common';
import type { BusinessDay } from '@houtai/domain-kit';
import type { LineDraft } from './entry-draft';
import type { HandRule } from './hand-rule';
import type { PostingRule, RuleVersion } from './posting-rule';
import { EVENT_RULES, HAND_RULES } from './posting-rules';

/** A version of a rule; `from` is missing where it is only tried. */
export interface ListedVersion {
  version: number;
  from?: BusinessDay;
}

/** All posting rules by name. */
@Injectable()
export class RuleRegistry {
  private readonly rules = new Map<string, PostingRule<never>>();
  private readonly byHand = new Map<string, HandRule<never>>();

  constructor() {
    for (const rule of [...EVENT_RULES, ...HAND_RULES]) this.add(rule);
    for (const rule of HAND_RULES) this.byHand.set(rule.name, rule);
  }

  /** Throws when the name is taken, or its versions are not in order. */
  add(rule: PostingRule<never>): void {
    if (this.rules.has(rule.name)) throw new Error(`There are two rules ${rule.name}`);
    const faults = versionFaults(rule);
    if (faults.length > 0) throw new Error(`Rule ${rule.name}: ${faults.join('; ')}`);
    this.rules.set(rule.name, rule);
  }

  all(): readonly PostingRule<never>[] {
    return [...this.rules.values()];
  }

  find(name: string): PostingRule<never> | undefined {
    return this.rules.get(name);
  }

  /** A rule whose facts people give. */
  findByHand(name: string): HandRule<never> | undefined {
    return this.byHand.get(name);
  }

  /** What that version makes of facts; none when there is no such version. */
  version(name: string, version: number): ((facts: unknown) => LineDraft[]) | undefined {
    const rule = this.rules.get(name);
    const found =
      rule && [rule, ...(rule.before ?? []), ...(rule.trials ?? [])].find((one) => one.version === version);
    // Facts come from entries of the same rule, or were held against its schema.
    return found && ((facts) => found.lines(facts as never));
  }
}

/** The latest first, those that are only tried last. */
export function versionsOf(rule: PostingRule<never>): ListedVersion[] {
  const inForce: RuleVersion<never>[] = [rule, ...(rule.before ?? [])];
  return [
    ...inForce.map(({ version, from }) => ({ version, from })),
    ...(rule.trials ?? []).map(({ version }) => ({ version })),
  ];
}

function versionFaults(rule: PostingRule<never>): string[] {
  const numbers = versionsOf(rule).map(({ version }) => version);
  const inForce = [rule, ...(rule.before ?? [])];
  const faults = inForce.flatMap((later, index) => {
    const earlier = inForce[index + 1];
    return earlier && (earlier.version >= later.version || earlier.from >= later.from)
      ? [`version ${earlier.version} does not come before ${later.version}`]
      : [];
  });
  return new Set(numbers).size === numbers.length ? faults : [...faults, 'a version is there twice'];
}
