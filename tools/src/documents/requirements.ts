/** How many requirements each chapter of the mission has; `docs/reference/capabilities.md` has a row for each. */
const CHAPTERS: Readonly<Record<string, number>> = {
  OR: 12,
  FL: 15,
  DI: 7,
  CS: 10,
  FI: 8,
  AN: 6,
  PL: 10,
  GW: 4,
  TE: 5,
};

export const REQUIREMENTS: readonly string[] = Object.entries(CHAPTERS).flatMap(([chapter, count]) =>
  Array.from({ length: count }, (_, i) => `${chapter}-${i + 1}`),
);
