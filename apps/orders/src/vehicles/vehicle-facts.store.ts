import { Injectable } from '@nestjs/common';
import { toColumns, toFields, toInstant } from '@houtai/domain-kit';
import { UnitOfWork } from '@houtai/messaging';
import type { KnownVehicle } from './known-vehicle';
import type { VehicleFacts } from './vehicle-facts';
import { learn, type VehicleNews } from './vehicle-news';

const NAMES = [
  'vehicle_id',
  'life_cycle',
  'operation',
  'standing_since',
  'branch_id',
  'odometer_km',
  'papers',
  'grounded_for',
  'checked_in_agreement_id',
];
const COLUMNS = NAMES.join(', ');

/** The read model of vehicles that the gate of the handover asks. */
@Injectable()
export class VehicleFactsStore {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Folds news into what was known; those of one vehicle come in their order, one chunk after the other. */
  async learn(news: readonly VehicleNews[]): Promise<void> {
    const { sql } = this.unitOfWork;
    const ids = [...new Set(news.map(({ data }) => data.vehicleId))];
    const known = await sql.rows<{ vehicle_id: string }>(
      `select ${COLUMNS} from vehicle_facts where vehicle_id = any($1::uuid[]) order by vehicle_id for update`,
      [ids],
    );
    const facts = new Map(known.map((row) => [row.vehicle_id, toFields(row) as unknown as VehicleFacts]));
    for (const one of news) {
      const { vehicleId } = one.data;
      facts.set(vehicleId, learn(facts.get(vehicleId) ?? { vehicleId }, one));
    }
    const rows = [...facts.values()].map((one) => toColumns(one, NAMES));
    const set = NAMES.slice(1).map((name) => `${name} = excluded.${name}`);
    await sql.write(
      `insert into vehicle_facts (${COLUMNS})
       select ${COLUMNS} from jsonb_populate_recordset(null::vehicle_facts, $1::jsonb)
       on conflict (vehicle_id) do update set ${set.join(', ')}`,
      [JSON.stringify(rows)],
    );
  }

  async find(vehicleId: string): Promise<KnownVehicle> {
    const rows = await this.unitOfWork.sql.rows<FoundRow>(FIND, [vehicleId]);
    const {
      class_code: classCode,
      agreement_id: agreementId,
      returned_at: returnedAt,
      ...own
    } = rows[0] ?? {};
    const facts = { ...(toFields(own) as unknown as VehicleFacts), vehicleId };
    return {
      facts,
      ...(classCode && { classCode }),
      ...(agreementId && {
        latest: { agreementId, ...(returnedAt && { returnedAt: toInstant(returnedAt) }) },
      }),
    };
  }
}

interface FoundRow {
  class_code?: string | null;
  agreement_id?: string | null;
  returned_at?: string | null;
}

const FIND = `
  select f.*, v.class_code, a.agreement_id, a.returned_at
    from (select $1::uuid as id) wanted
    left join vehicle_facts f on f.vehicle_id = wanted.id
    left join vehicle v on v.vehicle_id = wanted.id
    left join (select agreement_id, returned_at from latest_rental where vehicle_id = $1) a on true`;
