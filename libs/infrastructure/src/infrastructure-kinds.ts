/** Where events travel. */
export type Bus =
  { readonly kind: 'kafka'; readonly brokers: string } | { readonly kind: 'embedded'; readonly url: string };

/** A server process of ours. */
export interface Server {
  readonly name: string;
  /** Changes when it died and was started again. */
  readonly pid: number;
}

/** What every kind of infrastructure gives once it answers. */
export interface StartedInfrastructure {
  readonly postgresAdminUrl: string;
  readonly bus: Bus;
  /** What is used, in words. */
  readonly uses: string;
  readonly servers: readonly Server[];
  stop(): Promise<void>;
}
