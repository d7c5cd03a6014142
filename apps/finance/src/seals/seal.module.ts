import { Module } from '@nestjs/common';
import { SealStore } from './seal.store';
import { SealingStore } from './sealing.store';
import { Sealer } from './sealer.service';
import { SubLedgers } from './sub-ledgers.queries';
import { VerificationController } from './verification.controller';
import { LedgerVerification } from './verification.queries';

@Module({
  controllers: [VerificationController],
  providers: [LedgerVerification, Sealer, SealingStore, SealStore, SubLedgers],
})
export class SealModule {}
