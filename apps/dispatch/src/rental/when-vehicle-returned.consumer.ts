import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { vehicleReturnedV1, type VehicleReturnedV1 } from '@houtai/event-catalogue';
import { toInstant } from '@houtai/domain-kit';
import { ReturnService } from './return.service';

@Controller()
export class WhenVehicleReturned {
  constructor(private readonly returns: ReturnService) {}

  @EventPattern(vehicleReturnedV1.type)
  async handle(@Payload() data: VehicleReturnedV1): Promise<void> {
    const { reservationId, vehicleId, branchId, returnedAt } = data;
    await this.returns.takeBack({ reservationId, vehicleId, branchId, returnedAt: toInstant(returnedAt) });
  }
}
