/** Loaded before a program, makes its clock wrong by CLOCK_OFF_MS, as that of a machine without time service may be. */
const OFF_MS = Number(process.env.CLOCK_OFF_MS);
const Right = Date;
const now = () => Right.now() + OFF_MS;

class Wrong extends Right {
  constructor(...args) {
    super(...(args.length === 0 ? [now()] : args));
  }

  static now() {
    return now();
  }
}

globalThis.Date = Wrong;
