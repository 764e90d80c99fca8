/** Documents that are too long. */
import { maskUnknown, MASK } from "../../engine/made-up";
import type { Value } from "../../engine/value";
import type { DocumentPlace } from "../places";
import type { DocumentFault } from "./fault";

/**
 * Characters a document may have, white space left out in IAM
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html,
 * https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html).
 */
const LIMITS: ReadonlyMap<string, number> = new Map([
  ["aws:dynamodb/resourcePolicy:ResourcePolicy", 20_480],
  ["aws:iam/groupPolicy:GroupPolicy", 5_120],
  ["aws:iam/policy:Policy", 6_144],
  ["aws:iam/role:Role", 10_240],
  ["aws:iam/rolePolicy:RolePolicy", 10_240],
  ["aws:iam/userPolicy:UserPolicy", 2_048],
  ["aws:kms/key:Key", 32_768],
  ["aws:kms/keyPolicy:KeyPolicy", 32_768],
  ["aws:s3/bucket:Bucket", 20_480],
  ["aws:s3/bucketPolicy:BucketPolicy", 20_480],
  ["aws:s3/bucketV2:BucketV2", 20_480],
  ["aws:secretsmanager/secret:Secret", 20_480],
  ["aws:secretsmanager/secretPolicy:SecretPolicy", 20_480],
  ["aws:sqs/queue:Queue", 8_192],
  ["aws:sqs/queuePolicy:QueuePolicy", 8_192],
]);

/**
 * Whether a document is longer than AWS takes. What is not known yet counts for nothing, so a document that is too long
 * as far as it is known is too long.
 *
 * @param document the document, read.
 * @param trustLimit how long a trust policy may be; the account's quota.
 */
export function* sizeFaults(document: Value, place: DocumentPlace, trustLimit: number): Generator<DocumentFault> {
  const limit = place.kind === "trust" ? trustLimit : LIMITS.get(place.type);
  const length = maskUnknown(JSON.stringify(document.raw)).replaceAll(MASK, "").length;
  if (limit !== undefined && length > limit) {
    yield {
      at: document,
      message: `The document has ${length} characters, and AWS takes ${limit}. It refuses a longer one (\`LimitExceeded\`).`,
      remediation:
        place.kind === "trust"
          ? "Let in fewer principals by name, or have the quota of the account raised (up to 8,192), and say so in the setting `trustPolicyLength`."
          : "Split it into several policies, or put actions and resources together by wildcards that stay narrow.",
    };
  }
}
