import { Injectable } from '@nestjs/common';
import { assertNever } from '@houtai/domain-kit';
import { HostError, admits, realmOf, type Caller } from '@houtai/service-host';
import { identityIn, type GatewayRequest } from '../forwarding/gateway-request.service';
import { GatewayConfig } from '../gateway.config';
import { AUDIENCES, isAudience, type Audience } from '../routes/audiences';

/** Who may read which document. */
@Injectable()
export class DocumentAccess {
  /** Read without signing in: those the configuration lists, else in the live realm that of partners alone. */
  private readonly open: readonly Audience[];

  constructor(config: GatewayConfig) {
    const { publicDocuments: listed } = config;
    const usual = realmOf(config) === 'live' ? (['partner'] as const) : AUDIENCES;
    this.open = listed === undefined ? usual : listed.split(',').filter(isAudience);
  }

  /** Throws `unauthenticated` or `forbidden` unless the caller may read all of them. */
  admit(request: GatewayRequest, wanted: readonly Audience[]): void {
    const shut = wanted.filter((audience) => !this.open.includes(audience));
    if (shut.length === 0) return;
    const caller = identityIn(request);
    const refused = shut.find((audience) => !mayRead(audience, caller));
    if (refused === undefined) return;
    const text = {
      en: `The ${refused} document is not written for you.`,
      zh: `您无权阅读 ${refused} 文档。`,
    };
    throw new HostError('forbidden', { text });
  }
}

/**
 * Partners read what is written for them, the house reads that of its front ends too, and that of operators is for those
 * who may look at what they run.
 */
function mayRead(audience: Audience, caller: Caller): boolean {
  switch (audience) {
    case 'partner':
      return true;
    case 'internal':
      return caller.actor.partnerId === undefined;
    case 'operations':
      return admits(caller, 'operations:read', undefined);
    default:
      return assertNever(audience);
  }
}
