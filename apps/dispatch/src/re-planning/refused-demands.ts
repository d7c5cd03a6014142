import { worthDemand, type Use, type WorthDemand } from './worth-demand';

/** A wish that was refused and whose pick-up is still ahead. */
export interface RefusedWish extends Use {
  readonly reservationId: string;
  /** The class above the one wished for that would serve it as well if it had been promised. */
  readonly upgrade?: string;
}

/** Worth what promises are worth, and served as they are. */
export function refusedDemands(
  wishes: readonly RefusedWish[],
  isPlanned: (classCode: string) => boolean,
): WorthDemand[] {
  return wishes.map((wish) => {
    const classes = new Set([wish.classCode, wish.upgrade].flatMap((code) => code ?? []));
    return worthDemand(wish.reservationId, wish, classes, isPlanned);
  });
}
