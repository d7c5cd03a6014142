import { Module } from '@nestjs/common';
import { AccountStanding } from './account-standing.service';
import { AccessNews } from './access-news.service';
import { CredentialQueries } from './credential.queries';
import { LastUses } from './last-uses.service';

/** What people and keys stand on, and how every instance hears of it. */
@Module({
  providers: [AccessNews, CredentialQueries, LastUses, AccountStanding],
  exports: [AccessNews, CredentialQueries, LastUses, AccountStanding],
})
export class CredentialModule {}
