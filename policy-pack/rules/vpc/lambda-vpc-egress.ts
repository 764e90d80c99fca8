import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { isPublic, membersOf, vpcOf } from "../../helpers/network";
import { placementOf } from "../../helpers/placement";
import type { Gateway } from "../../helpers/routes";
import { groupAt, opensPort, rangesOf, rulesOfGroup, type SecurityRule } from "../../helpers/security-groups";
import { hasEndpoint, leadsTo } from "../../helpers/ways-out";
import { quotedNames } from "../../helpers/words";
import type { Answer } from "../../iam/answer";

/** An internet gateway serves no function: it has no public address. */
const WAYS_OUT: readonly Gateway[] = ["nat", "other"];

/** Services a function reaches by their public address unless its VPC has an endpoint, by the last part of its name. */
const SERVICES: readonly (readonly [service: string, kind: Kind])[] = [
  ["s3", kinds.bucket],
  ["dynamodb", kinds.dynamodbTable],
  ["sqs", kinds.queue],
  ["sns", kinds.topic],
  ["kinesis-streams", kinds.stream],
  ["secretsmanager", ["aws:secretsmanager/secret:Secret"]],
];

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
  const ways = subnets.map((subnet) => leadsTo(stack, subnet, WAYS_OUT));
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
  const services = SERVICES.flatMap(([service, kind]) => {
    const [used] = stack.dependenciesOf(lambdaFunction, "environment", kind);
    return used === undefined ? [] : [{ service, used, endpoint: hasEndpoint(stack, subnets, service) }];
  });
  const missing = services.find(({ endpoint }) => endpoint !== "yes");
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
  } else {
    yield* checkGroups(
      stack,
      lambdaFunction,
      services.filter(({ service }) => isByGateway(stack, subnets, service)).map(({ used }) => used),
    );
  }
}

/** A Gateway endpoint changes the route to the service's public addresses, so the security groups have to let them pass. */
function* checkGroups(stack: Stack, lambdaFunction: Resource, used: readonly Resource[]): Generator<Yield> {
  const ids = lambdaFunction.at("vpcConfig", "securityGroupIds").items;
  const links = ids.map((id) => groupAt(stack, lambdaFunction, id));
  const groups = links
    .flatMap(({ targets }) => targets)
    .filter(({ type }) => kinds.securityGroup.some((kind) => kind === type));
  const [first] = used;
  if (first === undefined || ids.length === 0) {
    return;
  }
  const answers = groups.map((group) => letsOut(stack, group));
  if (answers.includes("yes")) {
    return;
  }
  if (answers.includes("unknown") || groups.length < ids.length || links.some(({ certain }) => !certain)) {
    yield undecided("vpcConfig.securityGroupIds", "what its security groups let out is not known yet");
  } else {
    const names = quotedNames(
      groups.map(({ name }) => name),
      3,
    );
    yield finding(
      "vpcConfig.securityGroupIds",
      `The function uses "${first.name}" by way of a Gateway endpoint, which leads to public addresses, and ${names} ` +
        `${groups.length === 1 ? "lets" : "let"} port 443 out to private addresses at most: its calls time out.`,
      {
        remediation:
          "Let port 443 out to the service's prefix list, `prefixListIds: [endpoint.prefixListId]`, or to `0.0.0.0/0`.",
      },
    );
  }
}

/** Whether a security group lets HTTPS out to public addresses. */
function letsOut(stack: Stack, group: Resource): Answer {
  const { rules, open } = rulesOfGroup(stack, group, "egress");
  const answers = rules.map((rule) => leadsOut(stack, rule));
  return answers.includes("yes") ? "yes" : open || answers.includes("unknown") ? "unknown" : "no";
}

function leadsOut(stack: Stack, rule: SecurityRule): Answer {
  const opens = opensPort(rule, 443);
  const { ranges, open } = rangesOf(stack, rule);
  if (opens === "no") {
    return "no";
  }
  if (rule.prefixLists.length > 0 || ranges.some(({ isPrivate }) => !isPrivate)) {
    return opens;
  }
  return open ? "unknown" : "no";
}

/** Whether all the endpoints for a service, in the subnets' VPC, are of type Gateway, which is the provider's default. */
function isByGateway(stack: Stack, subnets: readonly Resource[], service: string): boolean {
  const endpoints = subnets.flatMap((subnet) => {
    const vpc = vpcOf(stack, subnet);
    return vpc === undefined ? [] : membersOf(stack, vpc, kinds.vpcEndpoint).all;
  });
  const own = endpoints.filter((endpoint) => endpoint.at("serviceName").string?.endsWith(`.${service}`) === true);
  return own.every(
    (endpoint) =>
      !isDeclared(stack, endpoint, "vpcEndpointType") || endpoint.at("vpcEndpointType").string === "Gateway",
  );
}
