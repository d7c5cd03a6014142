import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module';
import { AuditLog } from './audit-log.service';
import { AuditController } from './audit.controller';
import { AuditQueries } from './audit.queries';
import { AuditStore } from './audit.store';

@Module({
  imports: [IdentityModule],
  controllers: [AuditController],
  providers: [AuditQueries, AuditStore, AuditLog],
  exports: [AuditLog],
})
export class AuditModule {}
