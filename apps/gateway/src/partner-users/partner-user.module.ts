import { Module } from '@nestjs/common';
import { CredentialModule } from '../credentials/credential.module';
import { PartnerModule } from '../partners/partner.module';
import { SignInModule } from '../sign-in/sign-in.module';
import { PartnerUserController } from './partner-user.controller';
import { PartnerUsers } from './partner-users.service';

@Module({
  imports: [CredentialModule, PartnerModule, SignInModule],
  controllers: [PartnerUserController],
  providers: [PartnerUsers],
})
export class PartnerUserModule {}
