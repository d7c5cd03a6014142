/** An entry as the seal covers it: every field of header and lines, as text, in a fixed order. */
export interface SealedContent {
  entryId: string;
  period: number;
  header: readonly (string | null)[];
  lines: readonly (readonly (string | null)[])[];
}

export interface Seal {
  seq: number;
  entryId: string;
  period: number;
  /** Gapless in its period. */
  voucherNo: number;
  /** Hex SHA-256 of the seal before, zeros for the first. */
  prevHash: string;
  hash: string;
  /** Which fields it covers, and how. */
  hashVersion: number;
}

/** SHA-256 of a text, in hex. */
export type Hash = (text: string) => string;

/** Where the chain stands. */
export interface ChainHead {
  seq: number;
  hash: string;
  vouchers: ReadonlyMap<number, number>;
}

export const EMPTY_CHAIN: ChainHead = { seq: 0, hash: '0'.repeat(64), vouchers: new Map() };

export type Unhashed = Omit<Seal, 'hash'>;

/** The form of new seals. */
export const HASH_VERSION = 2;

/** How many of the fields of header and line each form covers; those of the last form are all. */
const COVERED: Readonly<Record<number, { header: number; line: number }>> = {
  1: { header: 17, line: 11 },
  2: { header: 18, line: 13 },
};

/** What a function of the database computes as well when it seals (`seal_content`, `check_seal`). */
export function hashOf(
  { prevHash, seq, period, voucherNo, hashVersion }: Unhashed,
  content: SealedContent,
  hash: Hash,
): string {
  const covered = COVERED[hashVersion];
  if (!covered) throw new RangeError(`There are no seals of version ${hashVersion}`);
  const header = content.header.slice(0, covered.header);
  const lines = content.lines.map((line) => line.slice(0, covered.line));
  return hash(JSON.stringify([prevHash, seq, period, voucherNo, content.entryId, header, lines]));
}

export type SealFault =
  | 'sequence-broken'
  | 'chain-broken'
  | 'voucher-gap'
  | 'period-differs'
  | 'content-changed'
  | 'version-unknown';

/** What is wrong with the seals that follow `head`; goes on after a fault so that one change is one fault. */
export function checkSeals(
  head: ChainHead,
  sealed: readonly { seal: Seal; content: SealedContent }[],
  hash: Hash,
): { faults: { seal: Seal; fault: SealFault }[]; head: ChainHead } {
  const faults: { seal: Seal; fault: SealFault }[] = [];
  const vouchers = new Map(head.vouchers);
  let { seq, hash: prevHash } = head;
  for (const { seal, content } of sealed) {
    const find = (fault: SealFault) => faults.push({ seal, fault });
    if (seal.seq !== seq + 1) find('sequence-broken');
    if (seal.prevHash !== prevHash) find('chain-broken');
    if (seal.voucherNo !== (vouchers.get(seal.period) ?? 0) + 1) find('voucher-gap');
    if (seal.period !== content.period) find('period-differs');
    if (!(seal.hashVersion in COVERED)) find('version-unknown');
    else if (seal.hash !== hashOf(seal, content, hash)) find('content-changed');
    vouchers.set(seal.period, seal.voucherNo);
    ({ seq, hash: prevHash } = seal);
  }
  return { faults, head: { seq, hash: prevHash, vouchers } };
}
