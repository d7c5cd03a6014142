/** A `Date` whose present is `shiftMs` off; dates that are given their time, and monotonic clocks, are as ever. */
export function shiftedDate(real: DateConstructor, shiftMs: number): DateConstructor {
  const now = (): number => real.now() + shiftMs;
  const shifted: DateConstructor = new Proxy(real, {
    construct: (target, given: unknown[], made) =>
      Reflect.construct(target, given.length > 0 ? given : [now()], made === shifted ? target : made) as Date,
    apply: (target) => new target(now()).toString(),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
  return shifted;
}
