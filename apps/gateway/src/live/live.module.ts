import { Module } from '@nestjs/common';
import { CredentialModule } from '../credentials/credential.module';
import { IdentityModule } from '../identity/identity.module';
import { CallerRights } from './caller-rights.service';
import { LiveCleaning } from './live-cleaning.service';
import { LiveController } from './live.controller';
import { LiveLogStore } from './live-log.store';
import { LiveNotices } from './live-notices.service';
import { LiveOpening } from './live-opening.service';
import { LiveStreams } from './live-streams.service';
import { LiveTicketStore } from './live-ticket.store';
import { LiveTickets } from './live-tickets.service';
import { LogFollower } from './log-follower.service';
import { StreamPlaces } from './stream-places.store';
import { StreamRights } from './stream-rights.service';
import { StaffRights } from './staff-rights.queries';
import { WhenAnythingHappens } from './when-anything-happens.consumer';

@Module({
  imports: [CredentialModule, IdentityModule],
  controllers: [LiveController, WhenAnythingHappens],
  providers: [
    LiveLogStore,
    LiveNotices,
    LogFollower,
    LiveStreams,
    StreamPlaces,
    StreamRights,
    StaffRights,
    CallerRights,
    LiveTicketStore,
    LiveTickets,
    LiveOpening,
    LiveCleaning,
  ],
})
export class LiveModule {}
