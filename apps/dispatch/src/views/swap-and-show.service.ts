import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@houtai/service-host';
import { SwapService, type SwapWish } from '../allocation/swap.service';
import type { AllocationView } from './allocation.dto';

/** A swap by hand, answered with the new allocation. */
@Injectable()
export class SwapAndShow {
  constructor(
    private readonly swaps: SwapService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async swap(reservationId: string, wish: SwapWish): Promise<AllocationView> {
    const now = this.clock.now();
    const { allocationId: id, during, ...binding } = await this.swaps.swap(reservationId, now, wish);
    return {
      id,
      reservationId: binding.reservationId,
      vehicleId: binding.vehicleId,
      classCode: binding.classCode,
      from: during.from,
      to: during.to,
      status: 'active',
      inUse: false,
      releaseReason: null,
      allocatedAt: now,
      releasedAt: null,
      version: 1,
    };
  }
}
