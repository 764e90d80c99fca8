import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { containersOf, cpuUnits, fargateCpus, fargateMemory, memoryMib } from "../../helpers/task-definitions";
import { isSet } from "../../helpers/distributions";

/** The registry of an account: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/…`. */
const ECR = /^\d{12}\.dkr[.-]ecr[.-]/;

export const ecsValidTask = defineRule({
  id: "ecs-valid-task",
  title: "ECS accepts the task definition",
  rationale: "A preview does not ask ECS; it refuses the task definition while the rest of the stack is being created.",
  remediation: "Correct the property as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: kinds.ecsTaskDefinition,
  *check(definition) {
    const compatibilities = definition.at("requiresCompatibilities");
    const fargate = compatibilities.items.some(({ string }) => string === "FARGATE");
    if (compatibilities.unknown) {
      yield undecided(compatibilities, "whether the tasks run on Fargate is not known yet");
    }
    if (fargate) {
      yield* checkSize(definition);
    }
    const { known, open } = containersOf(definition);
    if (open) {
      yield undecided("containerDefinitions", "the containers are not known yet");
    }
    yield* checkExecutionRole(definition, known, fargate);
    for (const container of known) {
      yield* checkPorts(definition, container);
      yield* checkMemory(definition, container);
    }
  },
});

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size. */
function* checkSize(definition: Resource): Generator<Yield> {
  const mode = definition.at("networkMode");
  if (!mode.unknown && mode.string !== "awsvpc") {
    yield finding("networkMode", `Fargate takes network mode "awsvpc" only, and this is ${mode.show()}.`, {
      remediation: 'Set `networkMode: "awsvpc"`.',
    });
  }
  const cpu = definition.at("cpu");
  const memory = definition.at("memory");
  const missing = [cpu, memory].filter((each) => !isSet(each)).map(({ path }) => `\`${path}\``);
  if (missing.length > 0) {
    yield finding(
      missing.length === 2 ? "" : isSet(cpu) ? "memory" : "cpu",
      `A Fargate task needs ${missing.join(" and ")}.`,
      {
        remediation: 'Set the size of the whole task, for example `cpu: "256"` and `memory: "512"`.',
      },
    );
    return;
  }
  const units = cpuUnits(cpu);
  const mib = memoryMib(memory);
  if (cpu.unknown || memory.unknown || units === undefined) {
    yield undecided(cpu, "the size of the task is not known yet");
    return;
  }
  const allowed = fargateMemory(units);
  if (allowed === undefined) {
    yield finding(cpu, `Fargate has no tasks with ${cpu.show()} CPU units.`, {
      remediation: `Use one of ${fargateCpus().join(", ")}.`,
    });
  } else if (mib !== undefined && !allowed.includes(mib)) {
    yield finding(memory, `Fargate has no tasks with ${cpu.show()} CPU units and ${memory.show()} MiB.`, {
      remediation: `With ${units} CPU units, use ${spread(allowed)} MiB.`,
    });
  }
}

function spread(sizes: readonly number[]): string {
  const [first = 0, second = 0] = sizes;
  return sizes.length <= 4 ? sizes.join(", ") : `${first} to ${sizes.at(-1) ?? 0} in steps of ${second - first}`;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html. */
function* checkExecutionRole(definition: Resource, containers: readonly Value[], fargate: boolean): Generator<Yield> {
  if (isSet(definition.at("executionRoleArn"))) {
    return;
  }
  for (const container of containers) {
    const log = container.at("logConfiguration");
    const reasons = [
      ...(container.at("secrets").items.length > 0 ? ["its secrets are read"] : []),
      ...(!container.at("repositoryCredentials").absent ? ["its registry's credentials are read"] : []),
      ...(log.at("secretOptions").items.length > 0 ? ["its log driver's secrets are read"] : []),
      ...(fargate && ECR.test(container.at("image").string ?? "") ? ["its image is pulled from ECR"] : []),
      ...(fargate && log.at("logDriver").string === "awslogs" ? ["its logs are sent to CloudWatch"] : []),
    ];
    const [reason] = reasons;
    if (reason !== undefined) {
      yield finding(
        "executionRoleArn",
        `Container ${container.at("name").show()} needs a task execution role, with which ${reason}; ECS refuses the task definition without.`,
        { remediation: "Set `executionRoleArn` to a role that `ecs-tasks.amazonaws.com` may assume." },
      );
      return;
    }
  }
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html. */
function* checkPorts(definition: Resource, container: Value): Generator<Yield> {
  if (definition.at("networkMode").string !== "awsvpc") {
    return;
  }
  for (const mapping of container.at("portMappings").items) {
    const host = mapping.at("hostPort").number;
    const inside = mapping.at("containerPort").number;
    if (host !== undefined && inside !== undefined && host !== 0 && host !== inside) {
      yield finding(
        "containerDefinitions",
        `Container ${container.at("name").show()} maps host port ${host} to ${inside}; in network mode "awsvpc" the two must be the same.`,
        { remediation: "Leave `hostPort` out." },
      );
    }
  }
}

/** Without Fargate a container needs a limit of its own when the task has none. */
function* checkMemory(definition: Resource, container: Value): Generator<Yield> {
  const own = ["memory", "memoryReservation"].map((each) => container.at(each));
  if (!isSet(definition.at("memory")) && own.every(({ absent }) => absent)) {
    const compatibilities = definition.at("requiresCompatibilities");
    if (!compatibilities.unknown && !compatibilities.items.some(({ string }) => string !== "EC2")) {
      yield finding(
        "containerDefinitions",
        `Container ${container.at("name").show()} has neither \`memory\` nor \`memoryReservation\`, and neither has the task \`memory\`.`,
        { remediation: "Give the container a limit: `memory: 512`." },
      );
    }
  }
}
