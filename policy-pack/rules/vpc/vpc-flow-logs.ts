import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { subnetsOf, SUBNETS, usesNativeProvider, VPCS } from "../../helpers/network";
import { quotedNames } from "../../helpers/words";

export const vpcFlowLogs = defineRule({
  id: "vpc-flow-logs",
  title: "Every VPC has a flow log of all its traffic",
  rationale:
    "After an incident the flow log tells who talked to whom. What was not recorded then, nobody can find out.",
  remediation:
    '`new aws.ec2.FlowLog(name, { vpcId: vpc.id, trafficType: "ALL", … })`, to a log group with a retention, or to a bucket.',
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub EC2.6", "Prowler vpc_flow_logs_enabled"),
  seeds: ["S1-8", "S3-1", "S3-6"],
  scope: "stack",
  targets: kinds.vpc,
  *check(vpc, { stack }) {
    const recorded = recordedOf(stack, vpc);
    if (recorded.all === "yes" || eachSubnetRecorded(stack, vpc)) {
      return;
    }
    const strays = [...stack.strays(VPCS, kinds.flowLog, "vpcId"), ...stack.strays(SUBNETS, kinds.flowLog, "subnetId")];
    if (recorded.all === "unknown" || strays.length > 0 || usesNativeProvider(stack)) {
      yield undecided("", "what the flow logs of the stack record is not known yet");
    } else if (recorded.logs.length > 0) {
      const types = [...new Set(recorded.logs.map((log) => log.at("trafficType").show()))].join(", ");
      const names = quotedNames(
        recorded.logs.map(({ name }) => name),
        3,
      );
      yield finding("", `Of the traffic in VPC "${vpc.name}" flow log ${names} records only ${types}.`, {
        remediation: 'Set `trafficType: "ALL"` on the flow log.',
      });
    } else {
      yield finding("", `VPC "${vpc.name}" has no flow log: nobody can tell later who talked to whom.`);
    }
  },
});

interface Recorded {
  readonly all: "yes" | "no" | "unknown";
  readonly logs: readonly Resource[];
}

/** What the flow logs of a VPC, or of a subnet, record together. */
function recordedOf(stack: Stack, of: Resource): Recorded {
  const isVpc = of.is(VPCS);
  const [targets, property] = isVpc ? [VPCS, "vpcId"] : [SUBNETS, "subnetId"];
  const logs = stack.companions(of, targets, kinds.flowLog, property);
  const sure = logs.filter((log) => stack.link(log, [property], targets).certain);
  const types = sure.map((log) => log.at("trafficType"));
  const has = (type: string) => types.some((each) => each.string?.toUpperCase() === type);
  if (has("ALL") || (has("ACCEPT") && has("REJECT"))) {
    return { all: "yes", logs: sure };
  }
  return { all: sure.length < logs.length || types.some((type) => type.unknown) ? "unknown" : "no", logs: sure };
}

/** A flow log on each subnet leaves nothing out, until somebody adds a subnet. */
function eachSubnetRecorded(stack: Stack, vpc: Resource): boolean {
  const { all, open } = subnetsOf(stack, vpc);
  return all.length > 0 && !open && all.every((subnet) => recordedOf(stack, subnet).all === "yes");
}
