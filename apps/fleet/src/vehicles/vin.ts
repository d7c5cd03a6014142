/**
 * A vehicle identification number (GB 16735): 17 capital letters and digits without I, O and Q, which read like 1 and 0.
 * The check digit is not demanded: vehicles made for the Chinese market need not carry one.
 */
export const VIN = /^[A-HJ-NPR-Z0-9]{17}$/;

/** A number plate as painted, without spaces: 沪A12345, or 沪AD12345 for new-energy vehicles. */
export const PLATE = /^[\p{Script=Han}A-Z0-9·-]{5,12}$/u;
