import type { List } from '@houtai/service-host';
import type { VehicleClassFilter } from './vehicle-class.dto';

/** The lowest first. */
export const VEHICLE_CLASSES: List<VehicleClassFilter> = {
  name: 'vehicle-classes',
  table: 'vehicle_class',
  fields: { rank: { sql: 't.rank', type: 'integer' }, classCode: { sql: 't.class_code', type: 'text' } },
  ties: ['classCode'],
  sorts: { rank: 'vehicle_class_by_rank', classCode: 'vehicle_class_pkey' },
  filters: {},
};
