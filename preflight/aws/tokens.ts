import { createHash } from "node:crypto";
import { MADE_UP_TOKEN } from "../../policy-pack/engine/made-up";

/**
 * `made-up` values carry the token the rules recognise (offline check); `plausible` ones look like AWS's own (the
 * stand-in provider of the tests).
 */
export type Style = "made-up" | "plausible";

/**
 * The random part of ids, in every alphabet AWS uses. Derived from a seed (a URN), so that the same program gets the same
 * values every time; made-up ones hold the token that rules recognise.
 */
export class Tokens {
  constructor(
    readonly seed: string,
    readonly style: Style,
  ) {}

  /**
   * Hexadecimal digits. Made-up ones are never fewer than the token has.
   * @param salt tells several tokens of one seed apart.
   */
  hex(length: number, salt = ""): string {
    const digits = stretch(`${this.seed}\u0000${salt}`, length);
    if (this.style === "made-up") {
      return `${MADE_UP_TOKEN}${digits}`.slice(0, Math.max(length, MADE_UP_TOKEN.length));
    }
    // A hash may hold the token by chance; a plausible value never does.
    return digits.replaceAll(MADE_UP_TOKEN, "1facade");
  }

  /** Upper-case letters and digits, as in a CloudFront distribution's or an IAM role's id. */
  upper(length: number, salt = ""): string {
    return this.hex(length, salt).toUpperCase();
  }

  /** A version 4 UUID. */
  uuid(salt = ""): string {
    const hex = this.hex(32, salt);
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join(
      "-",
    );
  }

  /** The seven digits behind an auto-name. */
  get suffix(): string {
    return this.hex(7);
  }

  /** A whole number below `limit`; numbers cannot be recognised as made up. */
  number(limit: number, salt = ""): number {
    return Number.parseInt(stretch(`${this.seed}\u0000number\u0000${salt}`, 8), 16) % limit;
  }
}

function stretch(seed: string, length: number): string {
  let digits = "";
  for (let block = 0; digits.length < length; block++) {
    digits += createHash("sha256").update(`${seed}\u0000${block}`).digest("hex");
  }
  return digits.slice(0, length);
}
