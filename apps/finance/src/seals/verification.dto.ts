import { ApiProperty } from '@nestjs/swagger';
import { ApiFen, ApiId } from '@houtai/service-host';
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

export class VerificationView {
  @ApiProperty({ description: 'No fault was found and debits equal credits' }) intact: boolean;
  @ApiProperty({ type: 'integer' }) entries: number;
  @ApiProperty({ type: 'integer', description: 'Entries with a voucher number and a place in the chain' })
  sealed: number;
  @ApiProperty({ description: 'SHA-256 of the last seal, hex' }) headHash: string;
  @ApiFen('All debits') debitFen: number;
  @ApiFen('All credits') creditFen: number;
  @ApiProperty({ type: 'integer' }) faultCount: number;
  @ApiProperty({ type: [LedgerFaultView], description: 'The first hundred' }) faults: LedgerFaultView[];
}
