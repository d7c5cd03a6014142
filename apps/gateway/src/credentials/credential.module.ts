import { Module } from '@nestjs/common';
import { AccessNews } from './access-news.service';
import { CredentialQueries } from './credential.queries';
import { LastUses } from './last-uses.service';
import { PartnerStanding } from './partner-standing.service';

/** What partners' people and keys stand on, and how every instance hears of it. */
@Module({
  providers: [AccessNews, CredentialQueries, LastUses, PartnerStanding],
  exports: [AccessNews, CredentialQueries, LastUses, PartnerStanding],
})
export class CredentialModule {}
