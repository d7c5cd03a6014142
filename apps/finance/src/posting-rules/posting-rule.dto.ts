import { ApiProperty } from '@nestjs/swagger';
import type { EntryKind } from './entry-draft';

export class RuleVersionView {
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'First posting day for which it holds; null of one that is only tried',
  })
  from: string | null;
}

export class PostingRuleView {
  @ApiProperty() rule: string;
  @ApiProperty({ description: 'When, and which lines' }) meaning: string;
  @ApiProperty({ enum: ['normal', 'accrual', 'closing'] }) kind: EntryKind;
  @ApiProperty({
    enum: ['events', 'hand'],
    description: 'Whether it follows from what happens, or facts are given to `proposeByRule`',
  })
  source: 'events' | 'hand';
  @ApiProperty({ type: [RuleVersionView], description: 'The latest first, those that are only tried last' })
  versions: RuleVersionView[];
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'JSON Schema of the facts that are given by hand',
  })
  factsSchema: Record<string, unknown> | null;
}

export class PostingRulesView {
  @ApiProperty({ type: [PostingRuleView] }) rules: PostingRuleView[];
}
