import { Module } from '@nestjs/common';
import { AccountStore } from '../accounts/account.store';
import { Accounts } from '../accounts/accounts.service';
import { DemoAccounts } from '../accounts/demo-accounts.service';
import { DemoPartners } from '../accounts/demo-partners.service';
import { PasswordCheck } from '../accounts/password-check.service';
import { PasswordHash } from '../accounts/password-hash.service';
import { UserAccountController } from './user-account.controller';
import { CredentialModule } from '../credentials/credential.module';
import { PartnerModule } from '../partners/partner.module';
import { IdentityModule } from '../identity/identity.module';
import { AuthController } from './auth.controller';
import { SessionCleaning } from './session-cleaning.service';
import { Guessing } from './guessing.service';
import { SessionStore } from './session.store';
import { Sessions } from './sessions.service';
import { SignInFailureStore } from './sign-in-failure.store';
import { SignIn } from './sign-in.service';

/** Built-in accounts and their sessions. */
@Module({
  imports: [CredentialModule, IdentityModule, PartnerModule],
  controllers: [AuthController, UserAccountController],
  providers: [
    AccountStore,
    Accounts,
    DemoAccounts,
    DemoPartners,
    PasswordHash,
    PasswordCheck,
    Guessing,
    SessionStore,
    SignInFailureStore,
    Sessions,
    SignIn,
    SessionCleaning,
  ],
  exports: [AccountStore, Accounts, Sessions],
})
export class SignInModule {}
