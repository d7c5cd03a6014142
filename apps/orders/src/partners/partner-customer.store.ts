import { Injectable } from '@nestjs/common';
import { toInstant, type Instant } from '@houtai/domain-kit';
import { Sql } from '@houtai/messaging';
import { SecretBox } from '@houtai/service-host';
import type { Claim } from './claim';

/** Where a claim lies. */
export const SEALED_CLAIM = { table: 'customer_partner_link', column: 'claim', key: ['link_id'] };

/** What a partner knows a customer by, and what it said of them. */
export interface PartnerLink {
  linkId: string;
  partnerId: string;
  linkedAt: Instant;
  claim?: Claim;
  claimedAt?: Instant;
  consents: { textVersion: string; givenAt: Instant }[];
}

interface LinkRow {
  linkId: string;
  partnerId: string;
  linkedAt: Date;
  claim: string | null;
  claimedAt: Date | null;
  consents: { textVersion: string; givenAt: string }[] | null;
}

/** Who the customers of partners are. */
@Injectable()
export class PartnerCustomerStore {
  constructor(
    private readonly sql: Sql,
    private readonly box: SecretBox,
  ) {}

  /** The customer that a partner knows by this; undefined for what is another partner's or the house's. */
  async customerOf(partnerId: string, linkId: string): Promise<string | undefined> {
    const [row] = await this.sql.rows<{ customerId: string }>(
      `select customer_id as "customerId" from customer_partner_link where link_id = $1 and partner_id = $2`,
      [linkId, partnerId],
    );
    return row?.customerId;
  }

  /** What the partner knows the customer by: as before, or `linkId` from now on. */
  async link(partnerId: string, customerId: string, linkId: string, at: Instant): Promise<string> {
    const [row] = await this.sql.rows<{ linkId: string }>(
      `insert into customer_partner_link as l (link_id, partner_id, customer_id, linked_at) values ($1, $2, $3, $4)
       on conflict (partner_id, customer_id) do update set linked_at = l.linked_at
       returning link_id as "linkId"`,
      [linkId, partnerId, customerId, at],
    );
    return row?.linkId ?? linkId;
  }

  /** What the partner says last is what it claims. */
  async keepClaim(linkId: string, claim: Claim | undefined, at: Instant): Promise<void> {
    const sealed = claim && this.box.seal(JSON.stringify(claim), placeOf(linkId));
    await this.sql.write(
      `update customer_partner_link set claim = $2, claimed_at = $3
        where link_id = $1 and (claim is not null or $2::text is not null)`,
      [linkId, sealed ?? null, sealed ? at : null],
    );
  }

  /** Once for each text that was agreed to. */
  async keepConsent(linkId: string, textVersion: string, at: Instant): Promise<void> {
    await this.sql.write(
      `insert into customer_consent (link_id, text_version, given_at) values ($1, $2, $3) on conflict do nothing`,
      [linkId, textVersion, at],
    );
  }

  /** Every partner that knows a customer, the first one first. */
  async linksOf(customerId: string): Promise<PartnerLink[]> {
    const rows = await this.sql.rows<LinkRow>(LINKS, [customerId]);
    return rows.map(({ linkId, partnerId, linkedAt, claim, claimedAt, consents }) => ({
      ...{ linkId, partnerId, linkedAt: toInstant(linkedAt) },
      ...(claim !== null && { claim: JSON.parse(this.box.open(claim, placeOf(linkId))) as Claim }),
      ...(claimedAt !== null && { claimedAt: toInstant(claimedAt) }),
      consents: (consents ?? []).map(({ textVersion, givenAt }) => ({
        textVersion,
        givenAt: toInstant(new Date(givenAt)),
      })),
    }));
  }
}

const LINKS = `
  select l.link_id as "linkId", l.partner_id as "partnerId", l.linked_at as "linkedAt", l.claim,
         l.claimed_at as "claimedAt",
         (select json_agg(json_build_object('textVersion', c.text_version, 'givenAt', c.given_at) order by c.given_at)
            from customer_consent c where c.link_id = l.link_id) as consents
    from customer_partner_link l where l.customer_id = $1 order by l.linked_at, l.link_id`;

function placeOf(record: string) {
  const { table, column } = SEALED_CLAIM;
  return { table, column, record };
}
