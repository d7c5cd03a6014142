import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { ApiFen, ApiId, IsDay, IsId, IsWhole, MayBeAbsent } from '@houtai/service-host';
import { ManualLine } from '../ledger/entry.dto';

const BASES = ['rule', 'hand', 'reversal', 'unknown'] as const;

export class ExplanationView {
  @ApiId('Entry') entryId: string;
  @ApiProperty({
    enum: BASES,
    description:
      'What makes its lines: a rule, the hands of people, the entry that it reverses, or nothing that was kept',
  })
  basis: (typeof BASES)[number];
  @ApiProperty() rule: string;
  @ApiProperty({ type: 'integer', description: 'Version that posted it' }) ruleVersion: number;
  @ApiProperty({ type: 'string', nullable: true }) meaning: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Version that makes the lines below: the same, or the one that holds on its day where that is gone',
  })
  explainedBy: number | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'What the rule is given: the facts of the cause, and what they are about',
  })
  facts: Record<string, unknown> | null;
  @ApiProperty({ type: [ManualLine], description: 'As they are posted' }) posted: ManualLine[];
  @ApiProperty({ type: [ManualLine], description: 'As they are made today' }) made: ManualLine[];
  @ApiProperty({
    type: 'boolean',
    nullable: true,
    description: 'Both come to the same on every account and dimension; null of an unknown basis',
  })
  equal: boolean | null;
}

export class DryRunRequest {
  @IsWhole(1, 32_767, { description: 'Version of the rule that is tried', example: 2 })
  version: number;

  @IsDay({ description: 'Entries of this day or later', example: '2027-03-01' })
  from: string;

  @IsDay({ description: 'Entries before this day', example: '2027-04-01' })
  to: string;

  @MayBeAbsent()
  @IsId({ description: '`next` of the answer before, where the span was too much for one' })
  after?: string;

  @MayBeAbsent()
  @IsWhole(1, 10_000, { default: 5000, description: 'Entries for one answer' })
  limit: number = 5000;
}

export class AccountDifferenceView {
  @ApiProperty() account: string;
  @ApiFen('As posted, debit less credit') postedFen: number;
  @ApiFen('As the version makes it, debit less credit') triedFen: number;
  @ApiFen('What the version would have posted more') differenceFen: number;
}

export class DryRunView {
  @ApiProperty() rule: string;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ type: 'integer', description: 'Entries that were made anew' }) entries: number;
  @ApiProperty({ type: 'integer', description: 'Entries of which no facts were kept: they were not' })
  unexplained: number;
  @ApiProperty({ type: 'integer', description: 'Entries whose lines become others' }) differing: number;
  @ApiProperty({ type: 'string', format: 'uuid', isArray: true, description: 'The first of them, up to 20' })
  examples: string[];
  @ApiProperty({ type: [AccountDifferenceView], description: 'Accounts on which it makes a difference' })
  accounts: AccountDifferenceView[];
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: '`after` for the rest of the span, whose answer adds to this one; null when this is all',
  })
  next: string | null;
}

export class RuleParam {
  @ApiProperty({ description: 'Name of the posting rule', examples: ['rental-settled'] })
  @Matches(/^[a-z][a-z0-9-]{0,63}$/)
  rule: string;
}
