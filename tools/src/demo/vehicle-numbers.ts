/** Made-up but well-formed numbers, so that the services' own checks are exercised. */

const VIN_CHARACTERS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';

/** A VIN of 17 characters without I, O and Q; unique per serial. */
export function vinOf(serial: number): string {
  let rest = serial;
  let tail = '';
  for (let i = 0; i < 6; i++) {
    tail = `${VIN_CHARACTERS[rest % 10]}${tail}`;
    rest = Math.floor(rest / 10);
  }
  return `LHTA1B2C3D5${tail}`;
}

/** A plate such as 沪A00042; unique per serial within a region. */
export function plateOf(region: string, serial: number): string {
  return `${region}A${String(serial).padStart(5, '0')}`;
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A resident identity number (居民身份证号) with its check digit by GB 11643 (ISO 7064 MOD 11-2). */
export function residentIdOf(serial: number, birthDate: string): string {
  const area = 110_101 + (Math.floor(serial / 1000) % 800) * 100;
  const body = `${area}${birthDate.replaceAll('-', '')}${String(serial % 1000).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (WEIGHTS[i] ?? 0), 0);
  return `${body}${'10X98765432'[sum % 11]}`;
}
