import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Matches, Min } from 'class-validator';
import { ApiFen, ApiId, MayBeAbsent } from '@houtai/service-host';
import type { SealFault } from './seal-chain';

const FAULTS = [
  'unbalanced',
  'sequence-broken',
  'chain-broken',
  'voucher-gap',
  'period-differs',
  'content-changed',
  'version-unknown',
] as const satisfies (SealFault | 'unbalanced')[];

export class LedgerFaultView {
  @ApiId('Entry') entryId: string;
  @ApiProperty({ type: 'integer', nullable: true }) seq: number | null;
  @ApiProperty({ enum: FAULTS }) fault: (typeof FAULTS)[number];
}

const KEPT = ['receivable', 'hold', 'payment', 'facts', 'event', 'partner-month'] as const;

/** Something that hangs on the books and says something else than they do. */
export class DisagreementView {
  @ApiProperty({
    enum: KEPT,
    description:
      'What disagrees: `1122` of an order with its receivable, captures with the hold, a payment with its entry, the facts of an entry with their hash, a published event with its entry, a month of a partner with its lines',
  })
  between: (typeof KEPT)[number];
  @ApiId('Order, payment, entry or partner') id: string;
  @ApiFen('As the entries say') ledgerFen: number;
  @ApiFen('As it is kept') keptFen: number;
}

/** A head of the chain that was kept outside of the database. */
export class VerificationFilter {
  @MayBeAbsent()
  @ApiProperty({
    type: 'integer',
    description: 'Number of a seal that is known from elsewhere; with its hash',
  })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  headSeq?: number;

  @MayBeAbsent()
  @ApiProperty({ description: 'Hash of that seal, hex, as it was told outside of the database' })
  @Matches(/^[0-9a-f]{64}$/)
  headHash?: string;
}

export class VerificationView {
  @ApiProperty({
    description:
      'No fault and no disagreement was found, debits equal credits, and the head that was given is in the chain',
  })
  intact: boolean;
  @ApiProperty({ type: 'integer' }) entries: number;
  @ApiProperty({ type: 'integer', description: 'Entries with a voucher number and a place in the chain' })
  sealed: number;
  @ApiProperty({ description: 'SHA-256 of the last seal, hex' }) headHash: string;
  @ApiFen('All debits') debitFen: number;
  @ApiFen('All credits') creditFen: number;
  @ApiProperty({ type: 'integer' }) faultCount: number;
  @ApiProperty({ type: [LedgerFaultView], description: 'The first hundred' }) faults: LedgerFaultView[];
  @ApiProperty({ type: [DisagreementView], description: 'The first hundred of each kind' })
  disagreements: DisagreementView[];
  @ApiProperty({
    type: 'boolean',
    nullable: true,
    description: 'Whether the chain still has the head that was given; null without one',
  })
  headFound: boolean | null;
}
