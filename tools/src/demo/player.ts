import { setTimeout as sleep } from 'node:timers/promises';
import { Instant, nextDay, startOfDay } from '@houtai/domain-kit';
import { Agenda } from './agenda';
import { ApiClient } from './api-client';
import { Scenario } from './booking';
import { BookingStory } from './booking-story';
import { hearCustomers } from './customer-voices';
import { notDrained } from './failure';
import { FoundedCompany, foundCompany } from './found-company';
import { Progress } from './progress';
import { Random } from './random';
import { AgreementView, BusView, Page } from './views';

const DRAIN_LIMIT_MS = 120_000;
const LONGEST_WAIT_DAYS = 40;
const UNFINISHED = ['open', 'overdue', 'returned', 'settling', 'violation-hold'];

/**
 * Plays a scenario day by day: the actions of one wave run concurrently, then the bus drains, then the next wave;
 * at the end of the day the clock moves. Every request carries the business time at which it happens.
 */
export class Player {
  readonly stories: BookingStory[] = [];
  private readonly agenda = new Agenda();
  private clock: Instant;

  constructor(
    private readonly api: ApiClient,
    private readonly agency: ApiClient,
    private readonly scenario: Scenario,
    private readonly run: string,
    private readonly progress: Progress,
    private readonly seed: number,
    private readonly generation: number,
  ) {
    this.clock = scenario.company.foundedAt;
  }

  async play(): Promise<FoundedCompany> {
    await this.advanceClock(this.clock);
    const company = await foundCompany(this.api, this.scenario.company, this.run);
    await this.drain();
    const { api, agency, run, agenda, seed, generation } = this;
    for (const booking of this.scenario.bookings) {
      const story = new BookingStory(booking, { api, agency, run, agenda, seed, generation, company });
      this.stories.push(story);
      agenda.add(booking.submitAt, 'submit', () => story.submit());
    }
    for (let day = agenda.firstDay(); day; day = agenda.firstDay()) await this.playDay(day);
    await this.outliveViolationHolds();
    await hearCustomers(this.api, this.run, new Random(this.seed), this.stories, this.clock);
    await this.drain();
    return company;
  }

  /** Waits until every committed event is published and every consumer has applied what is due to it. */
  async drain(): Promise<BusView> {
    const until = Date.now() + DRAIN_LIMIT_MS;
    for (let wait = 5; ; wait = Math.min(wait * 1.5, 100)) {
      const bus = await this.api.get<BusView>('/api/v1/operations/bus');
      if (bus.drained) return bus;
      if (bus.parked > 0) throw new Error(`${bus.parked} messages are parked: see /api/v1/operations/bus`);
      if (Date.now() > until) throw new Error(notDrained(bus, DRAIN_LIMIT_MS / 1000));
      await sleep(wait);
    }
  }

  private async playDay(day: string): Promise<void> {
    for (let wave = this.agenda.takeWave(day); wave.length > 0; wave = this.agenda.takeWave(day)) {
      await Promise.all(wave.map((action) => action()));
      await this.drain();
    }
    await this.advanceClock(startOfDay(nextDay(day)));
    this.showProgress(day);
  }

  private async advanceClock(now: Instant): Promise<void> {
    await this.api.post('/api/v1/simulation/clock', {
      body: { now },
      idempotencyKey: `${this.run}-clock-${now}`,
    });
    this.clock = now;
    await this.drain();
  }

  /** Moves the clock a day at a time past the last violation hold, so that every agreement can close. */
  private async outliveViolationHolds(): Promise<void> {
    let day = this.agenda.lastDay();
    for (let waited = 0; waited < LONGEST_WAIT_DAYS && (await this.hasUnfinished()); waited++) {
      day = nextDay(day);
      await this.advanceClock(startOfDay(nextDay(day)));
      this.showProgress(day);
    }
  }

  private async hasUnfinished(): Promise<boolean> {
    const pages = await Promise.all(
      UNFINISHED.map((status) =>
        this.api.get<Page<AgreementView>>(`/api/v1/agreements?status=${status}&limit=1`),
      ),
    );
    return pages.some(({ items }) => items.length > 0);
  }

  private showProgress(day: string): void {
    this.progress.show(day, this.stories.filter(({ end }) => end).length);
  }
}
