import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { isDeclared } from "../../helpers/declared";
import { forwardersTo, loadBalancersOf } from "../../helpers/forwarding";
import { containersOf } from "../../helpers/task-definitions";
import { quotedNames } from "../../helpers/words";

const FARGATE_PROVIDERS = ["FARGATE", "FARGATE_SPOT"];

export const ecsValidService = defineRule({
  id: "ecs-valid-service",
  title: "ECS accepts the service",
  rationale: "A preview does not ask ECS; it refuses the service when everything it needs exists.",
  remediation: "Correct the property as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.ecsService,
  *check(service, { stack }) {
    // With an external controller it is the task sets that say where and how tasks run.
    if (service.at("deploymentController", "type").string === "EXTERNAL") {
      yield notApplicable("task sets of an external deployment controller say how tasks run");
      return;
    }
    yield* checkLaunch(service, stack);
    yield* checkNetwork(service, stack);
    for (const [index, balancer] of service.at("loadBalancers").items.entries()) {
      yield* checkOrder(service, index, stack);
      yield* checkContainer(service, balancer, stack);
    }
  },
});

/** What a list property holds, if the program set it. */
function given(service: Resource, property: string, stack: Stack): readonly Value[] {
  return isDeclared(stack, service, property) ? service.at(property).items : [];
}

