import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { companionsOf } from "../../helpers/buckets";
import { isDeclared } from "../../helpers/declared";
import { readDocument } from "../../iam/document";
import { turnsHttpAway } from "../../iam/tls-only";

export const s3TlsOnly = defineRule({
  id: "s3-tls-only",
  title: "Bucket policies turn plain HTTP away",
  rationale:
    "S3 answers over plain HTTP, too: then objects, and signed addresses that open them, can be read on the way.",
  remediation:
    'Add to the bucket policy: `{ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [arn, arn + "/*"], ' +
    'Condition: { Bool: { "aws:SecureTransport": "false" } } }`, with the ARN of the bucket.',
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub S3.5", "Prowler s3_bucket_secure_transport_policy", "text of CC6.7"),
  seeds: ["S1-5"],
  scope: "stack",
  targets: kinds.bucket,
  *check(bucket, { stack }) {
    const sites = companionsOf(stack, bucket, kinds.bucketWebsite);
    if (sites.sure.length > 0 || ["website", "websites"].some((name) => isDeclared(stack, bucket, name))) {
      yield notApplicable("it serves a website, and the website endpoint of S3 speaks nothing but HTTP");
      return;
    }
    const policies = companionsOf(stack, bucket, kinds.bucketPolicy);
    if (sites.possible.length > 0 || policies.possible.length > 0) {
      yield undecided("", "which policy the bucket has is not known yet");
      return;
    }
    const separate = policies.sure.map((resource) => ({ resource, value: resource.at("policy") }));
    const inline = isDeclared(stack, bucket, "policy") ? [{ resource: bucket, value: bucket.at("policy") }] : [];
    const all = separate.length > 0 ? separate : inline;
    if (all.length === 0) {
      yield finding("", `Bucket "${bucket.name}" has no policy, so S3 answers plain HTTP for it.`);
    }
    for (const { resource, value } of all) {
      yield* judgePolicy(resource, value, bucket);
    }
  },
});

function* judgePolicy(holder: Resource, value: Value, bucket: Resource): Generator<Yield> {
  const document = readDocument(value) ?? { statements: [], open: [] };
  const { only, attempt } = turnsHttpAway(document);
  if (only === undefined) {
    yield undecided(value, "whether the bucket policy turns plain HTTP away is not known yet");
  } else if (!only && attempt === undefined) {
    yield finding(value, `No statement of the policy of bucket "${bucket.name}" denies requests over plain HTTP.`, {
      resource: holder,
    });
  } else if (!only && attempt !== undefined) {
    const { statement, gap } = attempt;
    yield finding(
      statement.value,
      `The statement denies plain HTTP and ${gap}; the rest of bucket "${bucket.name}" S3 still answers over HTTP.`,
      { resource: holder },
    );
  }
}
