import type { OutgoingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { grants } from '@houtai/service-host';
import { GatewayConfig } from '../gateway.config';
import { refuse } from '../gateway.errors';
import type { LiveCaller } from './caller-rights.service';
import type { Listener } from './listener';
import { LiveLogStore } from './live-log.store';
import { judgeResume } from './live-position';
import { LiveStream } from './live-stream.service';
import { LiveStreams } from './live-streams.service';
import { StreamPlaces } from './stream-places.store';
import { StreamRights } from './stream-rights.service';
import { TOPIC_RIGHTS, type LiveTopic } from './live-topics';

export interface Wish {
  readonly topics: readonly LiveTopic[];
  readonly branchId: string | undefined;
  /** Position of the last event received. */
  readonly after: string | undefined;
}

/** Lets a caller listen. */
@Injectable()
export class LiveOpening {
  constructor(
    private readonly config: GatewayConfig,
    private readonly log: LiveLogStore,
    private readonly places: StreamPlaces,
    private readonly rights: StreamRights,
    private readonly streams: LiveStreams,
  ) {}

  /** Throws `topics-forbidden`, `too-many-streams`, and `unauthenticated` for a caller who has lost what the token says. */
  async open({ topics, branchId, after }: Wish, caller: LiveCaller, reply: FastifyReply): Promise<void> {
    this.streams.refuseWhenDraining();
    const { partnerId } = caller.actor;
    const forbidden = topics.filter((topic) => !mayListen(caller, topic));
    if (forbidden.length > 0) refuse('topics-forbidden', { topics: forbidden.join(', ') });
    await this.rights.demand(caller);
    const place = await this.places.take(caller.actor.id);
    try {
      await this.begin({ topics: new Set(topics), branchId, partnerId }, after, caller, place, reply);
    } catch (error) {
      await this.places.leave(place);
      throw error;
    }
  }

  private async begin(
    listener: Listener,
    after: string | undefined,
    caller: LiveCaller,
    place: string,
    reply: FastifyReply,
  ): Promise<void> {
    const head = await this.log.head();
    const resume = after === undefined ? undefined : judgeResume(after, head);
    const from = resume?.kind === 'resume' ? resume.after : head.lastId;
    const { raw } = reply;
    const headers = reply.getHeaders() as OutgoingHttpHeaders;
    const parts = { listener, caller, headers, mostBuffered: this.config.liveBufferBytes };
    const stream = new LiveStream(raw, parts, head.epoch, from);
    const over = () => {
      this.streams.remove(stream);
      void this.places.leave(place);
    };
    reply.hijack();
    if (stream.ended) return over();
    raw.once('close', over);
    stream.begin();
    if (resume?.kind === 'reset') stream.reset(head.epoch, head.lastId, resume.reason);
    this.streams.add(stream);
  }
}

function mayListen({ actor, permissions }: LiveCaller, topic: LiveTopic): boolean {
  const { permission, partners } = TOPIC_RIGHTS[topic];
  return grants(permissions, permission) && (partners || actor.partnerId === undefined);
}
