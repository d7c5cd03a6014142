import type { Stage } from './stage';

interface Row {
  /** For `--only`. */
  readonly name: string;
  /** What goes wrong, in a few words. */
  readonly title: string;
  /** How it is made to go wrong. */
  readonly how: string;
  /** Part of the short suite. */
  readonly short?: boolean;
  /** So long that it is played only when it is named. */
  readonly onlyNamed?: boolean;
  /** Most that it may take, in ms; three minutes unless it says more. */
  readonly limitMs?: number;
}

/** A row of the suite: one way to hurt the running system. */
export interface Fault extends Row {
  /** Most from healing to rest, in ms; a minute unless it says more. */
  readonly recoveryMs?: number;
  /** Messages that nobody can handle are part of it: they end parked or dead, and nothing else may. */
  readonly poisons?: boolean;
  /** Why it cannot be made here; asked before it is begun. */
  skip?(stage: Stage): Promise<string | undefined>;
  /** Injects, holds and heals. What it returns are faults of its own that it saw on the way, in words. */
  run(stage: Stage): Promise<readonly string[] | void>;
  /** Looks at what it has led to, once the system is at rest. What it returns are faults, in words. */
  after?(stage: Stage): Promise<readonly string[]>;
}

/** A row that brings its own servers, system, clients and checks: nothing of the suite runs beside it. */
export interface LoneFault extends Row {
  /** What it returns is what was wrong, in words. */
  alone(log: (line: string) => void): Promise<readonly string[]>;
}

export type AnyFault = Fault | LoneFault;

export function isLone(fault: AnyFault): fault is LoneFault {
  return 'alone' in fault;
}
