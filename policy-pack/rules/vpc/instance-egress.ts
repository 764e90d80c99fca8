import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { downloadIn } from "../../helpers/downloads";
import { templateOf } from "../../helpers/launching";
import { SUBNETS } from "../../helpers/network";
import { placementOf } from "../../helpers/placement";
import type { Gateway } from "../../helpers/routes";
import { hasEndpoint, leadsTo } from "../../helpers/ways-out";
import { quotedNames } from "../../helpers/words";
import { permissionsThrough } from "../../iam/effective-permissions";

const WAYS_OUT: readonly Gateway[] = ["internet", "nat", "other"];

/**
 * Policies that an agent on the instance has, and the endpoints one of which it talks to
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-interface-VPC.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html).
 */
const AGENTS: readonly (readonly [policy: RegExp, agent: string, endpoints: readonly string[]])[] = [
  [/\/AmazonSSMManagedInstanceCore$/, "Systems Manager's agent", ["ssm"]],
  [/\/CloudWatchAgent(?:Server|Admin)Policy$/, "CloudWatch's agent", ["logs", "monitoring"]],
  [/\/AmazonEC2ContainerServiceforEC2Role$/, "ECS's agent", ["ecs"]],
];

export const instanceEgress = defineRule({
  id: "instance-egress",
  title: "Instances have a way to what they call",
  rationale:
    "An instance in a subnet without a route out starts, installs nothing, reports to nobody, and behind a load balancer is replaced again and again.",
  remediation:
    "Give the subnet's route table a route to a NAT gateway, or the VPC the endpoints the instance needs; or bake what it installs into the image.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...kinds.ec2Instance, ...kinds.autoScalingGroup],
  *check(resource, { stack }) {
    const isGroup = kinds.autoScalingGroup.some((type) => type === resource.type);
    const launched = launchedFrom(stack, resource, isGroup);
    const subnets = isGroup ? subnetsOfGroup(stack, resource) : subnetOf(stack, resource);
    if (subnets === undefined) {
      yield undecided(isGroup ? "vpcZoneIdentifiers" : "subnetId", "which subnets it is in is not known here");
    } else if (subnets.length === 0) {
      yield notApplicable("it names no subnet");
    } else {
      yield* checkSubnets(stack, subnets, launched, isGroup);
    }
  },
});

function* checkSubnets(
  stack: Stack,
  subnets: readonly Resource[],
  launched: readonly Resource[],
  isGroup: boolean,
): Generator<Yield> {
  const property = isGroup ? "vpcZoneIdentifiers" : "subnetId";
  const ways = subnets.map((subnet) => leadsTo(stack, subnet, WAYS_OUT));
  if (ways.includes("yes")) {
    return;
  }
  const needs = launched.flatMap((each) => needsOf(stack, each, subnets));
  const [need] = needs.filter(({ served }) => served === "no");
  if (need === undefined) {
    return;
  }
  if (ways.includes("unknown")) {
    yield undecided(property, "the routes of its subnets are not known yet");
    return;
  }
  const names = quotedNames(
    subnets.map(({ name }) => name),
    3,
  );
  yield finding(
    property,
    `${subnets.length === 1 ? "Subnet" : "Subnets"} ${names} ${subnets.length === 1 ? "has" : "have"} no route out, and ${need.what}: it times out.`,
  );
}

interface Need {
  readonly what: string;
  readonly served: "yes" | "no" | "unknown";
}

/** What an instance wants to reach, as far as its script and its role say. */
function needsOf(stack: Stack, launched: Resource, subnets: readonly Resource[]): readonly Need[] {
  const download = downloadIn(launched.at("userData")) ?? downloadIn(launched.at("userDataBase64"));
  const fetching: readonly Need[] =
    download === undefined
      ? []
      : [
          {
            what: `the user data runs \`${download.command}\``,
            served: download.from === "s3" ? hasEndpoint(stack, subnets, "s3") : "no",
          },
        ];
  return [...fetching, ...agentsOf(stack, launched, subnets)];
}

function agentsOf(stack: Stack, launched: Resource, subnets: readonly Resource[]): readonly Need[] {
  const [path = []] = [["iamInstanceProfile", "name"], ["iamInstanceProfile", "arn"], ["iamInstanceProfile"]].filter(
    (each) => !launched.at(...each).absent && launched.at(...each).object === undefined,
  );
  const { targets, certain } = stack.link(launched, path, kinds.instanceProfile);
  const [profile] = certain ? targets : [];
  const permissions = profile && permissionsThrough(profile, ["role"], stack);
  const policies = permissions?.granted.statements.flatMap(({ source }) => source.managed ?? []) ?? [];
  return AGENTS.flatMap(([form, agent, endpoints]): readonly Need[] => {
    const policy = policies.find((each) => form.test(each));
    if (policy === undefined) {
      return [];
    }
    const answers = endpoints.map((each) => hasEndpoint(stack, subnets, each));
    const served = answers.includes("yes") ? "yes" : answers.includes("unknown") ? "unknown" : "no";
    const name = policy.slice(policy.lastIndexOf("/") + 1);
    return [{ what: `${agent}, for which the role has ${name}, finds no endpoint in the VPC`, served }];
  });
}

/** The instance itself, and the template it or the group is made from. */
function launchedFrom(stack: Stack, resource: Resource, isGroup: boolean): readonly Resource[] {
  const { targets, certain } = templateOf(stack, resource) ?? { targets: [], certain: false };
  return [...(isGroup ? [] : [resource]), ...(certain ? targets : [])];
}

function subnetOf(stack: Stack, instance: Resource): readonly Resource[] | undefined {
  if (!isDeclared(stack, instance, "subnetId") || instance.at("subnetId").absent) {
    return [];
  }
  const { targets, certain } = stack.link(instance, ["subnetId"], SUBNETS);
  return certain && targets.length > 0 ? targets : undefined;
}

function subnetsOfGroup(stack: Stack, group: Resource): readonly Resource[] | undefined {
  const { possible, confined, count } = placementOf(stack, group, "vpcZoneIdentifiers");
  return count === 0 ? [] : confined && possible.length > 0 ? possible : undefined;
}
