import { randomBytes } from 'node:crypto';
import { TOKEN_ISSUER, type Secrets } from '@houtai/tools';
import { SignJWT, exportJWK, generateKeyPair, importJWK, type JWK, type JWTHeaderParameters } from 'jose';

type Claims = Record<string, unknown>;

/** Signs what is told, with a token that is good in every other way. */
export class TokenForge {
  private constructor(
    private readonly own: JWK & { kid: string },
    private readonly published: JWK,
  ) {}

  static of({ signingKey, jwks }: Secrets): TokenForge {
    const { keys } = JSON.parse(jwks) as { keys: [JWK] };
    return new TokenForge(JSON.parse(signingKey) as JWK & { kid: string }, keys[0]);
  }

  good(): Promise<string> {
    return this.signed({});
  }

  /** Tokens of which each has one fault, by its name. */
  async bad(): Promise<ReadonlyMap<string, string>> {
    const now = Math.floor(Date.now() / 1000);
    const { kid } = this.own;
    const foreign = await generateKeyPair('EdDSA', { extractable: true });
    const rsa = await generateKeyPair('RS256');
    const good = await this.good();
    const [head = '', body = '', signature = ''] = good.split('.');
    // What everybody may read of our key, taken for a shared secret.
    const known = [
      Buffer.from(this.published.x ?? '', 'base64url'),
      Buffer.from(JSON.stringify(this.published)),
    ];
    const hmac = (secret: Uint8Array, alg = 'HS256') => this.signed({}, { alg, kid, typ: 'at+jwt' }, secret);
    const other = await this.signed({}, { alg: 'EdDSA', kid, typ: 'at+jwt' }, foreign.privateKey);
    const raised = encoded({ ...decoded(body), roles: ['admin'], name: 'Somebody else' });
    const entries: [string, string][] = [
      ['without aud', await this.signed({ aud: undefined })],
      ['of another aud', await this.signed({ aud: 'another-system' })],
      ['typ JWT', await this.signed({}, { alg: 'EdDSA', kid, typ: 'JWT' })],
      ['typ of an id token', await this.signed({}, { alg: 'EdDSA', kid, typ: 'id_token+jwt' })],
      ['without typ', await this.signed({}, { alg: 'EdDSA', kid })],
      ['of the other realm', await this.signed({ realm: 'live' })],
      ['of a realm that is none', await this.signed({ realm: ['test'] })],
      ['expired', await this.signed({ iat: now - 3_600, exp: now - 60 })],
      ['without an end', await this.signed({ exp: undefined })],
      ['not valid yet', await this.signed({ nbf: now + 600 })],
      ['made in the future', await this.signed({ iat: now + 600 })],
      ['of another issuer', await this.signed({ iss: 'https://elsewhere.example' })],
      ['of nobody', await this.signed({ sub: undefined })],
      ['unsigned', `${encoded({ alg: 'none', typ: 'at+jwt' })}.${body}.`],
      ['unsigned, with our kid', `${encoded({ alg: 'none', kid, typ: 'at+jwt' })}.${body}.${signature}`],
      ['its signature cut off', `${head}.${body}.`],
      ['altered', `${head}.${raised}.${signature}`],
      ['signed by another key', other],
      [
        'signed by the key it brings',
        await this.signed(
          {},
          { alg: 'EdDSA', kid, typ: 'at+jwt', jwk: await exportJWK(foreign.publicKey) },
          foreign.privateKey,
        ),
      ],
      ['signed with our public key as a secret', await hmac(known[0] as Buffer)],
      ['signed with our published key set as a secret', await hmac(known[1] as Buffer, 'HS512')],
      ['signed with a secret', await hmac(randomBytes(32))],
      ['signed by RSA', await this.signed({}, { alg: 'RS256', kid, typ: 'at+jwt' }, rsa.privateKey)],
      ['no token', 'nonsense'],
    ];
    return new Map(entries);
  }

  /** @param claims undefined leaves one out */
  private async signed(
    claims: Claims,
    head: JWTHeaderParameters = { alg: 'EdDSA', kid: this.own.kid, typ: 'at+jwt' },
    key?: Parameters<SignJWT['sign']>[0],
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const all: Claims = {
      iss: TOKEN_ISSUER,
      aud: 'houtai',
      sub: '01900000-0000-7000-8000-00000000c0de',
      name: 'Somebody',
      roles: ['admin'],
      realm: 'test',
      iat: now,
      exp: now + 600,
      ...claims,
    };
    const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
    return new SignJWT(kept).setProtectedHeader(head).sign(key ?? (await importJWK(this.own, 'EdDSA')));
  }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decoded(part: string): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims;
}
