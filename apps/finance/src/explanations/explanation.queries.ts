import { Injectable } from '@nestjs/common';
import { NotFoundError, ValidationFailedError, faultOf } from '@houtai/service-host';
import { toManualLine } from '../ledger/manual-line';
import { RuleRegistry } from '../posting-rules/rule-registry.service';
import { dryRun } from './dry-run';
import { explainEntry, sameLines } from './explain-entry';
import { ExplainedEntries } from './explained-entries.store';
import type { DryRunRequest, DryRunView, ExplanationView } from './explanation.dto';

const EXAMPLES = 20;

/** Entries follow from their facts: how, and what would follow by another version of the rule. */
@Injectable()
export class ExplanationQueries {
  constructor(
    private readonly entries: ExplainedEntries,
    private readonly rules: RuleRegistry,
  ) {}

  async explain(entryId: string): Promise<ExplanationView> {
    const { entry, original } = await this.entries.one(entryId);
    const { basis, version, facts, lines } = explainEntry(entry, this.rules, original);
    return {
      entryId,
      basis,
      rule: entry.rule,
      ruleVersion: entry.ruleVersion,
      meaning: this.rules.find(entry.rule)?.meaning ?? null,
      explainedBy: version ?? null,
      facts: (facts as ExplanationView['facts'] | undefined) ?? null,
      posted: entry.lines.map(toManualLine),
      made: lines.map(toManualLine),
      equal: basis === 'unknown' ? null : sameLines(entry.lines, lines),
    };
  }

  /** Throws `not-found` for an unknown rule, {@link ValidationFailedError} for a version that it does not have. */
  async dryRun(rule: string, { version, from, to, after, limit }: DryRunRequest): Promise<DryRunView> {
    if (!this.rules.find(rule)) throw new NotFoundError('posting-rule', rule);
    const linesOf = this.rules.version(rule, version);
    const goesOn = after === undefined || (await this.entries.isOf(rule, after));
    const faults = [
      ...(linesOf ? [] : [NO_SUCH_VERSION]),
      ...(from < to ? [] : [NO_SPAN]),
      ...(goesOn ? [] : [NO_SUCH_ENTRY]),
    ];
    if (!linesOf || faults.length > 0) throw new ValidationFailedError(faults);
    const entries = await this.entries.standing({ rule, from, to, after }, limit);
    const { differing, accounts, ...counts } = dryRun(entries, linesOf);
    return {
      rule,
      version,
      ...counts,
      differing: differing.length,
      examples: differing.slice(0, EXAMPLES),
      accounts: accounts.map((account) => ({
        ...account,
        differenceFen: account.triedFen - account.postedFen,
      })),
      next: entries.length < limit ? null : (entries.at(-1)?.id ?? null),
    };
  }
}

const NO_SUCH_VERSION = faultOf(
  'version',
  'isVersionOfRule',
  'must be a version that the rule has',
  '必须是该规则已有的版本',
);
const NO_SPAN = faultOf('to', 'isAfterFrom', 'must be after from', '必须晚于 from');
const NO_SUCH_ENTRY = faultOf('after', 'isEntryOfRule', 'must be an entry of the rule', '必须是该规则的凭证');
