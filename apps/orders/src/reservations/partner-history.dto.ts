import { ApiProperty } from '@nestjs/swagger';
import { neutralReasons } from '@houtai/event-catalogue';
import { RESERVATION_STATUSES, type ReservationStatus } from './reservation';
import type { HistoryEntryView } from './reservation-view.dto';

/** A step as a partner sees it: who took it is nobody's business outside. */
export class PartnerHistoryEntryView {
  @ApiProperty({ example: 'ReservationConfirmed' })
  type: string;

  @ApiProperty({ enum: RESERVATION_STATUSES, description: 'Status after it' })
  status: ReservationStatus;

  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ type: 'integer', description: 'Version after it' })
  version: number;

  @ApiProperty({ type: 'object', additionalProperties: true })
  data: Record<string, unknown>;
}

export class PartnerHistoryView {
  @ApiProperty({ type: [PartnerHistoryEntryView], description: 'Oldest first' })
  items: PartnerHistoryEntryView[];
}

/** What is shown as it is. All else is left out: vehicles, points of a gate, and what a later step will write. */
const SHOWN = [
  'classCode',
  'pickUp',
  'return',
  'totalFen',
  'differenceFen',
  'changeId',
  'holdExpiresAt',
  'alternatives',
  'feeFen',
  'agreementId',
];

export function partnerHistoryEntry(entry: HistoryEntryView): PartnerHistoryEntryView {
  const { type, status, at, version, data } = entry;
  const shown = Object.fromEntries(Object.entries(data).filter(([name]) => SHOWN.includes(name)));
  const { reasons, cancellation } = data as Partial<Withheld>;
  return {
    ...{ type, status, at, version },
    data: {
      ...shown,
      ...(reasons && { reasons: neutralReasons(reasons) }),
      ...(cancellation && {
        reason: cancellation.reason,
        feeFen: cancellation.feeFen,
        noticeHours: cancellation.noticeHours,
      }),
    },
  };
}

/** Facts of a step that hold more than a partner may see. */
interface Withheld {
  reasons: { rule: string }[];
  cancellation: { reason: string; feeFen: number; noticeHours: number };
}
