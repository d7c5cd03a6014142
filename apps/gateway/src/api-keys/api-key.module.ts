import { Module } from '@nestjs/common';
import { CredentialModule } from '../credentials/credential.module';
import { IdentityModule } from '../identity/identity.module';
import { PartnerModule } from '../partners/partner.module';
import { ApiKeyDesk } from './api-key-desk.service';
import { ApiKeyController } from './api-key.controller';
import { ApiKeyStore } from './api-key.store';
import { ExpiringKeys } from './expiring-keys.service';
import { KeySecrets } from './key-secrets.service';

@Module({
  imports: [CredentialModule, IdentityModule, PartnerModule],
  controllers: [ApiKeyController],
  providers: [ApiKeyStore, ApiKeyDesk, KeySecrets, ExpiringKeys],
})
export class ApiKeyModule {}
