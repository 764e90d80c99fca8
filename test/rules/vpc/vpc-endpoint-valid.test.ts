import { vpcEndpointValid } from "../../../policy-pack/rules/vpc/vpc-endpoint-valid";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

const vpc = (more: Record<string, unknown> = { enableDnsHostnames: true }) =>
  resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16", ...more });
const subnet = resource("aws:ec2/subnet:Subnet", "subnet", { vpcId: ref("vpc"), cidrBlock: "10.0.0.0/24" });
const table = resource("aws:ec2/routeTable:RouteTable", "table", { vpcId: ref("vpc") });
const endpoint = (service: unknown, more: Record<string, unknown> = {}) =>
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "endpoint", { vpcId: ref("vpc"), serviceName: service, ...more });
const S3 = "com.amazonaws.us-east-1.s3";
const SECRETS = "com.amazonaws.us-east-1.secretsmanager";
const onTable = { routeTableIds: [ref("table")] };
const inSubnet = { vpcEndpointType: "Interface", subnetIds: [ref("subnet")] };
const group = resource("aws:ec2/securityGroup:SecurityGroup", "app", { vpcId: ref("vpc") });
const defaultGroup = resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "default", {
  vpcId: ref("vpc"),
  ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }],
});
const rule = (securityGroupId: unknown) =>
  resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "https", {
    securityGroupId,
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrIpv4: "10.0.0.0/16",
  });
const association = (vpcEndpointId: unknown) =>
  resource("aws:ec2/securityGroupAssociation:SecurityGroupAssociation", "association", {
    vpcEndpointId,
    securityGroupId: ref("app"),
  });
const joined = (of: unknown) =>
  resource("aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation", "joined", {
    vpcEndpointId: of,
    routeTableId: ref("table"),
  });

