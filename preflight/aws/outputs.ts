import { createHash } from "node:crypto";
import { MADE_UP_ACCOUNT, MADE_UP_TOKEN } from "../../policy-pack/engine/made-up";

/** Where a resource lives. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** The place of a program about whose account nothing is known. */
export const MADE_UP_PLACE: Place = { partition: "aws", region: "us-east-1", account: MADE_UP_ACCOUNT };

/** What AWS would have answered when it created a resource. */
export interface Fabricated {
  readonly id: string;
  /** All properties after creation: the inputs, and what AWS computes. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * `made-up` values carry the token the rules recognise (offline check); `plausible` ones look like AWS's own (the
 * stand-in provider of the tests).
 */
export type Style = "made-up" | "plausible";

/** Fabricates id and computed outputs of the right form for a resource. Deterministic: the same URN, the same values. */
export function fabricateOutputs(
  type: string,
  urn: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  place: Place,
  style: Style,
): Fabricated {
  const hex = hexOf(urn, style);
  const service = type.split(":")[1]?.split("/")[0] ?? "aws";
  const text = (key: string) => (typeof inputs[key] === "string" ? inputs[key] : undefined);
  if (/^aws:s3\/bucket(V2)?:/.test(type)) {
    const bucket = text("bucket") ?? `${name}-${hex.slice(0, 7)}`;
    return {
      id: bucket,
      outputs: {
        ...inputs,
        id: bucket,
        bucket,
        arn: `arn:${place.partition}:s3:::${bucket}`,
        bucketDomainName: `${bucket}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${bucket}.s3.${place.region}.amazonaws.com`,
      },
    };
  }
  const physical = text("name") ?? `${name}-${hex.slice(0, 7)}`;
  const arn = `arn:${place.partition}:${service}:${place.region}:${place.account}:${physical}`;
  const id = service === "sns" ? arn : physical;
  return { id, outputs: { ...inputs, id, arn } };
}

/** 17 hexadecimal digits derived from a URN, the length of an EC2 id. */
export function hexOf(urn: string, style: Style): string {
  const hash = createHash("sha256").update(urn).digest("hex");
  return style === "made-up" ? `${MADE_UP_TOKEN}${hash.slice(0, 10)}` : hash.slice(0, 17);
}
