import { Injectable } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import { Page, PageQuery, decodeCursor, encodeCursor, page } from '@houtai/service-host';
import { DataSource } from 'typeorm';
import { VehicleClassView } from './vehicle-class.dto';

type VehicleClassRow = Omit<VehicleClassView, 'definedAt'> & { definedAt: Date };

@Injectable()
export class VehicleClassQueries {
  constructor(private readonly database: DataSource) {}

  /** From the lowest class to the highest. */
  async list({ limit, after }: PageQuery): Promise<Page<VehicleClassView>> {
    const [rank, classCode] = after === undefined ? [0, ''] : decodeCursor(after, 2);
    const rows: VehicleClassRow[] = await this.database.query(
      `select class_code as "classCode", name, rank, minimum_age as "minimumAge",
              licence_held_months as "licenceHeldMonths", automatic_only as "automaticOnly",
              defined_at as "definedAt", version
         from vehicle_class
        where (rank, class_code) > ($1, $2)
        order by rank, class_code limit $3`,
      [rank, classCode, limit + 1],
    );
    const items = rows.slice(0, limit).map((row) => ({ ...row, definedAt: toInstant(row.definedAt) }));
    const last = items.at(-1);
    return page(items, rows.length > limit && last ? encodeCursor([last.rank, last.classCode]) : null);
  }
}
