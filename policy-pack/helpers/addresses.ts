/** IP address ranges, as security groups name them. */
import ipaddr from "ipaddr.js";

/** A range of addresses of one family. */
export interface AddressRange {
  readonly family: "ipv4" | "ipv6";
  readonly first: bigint;
  readonly last: bigint;
  /** Length of the prefix: 16 in `10.0.0.0/16`. */
  readonly prefix: number;
  /** Whether all of it is private: RFC 1918, carrier-grade NAT, unique local or link-local addresses. */
  readonly isPrivate: boolean;
}

const BITS = { ipv4: 32, ipv6: 128 } as const;

/** Reads a range in CIDR notation, or a single address; the bits behind the prefix do not matter, as in EC2. */
export function addressRange(text: string): AddressRange | undefined {
  const trimmed = text.trim();
  try {
    const [address, prefix] = trimmed.includes("/")
      ? ipaddr.parseCIDR(trimmed)
      : ([ipaddr.parse(trimmed), undefined] as const);
    const family = address.kind();
    const length = prefix ?? BITS[family];
    const size = 1n << BigInt(BITS[family] - length);
    const value = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    const first = value - (value % size);
    return { family, first, last: first + size - 1n, prefix: length, isPrivate: isWithinPrivate(family, first, size) };
  } catch {
    return undefined;
  }
}

/** https://www.rfc-editor.org/rfc/rfc1918, rfc6598, rfc4193, rfc4291 */
const PRIVATE = {
  ipv4: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"],
  ipv6: ["fc00::/7", "fe80::/10"],
} as const;

function isWithinPrivate(family: AddressRange["family"], first: bigint, size: bigint): boolean {
  return PRIVATE[family].some((text) => {
    const [address, prefix] = ipaddr.parseCIDR(text);
    const start = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    return first >= start && first + size <= start + (1n << BigInt(BITS[family] - prefix));
  });
}

/**
 * A quarter of the addresses: `0.0.0.0/2`. No network is as large, so ranges that together hold more mean everybody. IPv6
 * has given out only 2000::/3 (https://www.iana.org/assignments/ipv6-address-space/ipv6-address-space.xhtml), so there it
 * is a quarter of that.
 */
const WORLD = {
  ipv4: { first: 0n, last: (1n << 32n) - 1n, least: 1n << 30n },
  ipv6: { first: 1n << 125n, last: (1n << 126n) - 1n, least: 1n << 123n },
} as const;

/** Whether ranges, taken together, admit the world: `0.0.0.0/0`, `::/0`, or parts such as `0.0.0.0/1` and `128.0.0.0/1`. */
export function admitsWorld(ranges: readonly AddressRange[]): boolean {
  return (["ipv4", "ipv6"] as const).some((family) => {
    const world = WORLD[family];
    const parts = ranges
      .filter((range) => range.family === family)
      .map(({ first, last }) => ({
        first: first > world.first ? first : world.first,
        last: last < world.last ? last : world.last,
      }))
      .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
    let covered = 0n;
    let next = world.first;
    for (const { first, last } of parts) {
      const from = first > next ? first : next;
      if (last >= from) {
        covered += last - from + 1n;
        next = last + 1n;
      }
    }
    return covered >= world.least;
  });
}
