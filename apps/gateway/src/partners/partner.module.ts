import { Module } from '@nestjs/common';
import { sealAnew } from '@houtai/service-host';
import { CredentialModule } from '../credentials/credential.module';
import { PartnerDesk } from './partner-desk.service';
import { PartnerController } from './partner.controller';
import { SEALED_CONTACTS } from './partner.row';
import { PartnerStore } from './partner.store';

@Module({
  imports: [CredentialModule],
  controllers: [PartnerController],
  providers: [PartnerStore, PartnerDesk, ...sealAnew(SEALED_CONTACTS)],
  exports: [PartnerStore, PartnerDesk],
})
export class PartnerModule {}
