import { Controller } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiFen, ApiId, ReadRoute } from '@houtai/service-host';
import { LedgerVerification } from './verification.queries';

const FAULTS = [
  'unbalanced',
  'sequence-broken',
  'chain-broken',
  'voucher-gap',
  'period-differs',
  'content-changed',
] as const;

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

@ApiTags('ledger')
@Controller('api/v1/ledger-verification')
export class VerificationController {
  constructor(private readonly verification: LedgerVerification) {}

  @ReadRoute('', {
    access: 'ledger:read',
    summary: 'Verify the ledger',
    description: 'Recomputes the hash chain over every entry and line, the voucher numbers and the balances.',
    operationId: 'verifyLedger',
    answers: VerificationView,
  })
  async verify(): Promise<VerificationView> {
    const found = await this.verification.verify();
    return { intact: found.faultCount === 0 && found.debitFen === found.creditFen, ...found };
  }
}
