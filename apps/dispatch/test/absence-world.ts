import {
  fleetCapacityRequestedV1,
  fleetQuestionConfirmedV1,
  fleetQuestionDroppedV1,
  type CapacityRequestedV1,
  type SubjectKind,
} from '@houtai/event-catalogue';
import { at } from '@houtai/testing';
import type { RentalWorld } from './rental-world';

type Asked = Partial<Omit<CapacityRequestedV1, 'subject' | 'questionId'>> & { kindOfUse?: SubjectKind };

/** Fleet, as dispatch hears of its absences. By default four hours of day 10 from 12:00, asked on day 9. */
export class AbsenceWorld {
  constructor(
    private readonly world: RentalWorld,
    private readonly time = at('20:30', 9),
  ) {}

  async ask(id: string, vehicleIds: readonly string[], asked: Asked = {}): Promise<void> {
    const { kindOfUse: kind = 'maintenance', ...others } = asked;
    const candidates = vehicleIds.map((vehicleId) => ({ vehicleId, from: at('12:00', 10) }));
    await this.publish(fleetCapacityRequestedV1, id, {
      ...{ questionId: id, subject: { kind, id }, kind: 'absence', candidates, minutes: 240 },
      ...{ need: 'should', firmness: 'fixed', expiresAt: at('20:45', 9), requestedAt: this.time },
      ...others,
    });
  }

  async confirm(id: string): Promise<void> {
    const subject = { kind: 'maintenance', id } as const;
    await this.publish(fleetQuestionConfirmedV1, id, { questionId: id, subject, confirmedAt: this.time });
  }

  async drop(id: string, reason: 'expired' | 'withdrawn' | 'ended', droppedAt = this.time): Promise<void> {
    const subject = { kind: 'maintenance', id } as const;
    await this.publish(fleetQuestionDroppedV1, id, { questionId: id, subject, reason, droppedAt });
  }

  /** What dispatch published about it, by the name of the event. */
  async told(name: string, id: string) {
    return (await this.world.published(name)).filter(
      ({ subject }) => (subject as { id: string } | undefined)?.id === id,
    );
  }

  private async publish<T>(event: Parameters<RentalWorld['publish']>[0], id: string, data: T): Promise<void> {
    const droppedAt = (data as { droppedAt?: string }).droppedAt;
    await this.world.publish(event, id, data, droppedAt ?? this.time);
    await this.world.drained();
  }
}
