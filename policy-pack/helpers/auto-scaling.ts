/** What rules ask of Auto Scaling groups. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import type { Answer } from "./alarms";
import { isDeclared } from "./declared";

const INLINE = ["targetGroupArns", "loadBalancers", "trafficSources"];
const SEPARATE = [kinds.autoScalingAttachment, kinds.autoScalingTrafficSource];

/** VPC Lattice checks the health of its targets in another way (`VPC_LATTICE`). */
const LATTICE = "vpc-lattice";

/** Whether a load balancer sends requests to the instances of a group. */
export function isLoadBalanced(stack: Stack, group: Resource): Answer {
  const inline = INLINE.filter((name) => isDeclared(stack, group, name)).map((name) => group.at(name));
  const attached = SEPARATE.flatMap((kind) =>
    stack.companions(group, kinds.autoScalingGroup, kind, "autoscalingGroupName"),
  );
  if (inline.some((list) => list.items.some(isLoadBalancer)) || attached.some(attachesLoadBalancer)) {
    return "yes";
  }
  const strays = SEPARATE.some((kind) => stack.strays(kinds.autoScalingGroup, kind, "autoscalingGroupName").length > 0);
  return strays || inline.some((list) => list.unknown) ? "unknown" : "no";
}

function isLoadBalancer(source: Value): boolean {
  return source.at("type").string !== LATTICE;
}

function attachesLoadBalancer(attachment: Resource): boolean {
  return attachment.at("trafficSource", "type").string !== LATTICE;
}
