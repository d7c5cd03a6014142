import { Injectable } from '@nestjs/common';
import { toFields, type Instant } from '@houtai/domain-kit';
import { SecretBox } from '@houtai/service-host';
import type { CustomerProfile } from '../customers/customer';
import { openProfile } from '../customers/customer.row';
import { currentCall, Sql } from '@houtai/messaging';
import { RATE_PLAN_COLUMNS, toRatePlan, type RatePlanRow } from '../pricing/rate-plan.row';
import type { Branch, VehicleClass } from '../reference-data/reference-data';
import { BRANCH_COLUMNS, VEHICLE_CLASS_COLUMNS } from '../reference-data/reference-data.queries';
import type { Wish, WishFacts } from './assess-wish';
import type { CustomerStanding } from './qualification';

interface FactsRow {
  driver:
    | ({
        customerId: string;
        personalData: string;
        openReservations: number;
      } & CustomerStanding)
    | null;
  classes: VehicleClass[] | null;
  pickUpBranch: Branch | null;
  returnBranch: Branch | null;
  plan: RatePlanRow | null;
  number: string | null;
}

interface FactsWanted {
  /** Prices as published by then come first: a change is priced by the rule book of its promise. */
  ruleBookOf?: Instant;
  /** Up to how many open reservations of the customer are counted. */
  countOpen?: number;
  /** A reservation is to follow, and needs a number. */
  drawNumber?: boolean;
  /** Prices of this group come before those of no group. */
  priceGroup?: string;
}

/** Everything a wish is judged by, read with one statement: intake is a hot path. */
@Injectable()
export class WishFactsQueries {
  constructor(
    private readonly sql: Sql,
    private readonly box: SecretBox,
  ) {}

  async factsFor(
    wish: Wish,
    customerId?: string,
    { ruleBookOf = 'infinity', countOpen = 0, drawNumber = false, priceGroup }: FactsWanted = {},
  ): Promise<WishFacts> {
    const { classCode, pickUp, return: dropOff } = wish;
    const facts = currentCall()?.partnerId === undefined ? FACTS : FACTS_FOR_PARTNER;
    const rows = await this.sql.rows<FactsRow>(facts, [
      customerId ?? null,
      classCode,
      pickUp.branchId,
      dropOff.branchId,
      pickUp.at,
      ruleBookOf,
      countOpen,
      drawNumber,
      priceGroup ?? null,
    ]);
    const { driver, classes, pickUpBranch, returnBranch, plan, number } = rows[0] ?? EMPTY;
    return {
      ...(driver && { driver: { ...driver, profile: this.profileOf(driver) } }),
      classes: classes ?? [],
      ...(pickUpBranch && { pickUpBranch }),
      ...(returnBranch && { returnBranch }),
      ...(plan && { plan: toRatePlan(toFields(plan)) }),
      ...(number !== null && { number }),
    };
  }

  private profileOf({ customerId, personalData }: NonNullable<FactsRow['driver']>): CustomerProfile {
    return openProfile(customerId, personalData, this.box);
  }
}

const EMPTY: FactsRow = {
  driver: null,
  classes: null,
  pickUpBranch: null,
  returnBranch: null,
  plan: null,
  number: null,
};

/** What the customer owes, to whomever, as seen by who sees all rows. */
const OWED = `exists (select 1 from agreement where customer_id = $1 and status = 'settling') as "hasUnpaidBalance",
            exists (select 1 from reservation where customer_id = $1 and fee_settled_at is null
                       and coalesce(fee_fen, (cancellation ->> 'feeFen')::bigint) > 0) as "owesFees",
            exists (select 1 from agreement where customer_id = $1 and status = 'overdue') as "hasOverdueRental"`;

/** The same for a partner, which does not see the rows of others. */
const OWED_TO_ANYONE = `has_unpaid_balance as "hasUnpaidBalance", owes_fees as "owesFees",
            has_overdue_rental as "hasOverdueRental"`;

const factsFrom = (customer: string, owed: string) => `select
  (select row_to_json(c) from (
     select customer_id as "customerId", personal_data as "personalData", status = 'verified' as verified,
            blacklisted_at is not null as blacklisted,
            ${owed},
            (select count(*) from (
               select from reservation where customer_id = $1 and status in ('submitted', 'confirmed', 'ready')
                limit $7) o) as "openReservations"
       from ${customer} where customer_id = $1) c) as driver,
  (select json_agg(v) from (select ${VEHICLE_CLASS_COLUMNS} from vehicle_class) v) as classes,
  (select row_to_json(b) from (
     select ${BRANCH_COLUMNS} from branch where branch_id = $3) b) as "pickUpBranch",
  (select row_to_json(b) from (
     select ${BRANCH_COLUMNS} from branch where branch_id = $4) b) as "returnBranch",
  (select row_to_json(p) from (
     select ${RATE_PLAN_COLUMNS} from rate_plan
      where class_code = $2 and (price_group is null or price_group = $9)
        and valid_from <= (select ($5::timestamptz at time zone time_zone)::date from branch where branch_id = $3)
      order by (published_at <= $6::timestamptz) desc, price_group, valid_from desc limit 1) p) as plan,
  case when $8 then new_reservation_number() end as number`;

const FACTS = factsFrom('customer', OWED);
const FACTS_FOR_PARTNER = factsFrom('customer join customer_standing using (customer_id)', OWED_TO_ANYONE);
