import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { trustsService } from "../../helpers/service-access";
import { may, permissionsOf } from "../../iam/effective-permissions";

const SERVICE = "vpc-flow-logs.amazonaws.com";

const SOURCES = [
  "vpcId",
  "subnetId",
  "eniId",
  "transitGatewayId",
  "transitGatewayAttachmentId",
  "regionalNatGatewayId",
];
/** For a transit gateway EC2 records all traffic, and takes no `trafficType`. */
const WITHOUT_TRAFFIC_TYPE = ["transitGatewayId", "transitGatewayAttachmentId"];

export const flowLogValid = defineRule({
  id: "flow-log-valid",
  title: "A flow log has one source, a destination, and a role that may write to it",
  rationale: "EC2 refuses a flow log without these. With a role that may not write, it exists and records nothing.",
  remediation:
    "Name one source (`vpcId`), a `trafficType`, a `logDestination`, and for CloudWatch Logs an `iamRoleArn` that trusts " +
    "`vpc-flow-logs.amazonaws.com`.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S1-8", "S3-1", "F"],
  scope: "stack",
  targets: kinds.flowLog,
  *check(flowLog, { stack }) {
    const isSet = (name: string) => isDeclared(stack, flowLog, name) && flowLog.at(name).raw !== "";
    yield* checkSource(isSet);
    const type = flowLog.at("logDestinationType");
    if (type.unknown && isSet("logDestinationType")) {
      yield undecided(type, "the type of the destination is not known yet");
      return;
    }
    const toCloudWatch = !isSet("logDestinationType") || type.string === "cloud-watch-logs";
    // `logGroupName` is of provider 6 and before.
    if (!isSet("logDestination") && !(toCloudWatch && isSet("logGroupName"))) {
      yield finding("logDestination", "The flow log has no destination: EC2 refuses it.", {
        remediation: "Set `logDestination` to the ARN of a log group, a bucket or a delivery stream.",
      });
    }
    if (toCloudWatch && !isSet("iamRoleArn")) {
      yield finding(
        "iamRoleArn",
        "EC2 writes to CloudWatch Logs in a role's name, and the flow log has none: EC2 refuses it.",
        {
          remediation:
            "Set `iamRoleArn` to a role that trusts `vpc-flow-logs.amazonaws.com` and may write to the log group.",
        },
      );
    } else if (toCloudWatch) {
      yield* checkRole(stack, flowLog);
    } else if (type.string === "s3" && isSet("iamRoleArn")) {
      yield finding(
        "iamRoleArn",
        'To S3 flow logs are delivered without a role: EC2 answers "DeliverLogsPermissionArn is not applicable for s3 delivery".',
        { remediation: "Remove `iamRoleArn`; the bucket's policy lets the delivery in." },
      );
    }
  },
});

function* checkSource(isSet: (name: string) => boolean): Generator<Yield> {
  const sources = SOURCES.filter(isSet);
  const names = sources.map((name) => `\`${name}\``).join(" and ");
  if (sources.length !== 1) {
    yield finding(
      sources[1] ?? "",
      `The flow log has ${sources.length === 0 ? "no source" : `${sources.length} sources, ${names}`}: it records exactly one.`,
      { remediation: sources.length === 0 ? "Set `vpcId`." : "Make a flow log for each." },
    );
  } else if (!isSet("trafficType") && !sources.some((name) => WITHOUT_TRAFFIC_TYPE.includes(name))) {
    yield finding(
      "trafficType",
      `A flow log with ${names} says which traffic to record, and \`trafficType\` is not set: EC2 refuses it.`,
      {
        remediation: 'Set `trafficType: "ALL"`.',
      },
    );
  }
}

/** Whether the role, where it is of this stack, lets itself be assumed and may write. */
function* checkRole(stack: Stack, flowLog: Resource): Generator<Yield> {
  const { targets, certain } = stack.link(flowLog, ["iamRoleArn"], kinds.role);
  const [role] = certain ? targets : [];
  if (role === undefined) {
    if (!certain) {
      yield undecided("iamRoleArn", "which role writes the log is not known yet");
    }
    return;
  }
  const trust = trustsService(role, SERVICE);
  if (trust === "no") {
    yield finding(
      "iamRoleArn",
      `Role "${role.name}" does not let ${SERVICE} assume it: EC2 answers "Unable to assume given IAM role".`,
      {
        remediation: `Allow \`sts:AssumeRole\` to the service \`${SERVICE}\` in the role's \`assumeRolePolicy\`.`,
      },
    );
  }
  const group = stack.link(flowLog, ["logDestination"], kinds.logGroup);
  const [logGroup] = group.certain ? group.targets : [];
  // Events go to a stream, whose ARN the group's own does not cover.
  const target = logGroup === undefined ? undefined : { resource: logGroup, suffix: ":log-stream:eni-0-all" };
  const { answer } = may(permissionsOf(role, stack), "logs:PutLogEvents", target);
  if (answer === "no") {
    const where = logGroup === undefined ? "" : ` to log group "${logGroup.name}"`;
    yield finding(
      "iamRoleArn",
      `Role "${role.name}" may not write${where} (\`logs:PutLogEvents\`): the flow log stays empty.`,
      {
        remediation:
          "Allow `logs:CreateLogStream`, `logs:PutLogEvents` and `logs:DescribeLogStreams` on `${logGroup.arn}:*` in a policy of the role.",
      },
    );
  } else if (answer === "unknown" || trust === "unknown") {
    yield undecided("iamRoleArn", `what role "${role.name}" may do is not known yet`);
  }
}
