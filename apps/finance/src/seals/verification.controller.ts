import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReadRoute } from '@houtai/service-host';
import { VerificationView } from './verification.dto';
import { LedgerVerification } from './verification.queries';

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
    return this.verification.verify();
  }
}
