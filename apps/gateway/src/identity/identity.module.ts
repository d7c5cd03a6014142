import { Module } from '@nestjs/common';
import { CredentialModule } from '../credentials/credential.module';
import { Callers } from './callers.service';
import { ForeignIssuer } from './foreign-issuer.service';
import { Identities } from './identities.service';
import { KeyCheck } from './key-check.service';
import { KeySetController } from './key-set.controller';
import { SigningKey } from './signing-key.service';
import { WallClock } from './wall-clock.service';

@Module({
  imports: [CredentialModule],
  controllers: [KeySetController],
  providers: [SigningKey, ForeignIssuer, Identities, WallClock, KeyCheck, Callers],
  exports: [SigningKey, WallClock, Callers],
})
export class IdentityModule {}
