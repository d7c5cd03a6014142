import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { agreementOpenedV1, type AgreementOpenedV1 } from '@houtai/event-catalogue';
import { VehicleStore } from './vehicle.store';

@Controller()
export class WhenAgreementOpened {
  constructor(private readonly vehicles: VehicleStore) {}

  @EventPattern(agreementOpenedV1.type)
  async handle(
    @Payload() { agreementId, reservationId, vehicleId, pickUp, odometerKm, openedAt }: AgreementOpenedV1,
  ) {
    const { branchId } = pickUp;
    const rental = { agreementId, reservationId, branchId, odometerKm };
    await this.vehicles.handle(vehicleId, { type: 'note-handover', ...rental, at: openedAt });
  }
}
