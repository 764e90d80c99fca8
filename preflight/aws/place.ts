import { MADE_UP_ACCOUNT } from "../../policy-pack/engine/made-up";

/** Where a resource lives, and what its provider adds to it. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** The provider's `defaultTags.tags`. */
  readonly defaultTags?: Readonly<Record<string, unknown>>;
}

/** The place of a program about whose account nothing is known. */
export const MADE_UP_PLACE: Place = { partition: "aws", region: "us-east-1", account: MADE_UP_ACCOUNT };

/**
 * `made-up` values carry the token the rules recognise (offline check); `plausible` ones look like AWS's own (the
 * stand-in provider of the tests).
 */
export type Style = "made-up" | "plausible";

/** The partition a region belongs to (https://docs.aws.amazon.com/general/latest/gr/aws-arns-and-namespaces.html). */
export function partitionOf(region: string): string {
  return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** The DNS suffix of a partition's services. */
export function dnsSuffixOf(partition: string): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
