/** An IPv4 network. */
export interface Network {
  /** The first address as a number. */
  readonly base: number;
  /** Length of the prefix, 0 to 32. */
  readonly prefix: number;
}

const CIDR = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/** The ranges set aside for private networks (RFC 1918). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** Reads `10.0.0.0/16`. `undefined` for anything else, host bits behind the prefix included. */
export function parseCidr(text: string): Network | undefined {
  const parts = CIDR.exec(text)?.slice(1).map(Number);
  if (parts === undefined) {
    return undefined;
  }
  const prefix = parts.pop() ?? 33;
  if (prefix > 32 || parts.some((part) => part > 255)) {
    return undefined;
  }
  // Multiplication, not shifts: JavaScript shifts are signed and wrap at 32 bits.
  const base = parts.reduce((sum, part) => sum * 256 + part, 0);
  return base % sizeOf(prefix) === 0 ? { base, prefix } : undefined;
}

/** Writes a network the way it is read. */
export function formatCidr({ base, prefix }: Network): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  return `${bytes.join(".")}/${prefix}`;
}

/** Whether a network lies inside one of the private ranges. */
export function isPrivate({ base, prefix }: Network): boolean {
  return PRIVATE.map(parseCidr).some(
    (range) =>
      range !== undefined &&
      prefix >= range.prefix &&
      base >= range.base &&
      base + sizeOf(prefix) <= range.base + sizeOf(range.prefix),
  );
}

/** Whether two networks, as texts, have an address in common. */
export function overlap(one: string, other: string): boolean {
  const [first, second] = [parseCidr(one), parseCidr(other)];
  return (
    first !== undefined &&
    second !== undefined &&
    first.base < second.base + sizeOf(second.prefix) &&
    second.base < first.base + sizeOf(first.prefix)
  );
}

/**
 * The n-th part of a network that is cut into `2 ** bits` equal parts.
 *
 * @throws RangeError when there is no such part.
 */
export function subnetOf(network: Network, bits: number, index: number): Network {
  const prefix = network.prefix + bits;
  if (prefix > 32 || index < 0 || index >= 2 ** bits) {
    throw new RangeError(`${formatCidr(network)} has no part ${index} of ${2 ** bits}`);
  }
  return { base: network.base + index * sizeOf(prefix), prefix };
}

function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}
