import type { BasisPoints, BusinessDay } from '@houtai/domain-kit';

export type SupplyType = 'self-drive-rental' | 'transport-with-driver' | 'other-service' | 'simplified';

/**
 * VAT by type of supply, each rate from its first day on (增值税). Add a row, never edit one: old prices must be
 * reproducible. Sources: 财税〔2016〕36号, 财税〔2018〕32号, 财政部 税务总局 海关总署公告2019年第39号.
 */
const VAT_RATES: readonly { supply: SupplyType; from: BusinessDay; rateBp: BasisPoints }[] = [
  { supply: 'self-drive-rental', from: '2016-05-01', rateBp: 1700 },
  { supply: 'self-drive-rental', from: '2018-05-01', rateBp: 1600 },
  { supply: 'self-drive-rental', from: '2019-04-01', rateBp: 1300 },
  { supply: 'transport-with-driver', from: '2016-05-01', rateBp: 1100 },
  { supply: 'transport-with-driver', from: '2018-05-01', rateBp: 1000 },
  { supply: 'transport-with-driver', from: '2019-04-01', rateBp: 900 },
  { supply: 'other-service', from: '2016-05-01', rateBp: 600 },
  { supply: 'simplified', from: '2016-05-01', rateBp: 300 },
];

/** The rate in force on `day`; the first known one for earlier days. */
export function vatRateOn(day: BusinessDay, supply: SupplyType = 'self-drive-rental'): BasisPoints {
  const rates = VAT_RATES.filter((rate) => rate.supply === supply);
  const inForce = rates.findLast((rate) => rate.from <= day) ?? rates[0];
  if (!inForce) throw new RangeError(`No VAT rate is known for ${supply}`);
  return inForce.rateBp;
}
