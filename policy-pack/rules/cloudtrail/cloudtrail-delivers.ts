import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { companionsOf } from "../../helpers/buckets";
import { ownPolicy } from "../../helpers/attached-policies";
import { admitsService } from "../../helpers/service-access";
import { listed } from "../../helpers/words";

const SERVICE = "cloudtrail.amazonaws.com";
const ACTIONS = ["s3:GetBucketAcl", "s3:PutObject"];

export const cloudtrailDelivers = defineRule({
  id: "cloudtrail-delivers",
  title: "Trails can deliver what they record",
  rationale:
    "CloudTrail tries the bucket, the log group and their permissions when the trail is created, and refuses the trail.",
  remediation: `Let \`${SERVICE}\` into the bucket, and create the trail after the bucket's policy.`,
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S2-7", "F"],
  scope: "stack",
  targets: [...kinds.trail],
  *check(trail, { stack }) {
    yield* checkBucket(trail, stack);
    yield* checkLogGroup(trail);
    yield* checkGlobalEvents(trail);
  },
});

function* checkBucket(trail: Resource, stack: Stack): Generator<Yield> {
  const { targets, certain } = stack.link(trail, ["s3BucketName"], kinds.bucket);
  const [bucket] = targets;
  if (!certain) {
    yield undecided("s3BucketName", "which bucket the trail delivers to is not known yet");
  }
  if (!certain || bucket === undefined) {
    return;
  }
  const { sure, possible } = companionsOf(stack, bucket, kinds.bucketPolicy);
  const own = ownPolicy(bucket, stack).map(({ value }) => value);
  const policies = sure.length > 0 ? sure.map((each) => each.at("policy")) : own;
  const answer = admitsService(policies, SERVICE, ACTIONS);
  if (answer === "unknown" || (answer === "no" && possible.length > 0)) {
    yield undecided(
      "s3BucketName",
      `whether the policy of the bucket "${bucket.name}" lets CloudTrail in is not known yet`,
    );
  } else if (answer === "no") {
    const why =
      policies.length === 0 ? "has no policy in the stack" : `has a policy that does not let \`${SERVICE}\` in`;
    yield finding("s3BucketName", `The bucket "${bucket.name}" ${why}: AWS refuses the trail.`, {
      remediation: `Add a bucket policy that allows \`${SERVICE}\` ${listed(ACTIONS)}, the second on \`AWSLogs/<account>/*\`.`,
    });
  }
  const later = sure.filter((each) => !stack.isOrderedAfter(trail, each));
  if (later[0] !== undefined && answer !== "no") {
    yield finding(
      "",
      `Nothing orders the trail after the bucket's policy "${later[0].name}"; created first, it is refused.`,
      {
        remediation:
          "Add `{ dependsOn: [bucketPolicy] }` to the trail, or take the bucket's name from the policy: `policy.bucket`.",
      },
    );
  }
}

function* checkLogGroup(trail: Resource): Generator<Yield> {
  const group = trail.at("cloudWatchLogsGroupArn");
  if (group.absent || group.string === "") {
    return;
  }
  if (group.unknown) {
    yield undecided(group, "whether the log group's ARN ends in `:*` is not known yet");
  } else if (group.string?.endsWith(":*") === false) {
    yield finding(group, `${group.show()} does not end in \`:*\`: AWS refuses the trail.`, {
      remediation: "Write pulumi.interpolate`${logGroup.arn}:*`.",
    });
  }
  if (trail.at("cloudWatchLogsRoleArn").absent) {
    yield finding(
      "cloudWatchLogsRoleArn",
      "The trail has a log group and no role to write to it: AWS refuses the trail.",
      {
        remediation: `Set \`cloudWatchLogsRoleArn\` to a role that \`${SERVICE}\` may assume and that may write to the log group.`,
      },
    );
  }
}

function* checkGlobalEvents(trail: Resource): Generator<Yield> {
  const global = trail.at("includeGlobalServiceEvents");
  if (trail.at("isMultiRegionTrail").boolean === true && global.boolean === false) {
    yield finding(global, "A trail of all regions must include global service events: AWS refuses this one.", {
      remediation: "Remove `includeGlobalServiceEvents: false`.",
    });
  }
}
