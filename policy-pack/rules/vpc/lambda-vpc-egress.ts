import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { isPublic, membersOf, routesFrom, vpcOf } from "../../helpers/network";
import { placementOf } from "../../helpers/placement";
import { gatewayOf } from "../../helpers/routes";
import { quotedNames } from "../../helpers/words";

/** Services a function reaches by their public address unless its VPC has an endpoint, by the last part of its name. */
const SERVICES: readonly (readonly [service: string, kind: Kind])[] = [
  ["s3", kinds.bucket],
  ["dynamodb", kinds.dynamodbTable],
  ["sqs", kinds.queue],
  ["sns", kinds.topic],
  ["kinesis-streams", kinds.stream],
  ["secretsmanager", ["aws:secretsmanager/secret:Secret"]],
];

type Answer = "yes" | "no" | "unknown";

export const lambdaVpcEgress = defineRule({
  id: "lambda-vpc-egress",
  title: "Functions in a VPC have a way to what they call",
  rationale:
    "A function in a VPC has no public address: an internet gateway does not serve it, and without NAT gateway or endpoint " +
    "its calls to AWS and to the internet hang until they time out.",
  remediation:
    "Place the function in private subnets with a route to a NAT gateway, add a VPC endpoint for the service, or leave `vpcConfig` out.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.lambdaFunction,
  *check(lambdaFunction, { stack }) {
    const { possible, confined, count, at } = placementOf(stack, lambdaFunction, "vpcConfig.subnetIds");
    if (count === 0) {
      yield notApplicable("the function is in no VPC");
    } else if (lambdaFunction.at("vpcConfig", "ipv6AllowedForDualStack").boolean === true) {
      yield notApplicable("over IPv6 the function may have another way");
    } else if (!confined || possible.length === 0) {
      yield undecided(at, "which subnets the function is in, and their routes, are not known here");
    } else {
      yield* checkSubnets(stack, lambdaFunction, possible);
    }
  },
});

function* checkSubnets(stack: Stack, lambdaFunction: Resource, subnets: readonly Resource[]): Generator<Yield> {
  const ways = subnets.map((subnet) => hasWayOut(stack, subnet));
  if (ways.includes("yes")) {
    return;
  }
  if (ways.includes("unknown")) {
    yield undecided("vpcConfig.subnetIds", "the routes of the function's subnets are not known yet");
    return;
  }
  const names = quotedNames(
    subnets.map(({ name }) => name),
    3,
  );
  const isExposed = subnets.every((subnet) => isPublic(stack, subnet) === "yes");
  const [missing] = SERVICES.flatMap(([service, kind]) => {
    const [used] = stack.dependenciesOf(lambdaFunction, "environment", kind);
    return used === undefined ? [] : [{ service, used, endpoint: hasEndpoint(stack, subnets, service) }];
  }).filter(({ endpoint }) => endpoint !== "yes");
  if (isExposed) {
    yield finding(
      "vpcConfig.subnetIds",
      `The function's subnets, ${names}, are public, but a function gets no public address there: it reaches nothing outside the VPC.`,
    );
  } else if (missing?.endpoint === "unknown") {
    yield undecided("vpcConfig.subnetIds", `whether the VPC has an endpoint for ${missing.service} is not known yet`);
  } else if (missing !== undefined) {
    yield finding(
      "vpcConfig.subnetIds",
      `The function uses "${missing.used.name}", and its subnets, ${names}, lead neither to a NAT gateway nor to an endpoint for ` +
        `${missing.service}: its calls time out.`,
    );
  }
}

/** Whether a subnet has a route that may serve a function: to anything but an internet gateway. */
function hasWayOut(stack: Stack, subnet: Resource): Answer {
  const { routes, open } = routesFrom(stack, subnet);
  const leads = routes.map((route) => gatewayOf(stack, route));
  if (leads.some((gateway) => gateway === "nat" || gateway === "other")) {
    return "yes";
  }
  return open || leads.includes("unknown") ? "unknown" : "no";
}

/** Whether the subnets' VPC has an endpoint for a service. */
function hasEndpoint(stack: Stack, subnets: readonly Resource[], service: string): Answer {
  const vpcs = new Set(subnets.map((subnet) => vpcOf(stack, subnet)));
  const answers = [...vpcs].map((vpc): Answer => {
    if (vpc === undefined) {
      return "unknown";
    }
    const { all, open } = membersOf(stack, vpc, kinds.vpcEndpoint);
    const names = all.map((endpoint) => endpoint.at("serviceName"));
    // A half known name has its service at the end, where it is not made up.
    if (names.some((name) => name.string?.endsWith(`.${service}`))) {
      return "yes";
    }
    return open || names.some((name) => name.unknown) ? "unknown" : "no";
  });
  return answers.includes("no") ? "no" : answers.includes("unknown") ? "unknown" : "yes";
}
