/** Arithmetic of IPv4 and IPv6 ranges. */
import { IPv4, IPv6 } from "ipaddr.js";

/** A range of addresses in CIDR notation. */
export interface Cidr {
  readonly version: 4 | 6;
  /** Leading bits all its addresses share: the 16 of `10.0.0.0/16`. */
  readonly prefix: number;
  /** The range as AWS writes it, host bits cleared: `10.0.0.0/16` for `10.0.1.2/16`. */
  readonly text: string;
  /** Whether the notation names an address inside the range rather than its first one, as `10.0.1.2/16` does. */
  readonly hasHostBits: boolean;
  /** The first address, byte by byte. */
  readonly bytes: readonly number[];
}

/** Reads CIDR notation; `undefined` when it is none. Short, octal and hexadecimal forms of IPv4 are none to AWS. */
export function parseCidr(text: string): Cidr | undefined {
  if (IPv4.isValidCIDRFourPartDecimal(text)) {
    return cidrOf(4, IPv4.parseCIDR(text));
  }
  return !text.includes("%") && IPv6.isValidCIDR(text) ? cidrOf(6, IPv6.parseCIDR(text)) : undefined;
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.version === inner.version && outer.prefix <= inner.prefix && agree(outer, inner, outer.prefix);
}

/** Whether two ranges share an address. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

function cidrOf(version: 4 | 6, [address, prefix]: readonly [IPv4 | IPv6, number]): Cidr {
  const given = address.toByteArray();
  const bytes = given.map((byte, index) => byte & maskOf(prefix, index));
  const first = version === 4 ? new IPv4(bytes) : new IPv6(bytes);
  return {
    version,
    prefix,
    text: `${first.toString()}/${prefix}`,
    hasHostBits: given.some((byte, index) => byte !== bytes[index]),
    bytes,
  };
}

function agree(a: Cidr, b: Cidr, prefix: number): boolean {
  return a.bytes.every((byte, index) => ((byte ^ (b.bytes[index] ?? 0)) & maskOf(prefix, index)) === 0);
}

/** Which bits of a byte belong to the prefix. */
function maskOf(prefix: number, index: number): number {
  const bits = Math.min(8, Math.max(0, prefix - index * 8));
  return (0xff << (8 - bits)) & 0xff;
}
