import type { ChargeLine } from '@houtai/event-catalogue';
import type { Fen } from '@houtai/domain-kit';

/** What is missing in the tank or battery compared with the handover; a fuller one is not paid back. */
export function fuelDifference(use: {
  outPercent: number;
  inPercent: number;
  pricePerPercentFen: Fen;
  vatRateBp: number;
}): ChargeLine[] {
  const missing = use.outPercent - use.inPercent;
  if (missing <= 0 || use.pricePerPercentFen === 0) return [];
  return [
    {
      code: 'fuel-difference',
      description: `Fuel or charge missing: ${missing} %`,
      quantity: missing,
      unitFen: use.pricePerPercentFen,
      amountFen: missing * use.pricePerPercentFen,
      vatRateBp: use.vatRateBp,
    },
  ];
}