function isFargate(service: Resource, stack: Stack): boolean {
  const strategies = given(service, "capacityProviderStrategies", stack);
  return (
    (isDeclared(stack, service, "launchType") && service.at("launchType").string === "FARGATE") ||
    (strategies.length > 0 &&
      strategies.every((each) => FARGATE_PROVIDERS.includes(each.at("capacityProvider").string ?? "")))
  );
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html. */
function* checkLaunch(service: Resource, stack: Stack): Generator<Yield> {
  const type = service.at("launchType");
  const strategies = given(service, "capacityProviderStrategies", stack);
  if (isDeclared(stack, service, "launchType") && type.string !== "" && strategies.length > 0) {
    yield finding(type, `ECS takes a launch type (${type.show()}) or a capacity provider strategy, not both.`, {
      remediation: "Remove `launchType`; the capacity providers say where the tasks run.",
    });
  }
  if (!isFargate(service, stack)) {
    return;
  }
  for (const property of ["orderedPlacementStrategies", "placementConstraints"]) {
    if (given(service, property, stack).length > 0) {
      yield finding(property, "Fargate places tasks itself and takes neither placement strategies nor constraints.", {
        remediation: `Remove \`${property}\`; Fargate spreads tasks over the subnets' zones by itself.`,
      });
    }
  }
  const scheduling = service.at("schedulingStrategy");
  if (isDeclared(stack, service, "schedulingStrategy") && scheduling.string === "DAEMON") {
    yield finding(scheduling, "Fargate has no instances to run one task on each: it does not take `DAEMON`.", {
      remediation: "Use `REPLICA` with a `desiredCount`.",
    });
  }
}

/** The network mode of a task definition: what it says, or Docker's default. */
function networkModeOf(definition: Resource, stack: Stack): string | undefined {
  return isDeclared(stack, definition, "networkMode") ? definition.at("networkMode").string : "bridge";
}

function definitionOf(service: Resource, stack: Stack): Resource | undefined {
  const { targets } = stack.link(service, ["taskDefinition"], kinds.ecsTaskDefinition);
  return targets.length === 1 ? targets[0] : undefined;
}

function* checkNetwork(service: Resource, stack: Stack): Generator<Yield> {
  const definition = definitionOf(service, stack);
  const mode = definition === undefined ? undefined : networkModeOf(definition, stack);
  const fargate = isFargate(service, stack);
  const configured = isDeclared(stack, service, "networkConfiguration");
  if (!configured && (fargate || mode === "awsvpc")) {
    const why = fargate ? "Fargate tasks" : `Tasks in network mode "awsvpc"`;
    yield finding(
      "networkConfiguration",
      `${why} need subnets and security groups, and there is no \`networkConfiguration\`.`,
      {
        remediation: "Add `networkConfiguration: { subnets, securityGroups }`.",
      },
    );
  }
  if (
    configured &&
    !fargate &&
    definition !== undefined &&
    mode !== undefined &&
    mode !== "awsvpc" &&
    !runsOnFargate(definition)
  ) {
    yield finding(
      "networkConfiguration",
      `Task definition "${definition.name}" has network mode "${mode}", which takes no \`networkConfiguration\`.`,
      { remediation: 'Set `networkMode: "awsvpc"` in the task definition, or remove `networkConfiguration`.' },
    );
  }
}

/** Such a definition is refused itself when its network mode is another one, see `ecs-valid-task`. */
function runsOnFargate(definition: Resource): boolean {
  const compatibilities = definition.at("requiresCompatibilities");
  return compatibilities.unknown || compatibilities.items.some((each) => each.unknown || each.string === "FARGATE");
}

/**
 * A target group has a load balancer only once a listener forwards to it, and ECS refuses a service before ("The target group
 * … does not have an associated load balancer"). The provider then tries again for a few minutes
 * (https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ecs/service.go, `serviceCreateWithRetry`): that
 * covers the seconds a listener takes, not the minutes of its load balancer.
 */
function* checkOrder(service: Resource, index: number, stack: Stack): Generator<Yield> {
  const { targets } = stack.link(service, ["loadBalancers", index, "targetGroupArn"], kinds.targetGroup);
  const [group] = targets;
  if (targets.length !== 1 || group === undefined) {
    return;
  }
  const forwarders = forwardersTo(group, stack);
  const awaited = forwarders.flatMap((each) => [each, ...loadBalancersOf(each, stack)]);
  if (forwarders.length > 0 && !awaited.some((each) => stack.isOrderedAfter(service, each))) {
    const names = quotedNames(
      forwarders.map(({ name }) => name),
      3,
    );
    yield finding(
      `loadBalancers[${index}].targetGroupArn`,
      `The service waits neither for ${names}, which connects target group "${group.name}" to its load balancer, nor for the load balancer; ECS refuses it until then ("does not have an associated load balancer"), and the provider gives up after a few minutes.`,
      { remediation: `Add \`{ dependsOn: [listener] }\` to the service, with ${names} for \`listener\`.` },
    );
  }
  const definition = definitionOf(service, stack);
  const type = isDeclared(stack, group, "targetType") ? group.at("targetType").string : "instance";
  const awsvpc =
    isFargate(service, stack) || (definition !== undefined && networkModeOf(definition, stack) === "awsvpc");
  if (awsvpc && type === "instance") {
    yield finding(
      `loadBalancers[${index}].targetGroupArn`,
      `Target group "${group.name}" takes instances, and tasks in network mode "awsvpc" are registered by address.`,
      { remediation: 'Set `targetType: "ip"` on the target group.' },
    );
  }
}

function* checkContainer(service: Resource, balancer: Value, stack: Stack): Generator<Yield> {
  const definition = definitionOf(service, stack);
  const name = balancer.at("containerName");
  const port = balancer.at("containerPort");
  if (definition === undefined) {
    return;
  }
  const { known, open } = containersOf(definition);
  if (open || name.halfKnown || known.some((each) => each.at("name").halfKnown)) {
    yield undecided(name, `the containers of task definition "${definition.name}" are not known yet`);
    return;
  }
  if (name.string === undefined) {
    return;
  }
  const container = known.find((each) => each.at("name").string === name.string);
  if (container === undefined) {
    yield finding(name, `Task definition "${definition.name}" has no container ${name.show()}.`, {
      remediation: `Use ${known.map((each) => each.at("name").show()).join(" or ")}.`,
    });
    return;
  }
  const ports = container.at("portMappings").items.map((each) => each.at("containerPort"));
  const ranges = container.at("portMappings").items.some((each) => !each.at("containerPortRange").absent);
  const closed = !ranges && ports.every((each) => each.number !== undefined);
  if (closed && port.number !== undefined && !ports.some((each) => each.number === port.number)) {
    yield finding(port, `Container ${name.show()} maps no port ${port.show()}: ECS refuses the service.`, {
      remediation:
        ports.length === 0
          ? `Add \`portMappings: [{ containerPort: ${port.show()} }]\` to the container.`
          : `Use ${ports.map((each) => each.show()).join(" or ")}, or map the port.`,
    });
  }
}