testRule(vpcEndpointValid, {
  judgedByCompanions: ["aws:ec2/vpcEndpoint:VpcEndpoint"],
  invalid: [
    {
      name: "an Interface endpoint left to the default group, and clients with groups of their own",
      resources: [vpc(), subnet, group, endpoint(SECRETS, inSubnet)],
      findings: [
        {
          resource: "endpoint",
          property: "securityGroupIds",
          message: 'gets the default one of VPC "vpc", which lets in only its own members: what has "app" instead',
          severity: "high",
        },
      ],
    },
    {
      name: "the same with an empty list",
      resources: [vpc(), subnet, group, endpoint(SECRETS, { ...inSubnet, securityGroupIds: [] })],
      findings: [{ resource: "endpoint", property: "securityGroupIds", message: "has no security group" }],
    },
    {
      name: "the same beside a rule of another group",
      resources: [vpc(), subnet, group, rule(ref("app")), endpoint(SECRETS, inSubnet)],
      findings: [{ resource: "endpoint", message: "has no security group" }],
    },
    {
      name: "a Gateway endpoint on no table",
      resources: [vpc(), table, endpoint(S3, { vpcEndpointType: "Gateway" })],
      findings: [
        { resource: "endpoint", property: "routeTableIds", message: "is on no route table", severity: "high" },
      ],
    },
    {
      name: "a Gateway endpoint with an empty list",
      resources: [vpc(), endpoint(S3, { routeTableIds: [] })],
      findings: [{ resource: "endpoint", property: "routeTableIds", message: "is on no route table" }],
    },
    {
      name: "the default type for a service without it",
      resources: [vpc(), table, endpoint(SECRETS, onTable)],
      findings: [
        { resource: "endpoint", property: "vpcEndpointType", message: "of type Gateway, the default, which only S3" },
      ],
    },
    {
      name: "type Gateway for a service with a longer name",
      resources: [vpc(), endpoint("com.amazonaws.us-east-1.ecr.dkr", { vpcEndpointType: "Gateway" })],
      findings: [{ resource: "endpoint", property: "vpcEndpointType", message: "ecr.dkr" }],
    },
    {
      name: "an Interface endpoint in no subnet",
      resources: [vpc(), endpoint(SECRETS, { vpcEndpointType: "Interface" })],
      findings: [{ resource: "endpoint", property: "subnetIds", message: "is in no subnet" }],
    },
    {
      name: "private DNS names in a VPC without host names",
      resources: [vpc({}), subnet, endpoint(SECRETS, { ...inSubnet, privateDnsEnabled: true })],
      findings: [
        {
          resource: "endpoint",
          property: "privateDnsEnabled",
          message: '`enableDnsHostnames` on VPC "vpc", which is off by default',
        },
      ],
    },
    {
      name: "private DNS names in a VPC with DNS switched off",
      resources: [
        vpc({ enableDnsHostnames: true, enableDnsSupport: false }),
        subnet,
        endpoint(SECRETS, { ...inSubnet, privateDnsEnabled: true }),
      ],
      findings: [{ resource: "endpoint", message: "`enableDnsSupport` on VPC" }],
    },
  ],
  valid: [
    {
      name: "an Interface endpoint with a group",
      resources: [vpc(), subnet, group, endpoint(SECRETS, { ...inSubnet, securityGroupIds: [ref("app")] })],
    },
    {
      name: "a default group that is the program's",
      resources: [vpc(), subnet, group, defaultGroup, endpoint(SECRETS, inSubnet)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a function of the default group, beside a group of something else",
      resources: [
        vpc(),
        subnet,
        group,
        resource("aws:lambda/function:Function", "fn", {
          role: "arn:aws:iam::210987654321:role/fn",
          vpcConfig: { subnetIds: [ref("subnet")], securityGroupIds: [ref("vpc", "defaultSecurityGroupId")] },
        }),
        endpoint(SECRETS, inSubnet),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an instance without a group, which has the default one",
      resources: [
        vpc(),
        subnet,
        group,
        resource("aws:ec2/instance:Instance", "web", { ami: "ami-0c1a2b3d4e5f60718", subnetId: ref("subnet") }),
        endpoint(SECRETS, inSubnet),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a rule of the VPC's default group",
      resources: [vpc(), subnet, group, rule(ref("vpc", "defaultSecurityGroupId")), endpoint(SECRETS, inSubnet)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a group that an association adds",
      resources: [vpc(), subnet, group, association(ref("endpoint")), endpoint(SECRETS, inSubnet)],
      undecided: ["preview", "up", "offline"],
    },
    { name: "no group that a client could have instead", resources: [vpc(), subnet, endpoint(SECRETS, inSubnet)] },
    { name: "a Gateway endpoint on a table", resources: [vpc(), table, endpoint(S3, onTable)] },
    { name: "DynamoDB in China", resources: [vpc(), table, endpoint("com.amazonaws.cn-north-1.dynamodb", onTable)] },
    { name: "on a table by an association", resources: [vpc(), table, endpoint(S3), joined(ref("endpoint"))] },
    { name: "an Interface endpoint for S3", resources: [vpc(), subnet, endpoint(S3, inSubnet)] },
    {
      name: "private DNS names",
      resources: [vpc(), subnet, endpoint(SECRETS, { ...inSubnet, privateDnsEnabled: true })],
    },
    { name: "no private DNS names", resources: [vpc({}), subnet, endpoint(SECRETS, inSubnet)] },
    {
      name: "a VPC outside the stack",
      resources: [vpc(), subnet, endpoint(SECRETS, { ...inSubnet, vpcId: "vpc-1", privateDnsEnabled: true })],
    },
    {
      name: "a service of somebody else's, of another type",
      resources: [
        vpc(),
        endpoint("com.amazonaws.vpce.us-east-1.vpce-svc-1", { vpcEndpointType: "GatewayLoadBalancer" }),
      ],
    },
    {
      name: "a service nobody knows, on a table",
      resources: [vpc(), table, endpoint(interpolate`com.amazonaws.${unknown}.s3`, onTable)],
    },
    {
      name: "a table for an endpoint nobody knows",
      resources: [vpc(), table, endpoint(S3), joined(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a type nobody knows",
      resources: [vpc(), endpoint(S3, { vpcEndpointType: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "nobody knows whether DNS is on",
      resources: [
        vpc({ enableDnsHostnames: unknown }),
        subnet,
        endpoint(SECRETS, { ...inSubnet, privateDnsEnabled: true }),
      ],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
