/** What goes into the Authorization header. */
export interface Bearer {
  token(): Promise<string>;
  /** Another one, now that this one was refused; undefined when there is none to be had. */
  renew(refused: string): Promise<string | undefined>;
}

/** The key of a partner's system: the same for every request, until another client is made with its successor. */
export function keyBearer(key: string): Bearer {
  return { token: () => Promise.resolve(key), renew: () => Promise.resolve(undefined) };
}

/** A token from elsewhere, such as the company's OIDC issuer; asked again when it was refused. */
export function tokenBearer(source: string | (() => string | Promise<string>)): Bearer {
  const ask = async () => (typeof source === 'string' ? source : source());
  return {
    token: ask,
    renew: async (refused) => {
      const token = await ask();
      return token === refused ? undefined : token;
    },
  };
}
