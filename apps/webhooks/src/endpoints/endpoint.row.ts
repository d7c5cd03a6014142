import { column, type Fields, type RowOf } from '@houtai/domain-kit';
import type { DisabledReason, MadeEndpoint, Ordering } from './endpoint';

/** Columns of `endpoint`. */
export const COLUMNS = {
  fixed: {
    id: column<string>(),
    partner_id: column<string>(),
    created_at: column<Date>(),
  },
  changing: {
    url: column<string>(),
    description: column<string | null>(),
    event_types: column<string[]>(),
    ordering: column<Ordering>(),
    most_in_flight: column<number>(),
    most_per_second: column<number | null>(),
    status: column<MadeEndpoint['status']>(),
    disabled_reason: column<DisabledReason | null>(),
  },
};
export type EndpointRow = RowOf<typeof COLUMNS>;

export function toEndpoint({ status, disabledReason, ...rest }: Fields<EndpointRow>): MadeEndpoint {
  if (status !== 'disabled') return { ...rest, status };
  if (disabledReason === undefined) throw new Error('an endpoint is disabled for no reason');
  return { ...rest, status, disabledReason };
}
