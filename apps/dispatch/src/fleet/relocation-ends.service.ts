import { Injectable } from '@nestjs/common';
import type { Instant } from '@houtai/domain-kit';
import { BindingService } from '../allocations/binding.service';
import { RelocationStore, type Undriven } from '../planning/relocation.store';
import type { VehicleStop } from './vehicle-place.store';

/** A planned drive was made, or was not. From then on the promise needs its vehicle for its own time alone. */
@Injectable()
export class RelocationEnds {
  constructor(
    private readonly relocations: RelocationStore,
    private readonly bindings: BindingService,
  ) {}

  async arrive({ vehicleId, branchId, at }: VehicleStop, now: Instant): Promise<void> {
    await this.shorten(await this.relocations.arrive(vehicleId, branchId, at), now);
  }

  /** What was promised is then planned on a vehicle that is elsewhere; the repair that follows finds that. */
  async miss(vehicleId: string, now: Instant): Promise<void> {
    await this.shorten(await this.relocations.miss(vehicleId, now), now);
  }

  private async shorten(ended: readonly Undriven[], now: Instant): Promise<void> {
    const starts = new Map(ended.map(({ reservationId, from }) => [reservationId, from]));
    for (const [reservationId, from] of starts)
      await this.bindings.shift(reservationId, from, undefined, now);
  }
}
