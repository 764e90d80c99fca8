import { kinds, type Kind } from "./kinds";
import type { Resource } from "./resource";
import type { Value } from "./value";

/** Properties by which programs refer to a resource of any type. */
const COMMON = ["id", "arn", "name"] as const;

/** Further ones, by kind. */
const FURTHER: readonly (readonly [Kind, readonly string[]])[] = [
  [
    [...kinds.bucket, ...kinds.directoryBucket],
    ["bucket", "bucketDomainName", "bucketRegionalDomainName"],
  ],
  [kinds.metricAlarm, ["alarmName"]],
  [kinds.compositeAlarm, ["alarmName"]],
  [kinds.kmsKey, ["keyId"]],
];

const FURTHER_BY_TYPE = new Map(FURTHER.flatMap(([kind, names]) => kind.map((type) => [type, names] as const)));
const BUCKET_TYPES = new Set<string>([...kinds.bucket, ...kinds.directoryBucket]);

/** What a resource can be called by: the values of its identifying properties. */
export interface Identity {
  /** Known texts that denote this resource. */
  readonly texts: readonly string[];
  /** Whether some identifying property is not known yet, so that a text may denote it all the same. */
  readonly open: boolean;
}

/** The identity of a resource, derived forms of a bucket's name included (`arn:aws:s3:::n`, `n.s3.amazonaws.com`). */
export function identityOf(resource: Resource): Identity {
  const values: Value[] = [...COMMON, ...(FURTHER_BY_TYPE.get(resource.type) ?? [])].map((name) => resource.at(name));
  const texts = values.flatMap((value) => (value.string === undefined || value.string === "" ? [] : [value.string]));
  if (BUCKET_TYPES.has(resource.type)) {
    const name = resource.at("bucket").string;
    if (name !== undefined) {
      texts.push(`arn:aws:s3:::${name}`, `arn:aws-cn:s3:::${name}`, `arn:aws-us-gov:s3:::${name}`);
      texts.push(`${name}.s3.amazonaws.com`);
    }
    // The name alone decides every other form, so a bucket whose name is known can be told from any other text.
    return { texts, open: name === undefined };
  }
  return { texts, open: values.some((value) => value.unknown) || texts.length === 0 };
}

/** Normalises a text that may denote a bucket: the regional endpoint means the same bucket as the global one. */
export function normaliseReference(text: string): string {
  return text.replace(/\.s3[.-][a-z]{2}(?:-[a-z]+)+-\d\.amazonaws\.com$/, ".s3.amazonaws.com");
}
