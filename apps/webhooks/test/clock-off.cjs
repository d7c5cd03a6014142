/** Loaded before a program, makes its clock wrong, as that of a machine without time service may be. */
const AHEAD_MS = 2 * 3_600_000;
const Right = Date;
const now = () => Right.now() + AHEAD_MS;

class Wrong extends Right {
  constructor(...args) {
    super(...(args.length === 0 ? [now()] : args));
  }

  static now() {
    return now();
  }
}

globalThis.Date = Wrong;
