import { Module } from '@nestjs/common';
import { PartnerSettlementController } from './partner-settlement.controller';
import { PartnerSettlementQueries } from './partner-settlement.queries';

@Module({ controllers: [PartnerSettlementController], providers: [PartnerSettlementQueries] })
export class PartnerSettlementModule {}
