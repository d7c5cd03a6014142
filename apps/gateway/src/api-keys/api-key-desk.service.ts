import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@houtai/messaging';
import { addDays, type Instant } from '@houtai/domain-kit';
import { NotFoundError, type Page, covers, type Reach } from '@houtai/service-host';
import { refuse } from '../gateway.errors';
import { AccessNews } from '../credentials/access-news.service';
import { PartnerDesk } from '../partners/partner-desk.service';
import { DEFAULT_KEY_DAYS, type ApiKey, type ApiKeyCommand } from './api-key';
import type { ApiKeyFilter } from './api-key-filter.dto';
import { ApiKeyStore, type StoredApiKey } from './api-key.store';
import { KeySecrets } from './key-secrets.service';

type Change = Extract<ApiKeyCommand, { type: 'NarrowKey' | 'RevokeKey' }>;

export interface NewKey extends Pick<ApiKey, 'partnerId' | 'name' | 'scopes' | 'networks' | 'createdBy'> {
  /** Default: a year from now. */
  expiresAt?: Instant;
}

export interface Rotation {
  overlapHours: number;
  /** Of the successor; default: a year from now. */
  expiresAt?: Instant;
  createdBy: string;
}

/** A key with its text, which nobody can show again. */
export interface ShownKey {
  stored: StoredApiKey;
  text: string;
}

/** Keys of partners' systems: what is done with them, and that every instance hears of it. */
@Injectable()
export class ApiKeyDesk {
  constructor(
    private readonly store: ApiKeyStore,
    private readonly partners: PartnerDesk,
    private readonly secrets: KeySecrets,
    private readonly news: AccessNews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Throws not-found for a partner that is out of reach, `partner-ended`. */
  async create(wish: NewKey, reach: Reach, at: Instant): Promise<ShownKey> {
    const { state } = await this.partners.get(wish.partnerId, reach);
    if (state.status === 'ended') return refuse('partner-ended');
    return this.make(wish, at);
  }

  list(filter: ApiKeyFilter, reach: Reach, at: Instant): Promise<Page<StoredApiKey>> {
    return this.store.list(filter, reach, at);
  }

  lastUses(keys: readonly StoredApiKey[]): Promise<ReadonlyMap<string, Instant>> {
    return this.store.lastUses(keys.map(({ state }) => state.keyId));
  }

  /** Throws not-found, for a key of another partner as well. */
  async get(id: string, reach: Reach): Promise<StoredApiKey> {
    const stored = await this.store.get(id);
    if (!covers(reach, stored.state.partnerId)) throw new NotFoundError('api key', id);
    return stored;
  }

  /**
   * Gives a key one successor with the same scopes and networks; both are good until the overlap is over.
   * Throws not-found, stale-version, `key-already-rotated`, `key-not-active`.
   */
  async rotate(
    id: string,
    { overlapHours, expiresAt, createdBy }: Rotation,
    about: { reach: Reach; at: Instant; ifMatch?: number },
  ): Promise<ShownKey> {
    const { reach, at, ifMatch } = about;
    await this.get(id, reach);
    return this.unitOfWork.run(async () => {
      const fresh = this.secrets.fresh();
      const command = { type: 'RotateKey', successorId: fresh.keyId, overlapHours, at } as const;
      const { state } = await this.store.handle(id, command, { ifMatch });
      const { partnerId, name, scopes, networks } = state;
      await this.news.tell(partnerId);
      return this.make({ partnerId, name, scopes, networks, expiresAt, createdBy }, at, fresh);
    });
  }

  /** Throws not-found, stale-version, `key-not-active`, `key-only-narrows`. */
  async change(id: string, command: Change, reach: Reach, ifMatch?: number): Promise<StoredApiKey> {
    const { state } = await this.get(id, reach);
    return this.unitOfWork.run(async () => {
      const stored = await this.store.handle(id, command, { ifMatch });
      await this.news.tell(state.partnerId);
      return stored;
    });
  }

  private async make(wish: NewKey, at: Instant, fresh = this.secrets.fresh()): Promise<ShownKey> {
    const { keyId, secretHash, text } = fresh;
    const expiresAt = wish.expiresAt ?? addDays(at, DEFAULT_KEY_DAYS);
    const stored = await this.store.create({ type: 'CreateKey', ...wish, keyId, secretHash, expiresAt, at });
    return { stored, text };
  }
}
