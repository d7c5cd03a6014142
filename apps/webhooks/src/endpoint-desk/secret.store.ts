import { Inject, Injectable } from '@nestjs/common';
import { Sql } from '@houtai/messaging';
import { IDS, SecretBox, type IdSource } from '@houtai/service-host';
import { newSecret } from '../sending/signature.service';
import { openSecret, sealSecret } from '../endpoints/secret-place';

@Injectable()
export class SecretStore {
  constructor(
    private readonly sql: Sql,
    private readonly box: SecretBox,
    @Inject(IDS) private readonly ids: IdSource,
  ) {}

  /** @returns the secret, which nobody is shown again */
  async create(endpointId: string): Promise<string> {
    const [id, secret] = [this.ids.next(), newSecret()];
    await this.sql.write('insert into endpoint_secret (id, endpoint_id, secret) values ($1, $2, $3)', [
      id,
      endpointId,
      sealSecret(this.box, id, secret),
    ]);
    return secret;
  }

  /** A successor; the present one stays valid for so long, and one that was before it ends now. */
  async rotate(endpointId: string, overlapHours: number): Promise<string> {
    await this.sql.rows(
      `update endpoint_secret s
          set expires_at = case when s.expires_at is null then now() + make_interval(hours => $2)
                                else least(s.expires_at, now()) end
        where s.endpoint_id = $1 and (s.expires_at is null or s.expires_at > now())`,
      [endpointId, overlapHours],
    );
    await this.sql.rows(
      `delete from endpoint_secret where endpoint_id = $1 and expires_at < now() - interval '30 days'`,
      [endpointId],
    );
    return this.create(endpointId);
  }

  /** Those that are valid, the youngest first. */
  async valid(endpointId: string): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string; secret: string }>(
      `select id, secret from endpoint_secret
        where endpoint_id = $1 and (expires_at is null or expires_at > now()) order by created_at desc`,
      [endpointId],
    );
    return rows.map((row) => openSecret(this.box, row));
  }

  async forget(endpointId: string): Promise<void> {
    await this.sql.write('delete from endpoint_secret where endpoint_id = $1', [endpointId]);
  }
}
