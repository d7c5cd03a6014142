import { Module } from '@nestjs/common';
import { ForeignIssuer } from './foreign-issuer.service';
import { Identities } from './identities.service';
import { KeySetController } from './key-set.controller';
import { SigningKey } from './signing-key.service';
import { WallClock } from './wall-clock.service';

@Module({
  controllers: [KeySetController],
  providers: [SigningKey, ForeignIssuer, Identities, WallClock],
  exports: [SigningKey, Identities, WallClock],
})
export class IdentityModule {}
