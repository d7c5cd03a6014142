import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { handoverRefusedV1, type HandoverRefusedV1 } from '@houtai/event-catalogue';
import { CLOCK, type Clock } from '@houtai/service-host';
import { SwapService } from '../capacities/swap.service';

/** The customer stands there and this vehicle does not leave the yard: another one is offered, if there is one. */
@Controller()
export class WhenHandoverRefused {
  constructor(
    private readonly swaps: SwapService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Where the customer may not drive at all, or came too late, no other vehicle helps. */
  @EventPattern(handoverRefusedV1.type)
  async offerAnother(@Payload() { reservationId, vehicleId, points }: HandoverRefusedV1): Promise<void> {
    const anotherHelps = points.every(({ concerns }) => concerns === 'vehicle' || concerns === 'inspection');
    if (!anotherHelps || !points.some(({ concerns }) => concerns === 'vehicle')) return;
    await this.swaps.trySwap(reservationId, this.clock.now(), vehicleId);
  }
}
