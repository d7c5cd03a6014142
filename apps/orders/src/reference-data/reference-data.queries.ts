import { Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import type { Branch } from './reference-data';

/** Select list that reads as a {@link Branch}. */
export const BRANCH_COLUMNS = `branch_id as "branchId", time_zone as "timeZone", opens_at as "opensAt",
  closes_at as "closesAt", violation_hold_days as "violationHoldDays",
  to_char(closed_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "closedFrom"`;

/** Select list that reads as a vehicle class. */
export const VEHICLE_CLASS_COLUMNS = `class_code as "classCode", minimum_age as "minimumAge",
  licence_held_months as "licenceHeldMonths", automatic_only as "automaticOnly"`;

@Injectable()
export class ReferenceDataQueries {
  constructor(private readonly sql: Sql) {}

  async branch(branchId: string): Promise<Branch | undefined> {
    const rows = await this.sql.rows<Branch>(`select ${BRANCH_COLUMNS} from branch where branch_id = $1`, [
      branchId,
    ]);
    return rows[0];
  }
}
