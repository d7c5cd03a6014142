import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { IdentityModule } from '../identity/identity.module';
import { LeaseStore } from '../limits/lease.store';
import { PartnerLimits } from '../limits/partner-limits.service';
import { SharedLimits } from '../limits/shared-limits.service';
import { RoutesModule } from '../routes/routes.module';
import { CrossOrigin } from './cross-origin.service';
import { Edge } from './edge.service';
import { EntryHooks } from './entry.service';
import { Forwarding } from './forwarding.service';
import { RateLimits } from './rate-limits.service';

@Module({
  imports: [AuditModule, IdentityModule, RoutesModule],
  providers: [CrossOrigin, Edge, EntryHooks, Forwarding, RateLimits, LeaseStore, SharedLimits, PartnerLimits],
})
export class ForwardingModule {}
