import { Injectable } from '@nestjs/common';
import { AggregatePlatform, AggregateStore, type Stored } from '@houtai/aggregate';
import type { CallContext } from '@houtai/messaging';
import { SecretBox } from '@houtai/service-host';
import type { SentSurvey, Survey, SurveyCommand, SurveyEvent } from './survey';
import { survey } from './survey.aggregate';
import { COLUMNS, toSurvey, toSurveyRow, type SurveyRow } from './survey.row';
import { commentOf } from './survey-seals.definition';

export type StoredSurvey = Stored<Survey>;

/** Comments are sealed on the way in. */
@Injectable()
export class SurveyStore extends AggregateStore<SurveyCommand, Survey, SurveyEvent, SurveyRow> {
  constructor(platform: AggregatePlatform, box: SecretBox) {
    const table = {
      name: 'survey',
      id: 'id',
      columns: COLUMNS,
      toState: toSurvey,
      toRow: (state: SentSurvey) => toSurveyRow(state, (plain) => box.seal(plain, commentOf(state.id))),
    };
    super(survey, table, platform);
  }

  /** Asks customers about agreements, each unless that was done before. */
  async invite(invitations: readonly Invitation[]): Promise<void> {
    const items = invitations.map(({ command, call }) => ({ id: command.agreementId, command, call }));
    await this.handleMany(items, { by: 'agreement_id', missing: 'create' });
  }
}

export interface Invitation {
  command: Extract<SurveyCommand, { type: 'InviteCustomer' }>;
  call: CallContext;
}
