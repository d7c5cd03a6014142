import { Module } from '@nestjs/common';
import { PricingModule } from '../pricing/pricing.module';
import { ReferenceDataModule } from '../reference-data/reference-data.module';
import { ReservationModule } from '../reservations/reservation.module';
import { VehicleModule } from '../vehicles/vehicle.module';
import { AgreementController } from './agreement.controller';
import { AgreementDesk } from './agreement-desk.service';
import { AgreementQueries } from './agreement.queries';
import { AgreementStore } from './agreement.store';
import { CloseAgreements } from './close-agreements.service';
import { DeclareOverdue } from './declare-overdue.service';
import { HandoverGate } from './handover-gate.service';
import { HandoverService } from './handover.service';
import { OverdueController } from './overdue.controller';
import { WhenReceivableCleared } from './when-receivable-cleared.consumer';

@Module({
  imports: [PricingModule, ReferenceDataModule, ReservationModule, VehicleModule],
  controllers: [AgreementController, OverdueController, WhenReceivableCleared],
  providers: [
    AgreementStore,
    AgreementQueries,
    AgreementDesk,
    HandoverGate,
    HandoverService,
    DeclareOverdue,
    CloseAgreements,
  ],
  exports: [AgreementStore, AgreementDesk, HandoverService],
})
export class AgreementModule {}
