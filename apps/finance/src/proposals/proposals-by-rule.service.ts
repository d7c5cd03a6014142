import { Injectable } from '@nestjs/common';
import { readReservationNumber, type BusinessDay } from '@houtai/domain-kit';
import { ReservationNumbers, ValidationFailedError, faultOf } from '@houtai/service-host';
import { factFaults } from '../posting-rules/fact-faults';
import { versionOn } from '../posting-rules/posting-rule';
import { RuleRegistry } from '../posting-rules/rule-registry.service';
import { Proposals } from './proposals.service';

export interface ProposalByRule {
  rule: string;
  facts: Readonly<Record<string, unknown>>;
  day: BusinessDay;
  memo: string;
  maker: string;
}

/** Facts that people give where no event comes yet: the rule makes the lines, and somebody else approves both. */
@Injectable()
export class ProposalsByRule {
  constructor(
    private readonly rules: RuleRegistry,
    private readonly proposals: Proposals,
    private readonly numbers: ReservationNumbers,
  ) {}

  /** Throws {@link ValidationFailedError} with every fault of the facts, refuses `posting-day-out-of-reach`. */
  async propose({ rule: name, facts: written, day, memo, maker }: ProposalByRule): Promise<string> {
    const rule = this.rules.findByHand(name);
    if (!rule) throw new ValidationFailedError([NOT_BY_HAND]);
    const facts = await this.withIds(written);
    const faults = factFaults(rule, facts, 'facts');
    if (faults.length > 0) throw new ValidationFailedError(faults);
    const { version: ruleVersion, lines: linesOf } = versionOn(rule, day);
    const lines = linesOf(facts as never);
    if (lines.length === 0) throw new ValidationFailedError([MOVE_NOTHING]);
    return this.proposals.propose({
      day,
      memo,
      maker,
      lines,
      rule: name,
      ruleVersion,
      kind: rule.kind,
      facts,
    });
  }

  /** Ids as the books write them: in lower case, and that of the order where its number is given. */
  private async withIds(written: ProposalByRule['facts']): Promise<Record<string, unknown>> {
    const facts = Object.fromEntries(
      Object.entries(written).map(([name, fact]) => [name, isId(fact) ? fact.toLowerCase() : fact]),
    );
    const { reservationId } = facts;
    if (typeof reservationId !== 'string' || isId(reservationId)) return facts;
    const read = readReservationNumber(reservationId);
    if (read.is !== 'number') return facts;
    return { ...facts, reservationId: await this.numbers.idOf(read.number, 'reservation') };
  }
}

function isId(fact: unknown): fact is string {
  return typeof fact === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(fact);
}

const NOT_BY_HAND = faultOf(
  'rule',
  'isRuleByHand',
  'must be a posting rule that is given facts by hand',
  '必须是可手工录入业务内容的记账规则',
);
const MOVE_NOTHING = faultOf('facts', 'movesMoney', 'must come to something', '不能全部为 0');
