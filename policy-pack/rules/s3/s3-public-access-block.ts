import { kinds, type Kind } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { companionsOf } from "../../helpers/buckets";
import { sameAccount } from "../../helpers/place";
import { anyOf, type Answer } from "../../iam/answer";

const SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
const BLOCKS: Kind = [...kinds.bucketPublicAccessBlock, ...kinds.accountPublicAccessBlock];

/** What each switch keeps out (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html). */
const WITHOUT: Readonly<Record<string, string>> = {
  blockPublicAcls: "public ACLs can be set",
  blockPublicPolicy: "a public bucket policy can be set",
  ignorePublicAcls: "public ACLs that exist take effect",
  restrictPublicBuckets: "a public bucket policy lets everyone in",
};

export const s3PublicAccessBlock = defineRule({
  id: "s3-public-access-block",
  title: "Buckets block public access with all four switches",
  rationale:
    "One wrong ACL or policy statement publishes a bucket. The block makes S3 refuse or ignore it, whoever writes it.",
  remediation:
    "`new aws.s3.BucketPublicAccessBlock(name, { bucket: bucket.id, blockPublicAcls: true, blockPublicPolicy: true, " +
    "ignorePublicAcls: true, restrictPublicBuckets: true });` To publish a site, keep the bucket closed and put " +
    "CloudFront with an origin access control before it.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub S3.1",
    "Security Hub S3.8",
    "Prowler s3_bucket_level_public_access_block",
    "Powerpipe s3_public_access_block_account",
    "text of A.8.3",
    "text of SEC08-BP04",
  ),
  seeds: ["S1-5", "S4-7"],
  scope: "stack",
  targets: [...kinds.bucket, ...BLOCKS],
  remediate: {
    does: "Sets the switches of an `aws.s3.BucketPublicAccessBlock` that are off or left out.",
    // A block for the whole account concerns buckets that are not the program's.
    targets: () => kinds.bucketPublicAccessBlock,
    *edits() {
      for (const name of SWITCHES) {
        yield set(name, true);
      }
    },
  },
  *check(resource, { stack }) {
    const account = coveredByAccount(stack, resource);
    if (account === "yes") {
      yield notApplicable("a block for the whole account, with all four switches, covers it");
    } else if (BLOCKS.includes(resource.type)) {
      yield* judgeBlock(resource, account);
    } else {
      yield* judgeBucket(stack, resource, account);
    }
  },
});

function* judgeBlock(block: Resource, account: Answer): Generator<Yield> {
  // The provider takes an absent switch for false.
  const off = SWITCHES.filter((name) => block.at(name).absent || block.at(name).boolean === false);
  const open = SWITCHES.filter((name) => block.at(name).unknown);
  const [first = open[0] ?? ""] = off;
  if (off.length > 0 && account === "no") {
    const lost = off.map(
      (name) => `\`${name}\` is ${block.at(name).absent ? "left out, and so off" : "off"}: ${WITHOUT[name] ?? ""}`,
    );
    yield finding(block.at(first), `${lost.join("; ")}.`, { remediation: "Set all four switches to `true`." });
  } else if (off.length > 0 || open.length > 0) {
    yield undecided(
      block.at(first),
      "whether public access is blocked here, or for the whole account, is not known yet",
    );
  }
}

function* judgeBucket(stack: Stack, bucket: Resource, account: Answer): Generator<Yield> {
  const { sure, possible } = companionsOf(stack, bucket, kinds.bucketPublicAccessBlock);
  if (sure.length > 0) {
    return; // Its switches are judged where they stand.
  }
  if (possible.length > 0 || account === "unknown") {
    yield undecided("", "whether a public access block belongs to this bucket is not known yet");
    return;
  }
  yield finding(
    "",
    `Nothing in the stack blocks public access to bucket "${bucket.name}". S3 switches the block on for buckets created ` +
      "since April 2023, but what no program states, no deployment puts back: it can be taken off by hand and stay off.",
    { severity: "medium" },
  );
}

/**
 * Whether a block for the whole account covers a resource: S3 applies the stricter of both. One that is made with other
 * credentials may be in another account.
 */
function coveredByAccount(stack: Stack, resource: Resource): Answer {
  const answers = stack.ofKind(kinds.accountPublicAccessBlock).map((block): Answer => {
    const switches = SWITCHES.map((name) => block.at(name));
    if (block === resource || switches.some((each) => !each.unknown && each.boolean !== true)) {
      return "no";
    }
    const known = switches.every((each) => each.boolean === true);
    return known ? sameAccount(block, resource) : "unknown";
  });
  return anyOf(answers);
}
