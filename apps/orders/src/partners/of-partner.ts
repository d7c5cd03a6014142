/** Whose a booking is when a partner made it. All of it is absent in a booking of the house. */
export interface OfPartner {
  partnerId: string;
  /** What the partner knows the customer by; no id of the house tells it whether somebody was known. */
  partnerCustomerId: string;
  /** Number of the booking at the partner. */
  reference?: string;
}

/** That part of something that belongs to a booking. */
export function ofPartner({
  partnerId,
  partnerCustomerId,
  reference,
}: Partial<OfPartner>): Partial<OfPartner> {
  return {
    ...(partnerId !== undefined && { partnerId }),
    ...(partnerCustomerId !== undefined && { partnerCustomerId }),
    ...(reference !== undefined && { reference }),
  };
}
