import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { vpcOf } from "../../helpers/network";

/**
 * Services with Gateway endpoints (https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-networking.html).
 */
const GATEWAY_SERVICES = ["s3", "dynamodb", "s3express"];

export const vpcEndpointValid = defineRule({
  id: "vpc-endpoint-valid",
  title: "A VPC endpoint is of its service's type and stands where traffic can reach it",
  rationale:
    "EC2 refuses an endpoint of a type its service does not have. A Gateway endpoint on no route table, or an Interface " +
    "endpoint in no subnet, exists, and no traffic takes it.",
  remediation:
    'Set `routeTableIds` on Gateway endpoints (S3 and DynamoDB), `vpcEndpointType: "Interface"` and `subnetIds` on the others.',
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.vpcEndpoint,
  *check(endpoint, { stack }) {
    const type = endpoint.at("vpcEndpointType");
    const isDefault = !isDeclared(stack, endpoint, "vpcEndpointType");
    if (type.unknown && !isDefault) {
      yield undecided(type, "the type of the endpoint is not known yet");
    } else if (isDefault || type.string === "Gateway") {
      yield* checkGateway(stack, endpoint, isDefault);
    } else if (type.string === "Interface") {
      yield* checkInterface(stack, endpoint);
    }
  },
});

function* checkGateway(stack: Stack, endpoint: Resource, isDefault: boolean): Generator<Yield> {
  const service = endpoint.at("serviceName");
  const name = service.halfKnown
    ? undefined
    : /^(?:cn\.)?com\.amazonaws\.[a-z0-9-]+\.(.+)$/.exec(service.string ?? "")?.[1];
  if (name !== undefined && !GATEWAY_SERVICES.includes(name)) {
    yield finding(
      "vpcEndpointType",
      `The endpoint for ${service.show()} is of type Gateway${isDefault ? ", the default" : ""}, which only S3 and DynamoDB have: EC2 refuses it.`,
      { remediation: 'Set `vpcEndpointType: "Interface"`, with `subnetIds` and `securityGroupIds`.' },
    );
    return;
  }
  const answer = isAttached(stack, endpoint, "routeTableIds", kinds.vpcEndpointRouteTableAssociation);
  if (answer === "unknown") {
    yield undecided("routeTableIds", "which route tables the endpoint is on is not known yet");
  } else if (answer === "no") {
    yield finding("routeTableIds", "The Gateway endpoint is on no route table, so no traffic takes it.", {
      remediation: "Set `routeTableIds` to the tables of the subnets that use the service.",
    });
  }
}

function* checkInterface(stack: Stack, endpoint: Resource): Generator<Yield> {
  const isConfigured = isDeclared(stack, endpoint, "subnetConfigurations");
  const answer = isConfigured ? "yes" : isAttached(stack, endpoint, "subnetIds", kinds.vpcEndpointSubnetAssociation);
  if (answer === "unknown") {
    yield undecided("subnetIds", "which subnets the endpoint is in is not known yet");
  } else if (answer === "no") {
    yield finding("subnetIds", "The Interface endpoint is in no subnet, so nothing can reach it.", {
      remediation: "Set `subnetIds` to a subnet of each zone that uses the service.",
    });
  }
  const isPrivate = endpoint.at("privateDnsEnabled");
  const vpc = vpcOf(stack, endpoint);
  if (isPrivate.boolean !== true || vpc?.type !== kinds.vpc[0]) {
    return;
  }
  // Of a VPC that is not the default one EC2 switches `enableDnsSupport` on and `enableDnsHostnames` off.
  for (const [attribute, byDefault] of [["enableDnsHostnames", false] as const, ["enableDnsSupport", true] as const]) {
    const value = vpc.at(attribute);
    const isOn = isDeclared(stack, vpc, attribute) ? value.boolean : byDefault;
    if (isOn === false) {
      yield finding(
        isPrivate,
        `Private DNS names need \`${attribute}\` on VPC "${vpc.name}", which is off${value.boolean === false && isDeclared(stack, vpc, attribute) ? "" : " by default"}: EC2 refuses the endpoint.`,
        { remediation: `Set \`${attribute}: true\` on the VPC.` },
      );
    } else if (isOn === undefined) {
      yield undecided(isPrivate, `whether \`${attribute}\` is on is not known yet`);
    }
  }
}

/** Whether an endpoint is on a route table, or in a subnet: by its own list, or by an association. */
function isAttached(
  stack: Stack,
  endpoint: Resource,
  property: string,
  associations: readonly string[],
): "yes" | "no" | "unknown" {
  const list = endpoint.at(property);
  if (isDeclared(stack, endpoint, property) && (list.unknown || list.items.length > 0)) {
    return "yes";
  }
  if (stack.companions(endpoint, kinds.vpcEndpoint, associations, "vpcEndpointId").length > 0) {
    return "yes";
  }
  return stack.strays(kinds.vpcEndpoint, associations, "vpcEndpointId").length > 0 ? "unknown" : "no";
}
