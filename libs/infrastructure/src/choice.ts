/** What may be asked for with HOUTAI_INFRA. */
export const INFRASTRUCTURE_CHOICES = ['auto', 'external', 'docker', 'local', 'embedded'] as const;
export type InfrastructureChoice = (typeof INFRASTRUCTURE_CHOICES)[number];
export type InfrastructureKind = Exclude<InfrastructureChoice, 'auto'>;

/** Why a kind was not used. */
export interface Refusal {
  readonly kind: InfrastructureKind;
  readonly why: string;
}

/** Reads a choice; throws naming the possible ones. Undefined and empty mean `auto`. */
export function parseChoice(text: string | undefined): InfrastructureChoice {
  const choice = INFRASTRUCTURE_CHOICES.find((known) => known === (text?.trim().toLowerCase() || 'auto'));
  if (!choice)
    throw new Error(`HOUTAI_INFRA=${text} is unknown; it is one of ${INFRASTRUCTURE_CHOICES.join(', ')}`);
  return choice;
}

/** The kinds to try, in order: one when it was asked for by name. */
export function kindsToTry(choice: InfrastructureChoice): readonly InfrastructureKind[] {
  return choice === 'auto' ? ['external', 'docker', 'local', 'embedded'] : [choice];
}

/** Tries each kind in turn and returns the first that starts, with the refusals before it; throws when none does. */
export async function firstThatStarts<T>(
  kinds: readonly InfrastructureKind[],
  start: (kind: InfrastructureKind) => Promise<T>,
): Promise<{ started: T; refusals: readonly Refusal[] }> {
  const refusals: Refusal[] = [];
  for (const kind of kinds) {
    try {
      return { started: await start(kind), refusals };
    } catch (error) {
      refusals.push({ kind, why: error instanceof Error ? error.message : String(error) });
    }
  }
  throw new Error(`no infrastructure could be started. ${explain(refusals)}`);
}

/** The one line that is told at start. */
export function choiceLine(
  choice: InfrastructureChoice,
  kind: InfrastructureKind,
  uses: string,
  refusals: readonly Refusal[],
): string {
  const why =
    choice === 'auto'
      ? refusals.length > 0
        ? `the first choice that is available. ${explain(refusals)}`
        : 'addresses are given by the environment.'
      : `HOUTAI_INFRA=${choice}.`;
  return `Infrastructure: ${kind}: ${uses}; ${why}`;
}

function explain(refusals: readonly Refusal[]): string {
  return refusals.map(({ kind, why }) => `Not ${kind}: ${oneLine(why)}.`).join(' ');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}
