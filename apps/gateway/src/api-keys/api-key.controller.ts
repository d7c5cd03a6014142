import { Body, Controller, Header, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Actor,
  CommandRoute,
  CreateRoute,
  IdParam,
  IfMatch,
  PageOf,
  ReadRoute,
  withItems,
  type Page,
  Reach,
} from '@houtai/service-host';
import { WallClock } from '../identity/wall-clock.service';
import { ApiKeyDesk, type ShownKey } from './api-key-desk.service';
import {
  ApiKeyView,
  CreateKeyBody,
  NewKeyView,
  RotateKeyBody,
  ScopesBody,
  apiKeyView,
  ownerOfKey,
  refuseWrongLife,
} from './api-key.dto';
import { ApiKeyFilter } from './api-key-filter.dto';
import type { StoredApiKey } from './api-key.store';

/** Keys of partners' systems, for staff and for the administrators of a partner. Times are system times. */
@ApiTags('api-keys')
@Controller('api/v1/api-keys')
export class ApiKeyController {
  constructor(
    private readonly desk: ApiKeyDesk,
    private readonly clock: WallClock,
  ) {}

  // A key whose answer was lost is had again with the same Idempotency-Key, within 24 h.
  @CreateRoute('', {
    access: 'api-keys:write',
    partner: 'own',
    summary: 'Make a key; it is shown once',
    description:
      'Only its digest is kept; a repetition with the same Idempotency-Key answers it once more within 24 hours.',
    operationId: 'createApiKey',
    answers: NewKeyView,
    idempotency: 'sealed',
    problems: ['not-found', 'partner-ended'],
  })
  @Header('cache-control', 'no-store')
  async create(
    @Body() body: CreateKeyBody,
    @Actor() actor: Actor,
    @Reach() reach: Reach,
  ): Promise<NewKeyView> {
    const at = this.clock.now();
    const partnerId = ownerOfKey(body, actor.partnerId, at);
    const { name, scopes, networks = [], expiresAt } = body;
    const wish = { partnerId, name, scopes, networks, expiresAt, createdBy: actor.id };
    return this.shown(await this.desk.create(wish, reach, at));
  }

  @ReadRoute('', {
    access: 'api-keys:read',
    partner: 'own',
    summary: 'List the keys, the oldest first',
    description: 'Without their secrets, also those that are expired or revoked. Times are system times.',
    operationId: 'listApiKeys',
    answers: PageOf(ApiKeyView),
  })
  async list(@Query() filter: ApiKeyFilter, @Reach() reach: Reach): Promise<Page<ApiKeyView>> {
    const found = await this.desk.list(filter, reach, this.clock.now());
    return withItems(found, await this.viewsOf(found.items));
  }

  @ReadRoute(':id', {
    access: 'api-keys:read',
    partner: 'own',
    summary: 'Show a key, without its secret',
    description: 'With scopes, networks, expiry and, to the minute, its last use.',
    operationId: 'showApiKey',
    answers: ApiKeyView,
  })
  async one(@IdParam() id: string, @Reach() reach: Reach): Promise<ApiKeyView> {
    return this.viewOf(await this.desk.get(id, reach));
  }

  @CreateRoute(':id/rotate', {
    access: 'api-keys:write',
    partner: 'own',
    summary: 'Give a key its one successor, shown once; both are good until the overlap is over',
    description:
      'The overlap is at most 7 days. When the new secret was lost, rotate or revoke the successor.',
    operationId: 'rotateApiKey',
    answers: NewKeyView,
    ifMatch: 'optional',
    idempotency: 'sealed',
    problems: ['key-already-rotated', 'key-not-active'],
  })
  @Header('cache-control', 'no-store')
  async rotate(
    @IdParam() id: string,
    @Body() { overlapHours, expiresAt }: RotateKeyBody,
    @Actor() actor: Actor,
    @Reach() reach: Reach,
    @IfMatch() ifMatch?: number,
  ): Promise<NewKeyView> {
    const at = this.clock.now();
    refuseWrongLife(expiresAt, at);
    const rotation = { overlapHours, expiresAt, createdBy: actor.id };
    return this.shown(await this.desk.rotate(id, rotation, { reach, at, ifMatch }));
  }

  @CommandRoute(':id/narrow', {
    access: 'api-keys:write',
    partner: 'own',
    summary: 'Leave a key some of its scopes only; it holds within a second',
    description: 'Scopes are never added: make another key for more.',
    operationId: 'narrowApiKey',
    answers: ApiKeyView,
    ifMatch: 'optional',
    problems: ['key-not-active', 'key-only-narrows'],
  })
  async narrow(
    @IdParam() id: string,
    @Body() { scopes }: ScopesBody,
    @Reach() reach: Reach,
    @IfMatch() ifMatch?: number,
  ): Promise<ApiKeyView> {
    const command = { type: 'NarrowKey', scopes, at: this.clock.now() } as const;
    return this.viewOf(await this.desk.change(id, command, reach, ifMatch));
  }

  @CommandRoute(':id/revoke', {
    access: 'api-keys:write',
    partner: 'own',
    summary: 'Refuse a key for good, within a second',
    description: 'On every instance. Harmless when it is revoked already.',
    operationId: 'revokeApiKey',
    answers: ApiKeyView,
    ifMatch: 'optional',
  })
  async revoke(
    @IdParam() id: string,
    @Reach() reach: Reach,
    @IfMatch() ifMatch?: number,
  ): Promise<ApiKeyView> {
    const command = { type: 'RevokeKey', at: this.clock.now() } as const;
    return this.viewOf(await this.desk.change(id, command, reach, ifMatch));
  }

  private async viewOf(stored: StoredApiKey): Promise<ApiKeyView> {
    return apiKeyView(stored, this.clock.now(), await this.desk.lastUses([stored]));
  }

  private async viewsOf(keys: readonly StoredApiKey[]): Promise<ApiKeyView[]> {
    const lastUses = await this.desk.lastUses(keys);
    return keys.map((stored) => apiKeyView(stored, this.clock.now(), lastUses));
  }

  private shown({ stored, text }: ShownKey): NewKeyView {
    return { ...apiKeyView(stored, this.clock.now(), new Map()), key: text };
  }
}
