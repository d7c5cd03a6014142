import { Inject, Injectable } from '@nestjs/common';
import { addDays } from '@houtai/domain-kit';
import {
  IDS,
  ValidationFailedError,
  faultOf,
  type IdSource,
  type LocalFault,
  type Reach,
} from '@houtai/service-host';
import { WallClock } from '../clock/wall-clock.service';
import { EndpointRooms } from '../endpoint-desk/endpoint-rooms.service';
import { refuse } from '../webhooks.errors';
import { ReplayQueries } from './replay.queries';
import { ReplayStore } from './replay.store';
import type { ReplayView } from './replay.dto';

const KEPT_DAYS = 30;

export interface ReplayWish {
  endpointId: string;
  since: string;
  until?: string;
  /** What the endpoint subscribes to when absent. */
  eventTypes?: readonly string[];
  missedOnly?: boolean;
}

/** Replays as people ask for them: always to one endpoint, and so inside one partner. */
@Injectable()
export class ReplayDesk {
  constructor(
    private readonly rooms: EndpointRooms,
    private readonly store: ReplayStore,
    private readonly queries: ReplayQueries,
    private readonly clock: WallClock,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  start(wish: ReplayWish, reach: Reach): Promise<ReplayView> {
    const now = this.clock.now();
    const { endpointId, since, until = now, missedOnly = true } = wish;
    return this.rooms.run(async () => {
      const { state } = await this.rooms.reach(endpointId, reach);
      const faults = faultsOf(since, until, now);
      if (faults.length > 0) throw new ValidationFailedError(faults);
      const id = this.ids.next();
      const eventTypes = wish.eventTypes ?? state.eventTypes;
      const { partnerId } = state;
      await this.store.create({ id, partnerId, endpointId, since, until, eventTypes, missedOnly });
      await this.rooms.tryNow(endpointId);
      return this.queries.one(id, reach);
    });
  }

  cancel(id: string, reach: Reach): Promise<ReplayView> {
    return this.rooms.run(async () => {
      const { endpointId, status } = await this.queries.one(id, reach);
      const { state } = await this.rooms.reach(endpointId, reach);
      if (!(await this.store.cancel(id))) refuse('replay-over', { status });
      if (state.ordering === 'subject') await this.rooms.rearrange(endpointId);
      return this.queries.one(id, reach);
    });
  }
}

function faultsOf(since: string, until: string, now: string): LocalFault[] {
  const kept = addDays(now, -KEPT_DAYS);
  const [oldEn, oldZh] = [`must not be more than ${KEPT_DAYS} days ago`, `不能早于 ${KEPT_DAYS} 天前`];
  return [
    ...(since < kept ? [faultOf('since', 'isKept', oldEn, oldZh)] : []),
    ...(since > now ? [faultOf('since', 'isPast', 'must lie in the past', '必须是过去的时间')] : []),
    ...(until <= since && since <= now
      ? [faultOf('until', 'isLater', 'must be later than since', '必须晚于 since')]
      : []),
  ];
}
