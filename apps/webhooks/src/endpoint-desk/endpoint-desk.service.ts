import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { IDS, type IdSource, type Reach } from '@houtai/service-host';
import { WallClock } from '../clock/wall-clock.service';
import type { EndpointWish } from '../endpoints/endpoint';
import { EndpointRooms } from './endpoint-rooms.service';
import { EndpointStore, type StoredEndpoint } from '../endpoints/endpoint.store';

/** What owners do with their endpoints. Each is one transaction, in which nothing of the partner is added or ended. */
@Injectable()
export class EndpointDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly endpoints: EndpointStore,
    private readonly rooms: EndpointRooms,
    private readonly clock: WallClock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** @returns also the secret, which nobody is shown again */
  create(partnerId: string, wish: EndpointWish): Promise<{ stored: StoredEndpoint; secret: string }> {
    return this.unitOfWork.run(async () => {
      await this.rooms.enter(partnerId);
      const [id, at] = [this.ids.next(), this.clock.now()];
      const stored = await this.endpoints.create({ type: 'CreateEndpoint', id, partnerId, wish, at });
      return { stored, secret: await this.rooms.furnish(id) };
    });
  }

  change(id: string, reach: Reach, wish: EndpointWish, ifMatch?: number): Promise<StoredEndpoint> {
    return this.within(id, reach, async ({ state: before }) => {
      const command = { type: 'ChangeEndpoint', wish, at: this.clock.now() } as const;
      const stored = await this.endpoints.handle(id, reach, command, { ifMatch });
      await this.rooms.reorder(id, before.ordering, wish.ordering);
      return stored;
    });
  }

  pause(id: string, reach: Reach): Promise<StoredEndpoint> {
    return this.within(id, reach, () =>
      this.endpoints.handle(id, reach, { type: 'PauseEndpoint', at: this.clock.now() }),
    );
  }

  resume(id: string, reach: Reach): Promise<StoredEndpoint> {
    return this.within(id, reach, async () => {
      const stored = await this.endpoints.handle(id, reach, { type: 'ResumeEndpoint', at: this.clock.now() });
      await this.rooms.open(id);
      return stored;
    });
  }

  /** It answered a test. */
  async noteAnswered(id: string, reach: Reach): Promise<StoredEndpoint> {
    return this.within(id, reach, async () => {
      const stored = await this.endpoints.handle(id, reach, { type: 'NoteAnswered', at: this.clock.now() });
      await this.rooms.open(id);
      return stored;
    });
  }

  remove(id: string, reach: Reach): Promise<void> {
    return this.within(id, reach, async () => {
      await this.endpoints.handle(id, reach, { type: 'DeleteEndpoint', at: this.clock.now() });
      await this.rooms.clear(id);
    });
  }

  rotateSecret(id: string, reach: Reach, overlapHours: number) {
    return this.within(id, reach, async (stored) => ({
      stored,
      secret: await this.rooms.newKey(id, overlapHours),
    }));
  }

  private within<T>(id: string, reach: Reach, work: (stored: StoredEndpoint) => Promise<T>): Promise<T> {
    return this.unitOfWork.run(async () => work(await this.rooms.reach(id, reach)));
  }
}
