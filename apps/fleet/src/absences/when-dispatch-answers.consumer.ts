import { Controller } from '@nestjs/common';
import { toInstant } from '@houtai/domain-kit';
import {
  capacityHeldV1,
  capacityRefusedV1,
  withFacts,
  type CapacityHeldV1,
  type CapacityRefusedV1,
} from '@houtai/event-catalogue';
import { OnEvents, type Received } from '@houtai/messaging';
import type { HeldWindow } from './absence';
import { AbsenceStore } from './absence.store';

/** Most answers are about rentals and passed over: they gather for a second, and their transactions are few. */
const APART = { consumer: 'absences', lingerMs: 1_000, chunk: 256 };

@Controller()
export class WhenDispatchAnswers {
  constructor(private readonly absences: AbsenceStore) {}

  @OnEvents(capacityHeldV1, APART)
  async hold(events: Received<CapacityHeldV1>[]): Promise<void> {
    await this.absences.handleMany(
      events.flatMap(({ data, call }) => {
        const [window] = windowsOf([data]);
        if (!data.subject || !window) return [];
        return { id: data.subject.id, call, command: { type: 'NoteHeld', window, at: data.heldAt } };
      }),
      { missing: 'skip' },
    );
  }

  @OnEvents(capacityRefusedV1, APART)
  async refuse(events: Received<CapacityRefusedV1>[]): Promise<void> {
    await this.absences.handleMany(
      events.flatMap(({ data: { subject, refusedAt: at, ...data }, call }) => {
        const reasons = data.reasons.map(withFacts);
        const alternatives = windowsOf(data.alternatives);
        if (!subject) return [];
        return { id: subject.id, call, command: { type: 'NoteRefused', reasons, alternatives, at } };
      }),
      { missing: 'skip' },
    );
  }
}

function windowsOf(
  windows: readonly Pick<CapacityHeldV1, 'vehicleId' | 'pickUp' | 'return'>[],
): HeldWindow[] {
  return windows.flatMap(({ vehicleId, pickUp, return: back }) =>
    vehicleId === undefined ? [] : { vehicleId, from: toInstant(pickUp.at), to: toInstant(back.at) },
  );
}
