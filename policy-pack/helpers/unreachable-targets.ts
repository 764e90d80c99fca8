/** Whether the targets of a target group can be reached on the port their health is checked at. */
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { anyOf, type Answer } from "../iam/answer";
import { isDeclared } from "./declared";
import { templateOf } from "./launching";
import { groupAt, opensPort, rulesOfGroup } from "./security-groups";
import { segmentsOf } from "./values-at";

const ATTACHMENTS: Kind = [
  "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  "aws:alb/targetGroupAttachment:TargetGroupAttachment",
];
/** A target that a health check cannot reach. */
export interface Unreachable {
  readonly target: Resource;
  readonly securityGroups: readonly Resource[];
  readonly port: number;
}

interface Target {
  readonly resource: Resource;
  /** Where its security groups are listed. */
  readonly holder: Resource;
  readonly list: Value;
  /** The port requests are sent to. */
  readonly port: Value;
}

/**
 * The targets of a group that none of their security groups lets anybody reach on the port of the health check. Only what
 * is sure: who may reach an open port is not looked at, and an unknown rule, group or port answers nothing.
 */
export function unreachableTargets(stack: Stack, group: Resource): readonly Unreachable[] {
  return targetsOf(stack, group).flatMap((target) => {
    const port = checkedPort(group, target.port);
    const securityGroups = port === undefined ? [] : securityGroupsOf(stack, target);
    const isShut =
      port !== undefined &&
      securityGroups.length > 0 &&
      securityGroups.every((each) => opens(stack, each, port) === "no");
    return isShut ? [{ target: target.resource, securityGroups, port }] : [];
  });
}

function checkedPort(group: Resource, traffic: Value): number | undefined {
  const check = group.at("healthCheck", "port");
  return check.absent || check.string === "traffic-port" || group.at("healthCheck").unknown
    ? traffic.number
    : check.number;
}

function targetsOf(stack: Stack, group: Resource): readonly Target[] {
  const isMeant = (from: Resource, value: Value) => {
    const link = stack.link(from, segmentsOf(value), kinds.targetGroup);
    return link.certain && link.targets[0] === group;
  };
  const services = stack.ofKind(kinds.ecsService).flatMap((service) =>
    service
      .at("loadBalancers")
      .items.filter((entry) => isMeant(service, entry.at("targetGroupArn")))
      .map((entry) => ({
        resource: service,
        holder: service,
        list: service.at("networkConfiguration", "securityGroups"),
        port: entry.at("containerPort"),
      })),
  );
  const instances = stack.companions(group, kinds.targetGroup, ATTACHMENTS, "targetGroupArn").flatMap((attachment) => {
    const { targets, certain } = stack.link(attachment, ["targetId"], kinds.ec2Instance);
    const [instance] = certain && isMeant(attachment, attachment.at("targetGroupArn")) ? targets : [];
    const port = attachment.at("port").absent ? group.at("port") : attachment.at("port");
    return instance === undefined || !isDeclared(stack, instance, "vpcSecurityGroupIds")
      ? []
      : [{ resource: instance, holder: instance, list: instance.at("vpcSecurityGroupIds"), port }];
  });
  const groups = stack.ofKind(kinds.autoScalingGroup).flatMap((workers) => {
    const template = templateOf(stack, workers);
    const [holder] = template?.certain === true ? template.targets : [];
    return holder !== undefined && workers.at("targetGroupArns").items.some((value) => isMeant(workers, value))
      ? [{ resource: workers, holder, list: holder.at("vpcSecurityGroupIds"), port: group.at("port") }]
      : [];
  });
  return [...services, ...instances, ...groups];
}

/** All security groups of a target; none when one of them is not known, or not of this stack. */
function securityGroupsOf(stack: Stack, { holder, list }: Target): readonly Resource[] {
  const links = list.items.map((item) => groupAt(stack, holder, item));
  return links.every(({ targets, exhaustive }) => exhaustive && targets.length > 0)
    ? [...new Set(links.flatMap(({ targets }) => targets))]
    : [];
}

function opens(stack: Stack, securityGroup: Resource, port: number): Answer {
  const { rules, open } = rulesOfGroup(stack, securityGroup, "ingress");
  const answer = anyOf(rules.map((rule) => opensPort(rule, port)));
  return answer === "no" && open ? "unknown" : answer;
}
