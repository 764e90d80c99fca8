/** What the targets of EventBridge rules need, so that events reach them. */
import { MASK, maskUnknown } from "../engine/made-up";
import { kinds, type Kind } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { matches } from "../iam/wildcard";
import { isDeclared } from "./declared";
import { FUNCTIONS } from "./functions";
import type { Answer } from "../iam/answer";

/** How EventBridge may reach what it sends events to, and what it does there. */
export interface TargetAccess {
  readonly kind: Kind;
  /** The service in the ARN. */
  readonly service: string;
  /** A role, or a policy of the target itself. */
  readonly by: "role" | "permission" | "policy";
  /** What a policy must allow. */
  readonly action?: string;
}

/**
 * "RoleArn is required for target" (https://github.com/hashicorp/terraform-provider-aws/pull/19913,
 * https://github.com/awsdocs/aws-codepipeline-user-guide/pull/18, https://github.com/awsdocs/aws-cloudformation-user-guide/pull/1178,
 * https://github.com/hashicorp/terraform-provider-aws/issues/27215), and
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-iam-roles.html; resource policies:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html.
 */
const TARGET_ACCESS: readonly TargetAccess[] = [
  { kind: kinds.stateMachine, service: "states", by: "role" },
  { kind: kinds.stream, service: "kinesis", by: "role" },
  { kind: kinds.ecsCluster, service: "ecs", by: "role" },
  { kind: kinds.batchJobQueue, service: "batch", by: "role" },
  { kind: kinds.codebuildProject, service: "codebuild", by: "role" },
  { kind: kinds.pipeline, service: "codepipeline", by: "role" },
  { kind: kinds.eventApiDestination, service: "events-api-destination", by: "role" },
  { kind: FUNCTIONS, service: "lambda", by: "permission" },
  { kind: kinds.topic, service: "sns", by: "policy", action: "sns:Publish" },
  { kind: kinds.queue, service: "sqs", by: "policy", action: "sqs:SendMessage" },
  { kind: kinds.logGroup, service: "logs", by: "policy" },
];
const TARGET_KINDS: Kind = TARGET_ACCESS.flatMap(({ kind }) => kind);

/** What a target needs, and which resource of the stack it is, as far as that is known. */
export interface FoundTarget {
  readonly access: TargetAccess | undefined;
  readonly resource: Resource | undefined;
  /** It may be one of several resources of the stack. */
  readonly open: boolean;
}

/** Finds what an event target sends to. */
export function targetOf(stack: Stack, target: Resource): FoundTarget {
  const { targets, certain } = stack.link(target, ["arn"], TARGET_KINDS);
  const [resource] = certain ? targets : [];
  if (resource !== undefined) {
    return { access: TARGET_ACCESS.find(({ kind }) => kind.includes(resource.type)), resource, open: false };
  }
  const service = serviceIn(target.at("arn").string ?? "");
  return {
    access: TARGET_ACCESS.find((each) => each.service === service),
    resource: undefined,
    open: targets.length > 0 || target.at("arn").unknown,
  };
}

/** The service of an ARN; of an API destination, which shares its service with buses, a name of its own. */
export function serviceIn(arn: string): string | undefined {
  const [scheme, , service, , , ...rest] = arn.split(":");
  if (scheme !== "arn" || service === undefined || maskUnknown(service).includes(MASK)) {
    return undefined;
  }
  return service === "events" && rest.join(":").startsWith("api-destination/") ? "events-api-destination" : service;
}

/** The one rule a target surely belongs to. */
export function ruleOf(stack: Stack, target: Resource): Resource | undefined {
  const { targets, certain } = stack.link(target, ["rule"], kinds.eventRule);
  return certain ? targets[0] : undefined;
}

/** Whether a rule is on a bus of somebody's own, and not on the account's default bus. */
export function isOnCustomBus(stack: Stack, rule: Resource): Answer {
  const bus = rule.at("eventBusName");
  if (!isDeclared(stack, rule, "eventBusName") || bus.string === "") {
    return "no";
  }
  // The default bus exists in every account; one that a program makes is another.
  if (stack.link(rule, ["eventBusName"], kinds.eventBus).targets.length > 0) {
    return "yes";
  }
  if (bus.halfKnown || bus.string === undefined) {
    return "unknown";
  }
  return /^(?:arn:.*:event-bus\/)?default$/.test(bus.string) ? "no" : "yes";
}

/** Whether the `sourceArn` of a Lambda permission is that of a rule. */
export function isSourceRule(stack: Stack, rule: Resource | undefined, permission: Resource): Answer {
  const arn = permission.at("sourceArn");
  const { targets, exhaustive } = stack.link(permission, ["sourceArn"], kinds.eventRule);
  if (rule === undefined) {
    return "unknown";
  }
  if (targets.length > 0 && exhaustive) {
    return !targets.includes(rule) ? "no" : targets.length === 1 ? "yes" : "unknown";
  }
  const text = maskUnknown(arn.string ?? MASK);
  const [, , service = "*", , , ...rest] = text.split(":");
  const resource = rest.join(":");
  if (service !== "*" && !service.includes(MASK) && service !== "events") {
    return "no";
  }
  const name = rule.at("name");
  const bus = rule.at("eventBusName");
  const custom = isOnCustomBus(stack, rule);
  if (resource === "" || resource.includes(MASK) || name.halfKnown || name.string === undefined) {
    return "unknown";
  }
  if (custom === "unknown" || (custom === "yes" && (bus.halfKnown || bus.string === undefined))) {
    return "unknown";
  }
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html: `rule/bus/name`.
  const busName = custom === "yes" ? `${bus.string?.replace(/^.*\//, "") ?? ""}/` : "";
  return matches(resource, `rule/${busName}${name.string}`) ? "yes" : "no";
}
