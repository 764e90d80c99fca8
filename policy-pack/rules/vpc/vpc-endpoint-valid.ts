import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { membersOf, vpcOf, VPCS } from "../../helpers/network";
import { quotedNames } from "../../helpers/words";

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
    "endpoint in no subnet or behind a group that lets nobody in, exists, and no traffic takes it.",
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
  yield* checkGroup(stack, endpoint);
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

/** What may change whom the default security group of a VPC lets in, or which groups an endpoint has. */
const CHANGING = [
  ...kinds.defaultSecurityGroup,
  ...kinds.securityGroupRule,
  ...kinds.securityGroupIngressRule,
  "aws:ec2/securityGroupAssociation:SecurityGroupAssociation",
] as const;

/**
 * Without groups of its own an endpoint has the VPC's default one
 * (https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html), which lets in its own members alone
 * (https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html). Who has a group of the stack is not one.
 */
function* checkGroup(stack: Stack, endpoint: Resource): Generator<Yield> {
  const given = endpoint.at("securityGroupIds");
  const vpc = vpcOf(stack, endpoint);
  if (
    vpc?.type !== kinds.vpc[0] ||
    (isDeclared(stack, endpoint, "securityGroupIds") && (given.unknown || given.items.length > 0))
  ) {
    return;
  }
  const groups = membersOf(stack, vpc, kinds.securityGroup).all;
  if (groups.length === 0) {
    return;
  }
  const changed = stack.ofKind(CHANGING).filter((each) => mayConcern(stack, each, vpc, endpoint));
  if (changed.length > 0) {
    yield undecided("securityGroupIds", `whom the VPC's default group lets in "${changed[0]?.name ?? ""}" may say`);
    return;
  }
  const member = stack.resources.find((each) => each !== endpoint && mayBeMember(stack, each, vpc));
  if (member !== undefined) {
    yield undecided(
      "securityGroupIds",
      `"${member.name}" may be of the VPC's default group, which reaches the endpoint`,
    );
    return;
  }
  yield finding(
    "securityGroupIds",
    `The Interface endpoint has no security group, so it gets the default one of VPC "${vpc.name}", which lets in only its own ` +
      `members: what has ${quotedNames(
        groups.map(({ name }) => name),
        3,
      )} instead cannot reach it.`,
    {
      remediation:
        "Give it a group that lets port 443 in from the VPC's range or from the groups of its clients: `securityGroupIds: [endpoints.id]`.",
    },
  );
}

/** Properties that hold security groups, themselves or inside. */
const HOLDING_GROUPS = /securityGroup|vpcConfig|vpcSettings|vpcOptions|networkConfiguration|networkInterfaces/i;

/** Whether a resource has the default group of the VPC: by `vpc.defaultSecurityGroupId`, or an instance without any. */
function mayBeMember(stack: Stack, each: Resource, vpc: Resource): boolean {
  if (
    Object.entries(each.propertyDependencies).some(
      ([name, urns]) => HOLDING_GROUPS.test(name) && urns.includes(vpc.urn),
    )
  ) {
    return true;
  }
  const isGiven = ["vpcSecurityGroupIds", "securityGroups", "networkInterfaces", "launchTemplate"].some((name) =>
    isDeclared(stack, each, name),
  );
  return each.is(kinds.ec2Instance) && !isGiven;
}

/** Whether a resource changes the default group of this VPC, or the groups of this endpoint, or may. */
function mayConcern(stack: Stack, each: Resource, vpc: Resource, endpoint: Resource): boolean {
  if (each.type === "aws:ec2/securityGroupAssociation:SecurityGroupAssociation") {
    const { targets, exhaustive } = stack.link(each, ["vpcEndpointId"], kinds.vpcEndpoint);
    return !exhaustive || targets.includes(endpoint);
  }
  if (each.is(kinds.defaultSecurityGroup)) {
    const { targets, exhaustive } = stack.link(each, ["vpcId"], VPCS);
    return !exhaustive || targets.includes(vpc);
  }
  // A rule of a group of the stack is no rule of the default one; one of whatever a VPC has may be.
  const { targets } = stack.link(each, ["securityGroupId"], [...kinds.securityGroup, ...VPCS]);
  return targets.length === 0 || targets.some((target) => target === vpc);
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
