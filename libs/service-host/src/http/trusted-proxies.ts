import { isIP } from 'node:net';

/** @param text addresses and networks (`10.0.0.0/8`), comma separated; empty for none */
export function trustedProxies(text: string): string[] {
  return text === '' ? [] : text.split(',').map((entry) => entry.trim());
}

/** @returns false for anything but an address or a network; a network of all addresses would trust everybody */
export function isTrustedProxies(text: string): boolean {
  return trustedProxies(text).every((entry) => {
    const [address = '', bits, ...rest] = entry.split('/');
    const version = isIP(address);
    if (version === 0 || rest.length > 0) return false;
    if (bits === undefined) return true;
    return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
  });
}
