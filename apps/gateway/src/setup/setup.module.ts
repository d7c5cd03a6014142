import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module';
import { SignInModule } from '../sign-in/sign-in.module';
import { SetUp } from './set-up.service';
import { SetupAnnouncement } from './setup-announcement.service';
import { SetupTokenStore } from './setup-token.store';
import { SetupController } from './setup.controller';

/** The first administrator of a new system. */
@Module({
  imports: [IdentityModule, SignInModule],
  controllers: [SetupController],
  providers: [SetUp, SetupAnnouncement, SetupTokenStore],
})
export class SetupModule {}
