import { Injectable } from '@nestjs/common';
import { UnauthenticatedError, type Actor } from '@houtai/service-host';
import { refuse } from '../gateway.errors';
import { AccessNews } from './access-news.service';
import { CredentialQueries, type Standing } from './credential.queries';
import { Remembered } from './remembered.store';

/** Whether somebody with a good token still belongs to a partner that may act: tokens outlive both. */
@Injectable()
export class PartnerStanding {
  private readonly remembered: Remembered<Standing | undefined>;

  constructor(
    private readonly queries: CredentialQueries,
    private readonly news: AccessNews,
  ) {
    this.remembered = new Remembered((readAt) => this.news.stillHolds(readAt));
    news.onNews((partnerId) => this.remembered.forget(partnerId));
  }

  /** Throws `unauthenticated` for an account that was disabled, `partner-not-active`. */
  async demand({ id, partnerId }: Actor): Promise<void> {
    if (partnerId === undefined) return;
    const standing = await this.remembered.get(`${partnerId} ${id}`, partnerId, () =>
      this.queries.standing(partnerId, id),
    );
    if (standing === undefined || standing.accountIsGood === false) {
      throw new UnauthenticatedError(
        { en: 'The token is good no more.', zh: '令牌已失效。' },
        'invalid_token',
      );
    }
    const { partnerStatus: status } = standing;
    if (status !== 'active') refuse('partner-not-active', { status });
  }
}
