import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ReadRoute, ValidationFailedError, faultOf } from '@houtai/service-host';
import { VerificationFilter, VerificationView } from './verification.dto';
import { LedgerVerification } from './verification.queries';

@ApiTags('ledger')
@Controller('api/v1/ledger-verification')
export class VerificationController {
  constructor(private readonly verification: LedgerVerification) {}

  @ReadRoute('', {
    access: 'ledger:read',
    summary: 'Verify the ledger',
    description:
      'Recomputes the hash chain over every entry and line, the voucher numbers and the balances, and compares receivables, holds, payments and published events with the entries. A head of the chain that was kept outside (the log tells one a day) shows whether the chain was cut or forged as a whole.',
    operationId: 'verifyLedger',
    answers: VerificationView,
  })
  async verify(@Query() { headSeq: seq, headHash: hash }: VerificationFilter): Promise<VerificationView> {
    if ((seq === undefined) !== (hash === undefined)) throw new ValidationFailedError([HALF_A_HEAD]);
    return this.verification.verify(seq !== undefined && hash !== undefined ? { seq, hash } : undefined);
  }
}

const HALF_A_HEAD = faultOf(
  'headSeq',
  'hasItsHash',
  'must be given together with headHash',
  '须与 headHash 同时提供',
);
