import { ApiProperty } from '@nestjs/swagger';
import { IsObject, Matches } from 'class-validator';
import { ApiId, IsDay, IsOneOf, IsText, MayBeAbsent, SortedFilter } from '@houtai/service-host';
import { ManualLine } from '../ledger/entry.dto';
import type { ProposalState } from './proposal.store';

const STATES = ['open', 'approved', 'rejected'] as const satisfies ProposalState[];

export class ProposeByRuleRequest {
  @ApiProperty({
    description: 'One that is given facts by hand, see `listPostingRules`',
    examples: ['provider-settled'],
  })
  @Matches(/^[a-z][a-z0-9-]{0,63}$/)
  rule: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'As the schema of the rule says',
    example: { amountFen: 113_000, at: '1012', into: '1002' },
  })
  @IsObject()
  facts: Record<string, unknown>;

  @IsDay({ description: 'Its period must be open; it decides the version of the rule' })
  postingDate: string;

  @IsText(500, { description: 'What it is for', examples: ['Settlement of the payment provider'] })
  memo: string;
}

export class ProposalFilter extends SortedFilter('-id') {
  @MayBeAbsent()
  @IsOneOf(STATES)
  state?: ProposalState;
}

export class ProposalView {
  @ApiId('Proposal') id: string;
  @ApiProperty({ enum: ['entry', 'reversal'] }) kind: 'entry' | 'reversal';
  @ApiProperty({ enum: STATES }) state: ProposalState;
  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'Null: on the day it is approved',
  })
  postingDate: string | null;
  @ApiProperty() memo: string;
  @ApiProperty({
    type: [ManualLine],
    description: 'Empty of a reversal, whose lines are those of the entry in red',
  })
  lines: ManualLine[];
  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Posting rule that made the lines; null by hand',
  })
  rule: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) ruleVersion: number | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'What the rule made the lines of',
  })
  facts: Record<string, unknown> | null;
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'Entry to be reversed, with all that was posted for the same cause',
  })
  reverses: string | null;
  @ApiProperty({
    type: 'string',
    format: 'uuid',
    isArray: true,
    description: 'What was posted once it was approved',
  })
  entryIds: string[];
  @ApiProperty({ description: 'Account id of who proposed it' }) maker: string;
  @ApiProperty({ type: 'string', nullable: true, description: 'Account id of who decided' })
  checker: string | null;
  @ApiProperty({ type: 'string', format: 'date-time' }) proposedAt: string;
  @ApiProperty({ type: 'string', format: 'date-time', nullable: true }) decidedAt: string | null;
  @ApiProperty({ type: 'integer' }) version: number;
}
