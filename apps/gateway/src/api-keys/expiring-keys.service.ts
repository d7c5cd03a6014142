import { DueWorker, type DueItem, type DueItems } from '@houtai/service-host';
import { WallClock } from '../identity/wall-clock.service';
import { ApiKeyStore } from './api-key.store';

/** Tells that keys end in 30, 7 and 1 days. In system time, as keys are good by it in simulations too. */
@DueWorker()
export class ExpiringKeys implements DueItems {
  readonly name = 'expiring-keys';
  readonly chunk = 50;

  constructor(
    private readonly keys: ApiKeyStore,
    private readonly clock: WallClock,
  ) {}

  findDue(_now: string, limit: number): Promise<DueItem[]> {
    return this.keys.toBeToldOf(this.clock.now(), limit);
  }

  async handle(ids: readonly string[]): Promise<void> {
    const at = this.clock.now();
    await this.keys.handleMany(ids.map((id) => ({ id, command: { type: 'TellOfExpiry', at } })));
  }
}
