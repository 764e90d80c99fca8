import { lambdaVpcEgress } from "../../../policy-pack/rules/vpc/lambda-vpc-egress";
import { ref, resource, testRule, unknown } from "../../support";

const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const internet = resource("aws:ec2/internetGateway:InternetGateway", "internet", { vpcId: ref("vpc") });
const nat = resource("aws:ec2/natGateway:NatGateway", "nat", { subnetId: "subnet-1", allocationId: "eipalloc-1" });
const subnet = resource("aws:ec2/subnet:Subnet", "subnet", { vpcId: ref("vpc"), cidrBlock: "10.0.0.0/24" });
const table = (routes: unknown) => resource("aws:ec2/routeTable:RouteTable", "table", { vpcId: ref("vpc"), routes });
const to = (target: Record<string, unknown>) => table([{ cidrBlock: "0.0.0.0/0", ...target }]);
const association = resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "association", {
  subnetId: ref("subnet"),
  routeTableId: ref("table"),
});
const queue = resource("aws:sqs/queue:Queue", "jobs", {});
const bucket = resource("aws:s3/bucket:Bucket", "files", {});
const endpoint = (serviceName: unknown) =>
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "endpoint", {
    vpcId: ref("vpc"),
    serviceName,
    vpcEndpointType: "Interface",
    subnetIds: [ref("subnet")],
  });
const fn = (
  variables: Record<string, unknown> = {},
  vpcConfig: unknown = { subnetIds: [ref("subnet")], securityGroupIds: [] },
) =>
  resource("aws:lambda/function:Function", "fn", {
    role: "arn:aws:iam::210987654321:role/fn",
    environment: { variables },
    ...(vpcConfig === undefined ? {} : { vpcConfig }),
  });
const usesQueue = fn({ QUEUE_URL: ref("jobs", "url") });
const base = [vpc, internet, nat, subnet, association, queue, bucket];
const NOWHERE = table([]);
const gateway = resource("aws:ec2/vpcEndpoint:VpcEndpoint", "gateway", {
  vpcId: ref("vpc"),
  serviceName: "com.amazonaws.us-east-1.s3",
  routeTableIds: [ref("table")],
});
const group = (egress?: unknown) =>
  resource("aws:ec2/securityGroup:SecurityGroup", "group", {
    vpcId: ref("vpc"),
    ...(egress === undefined ? {} : { egress }),
  });
const out = (more: Record<string, unknown>) => [{ protocol: "tcp", fromPort: 443, toPort: 443, ...more }];
const usesFiles = fn(
  { BUCKET: ref("files", "bucket") },
  { subnetIds: [ref("subnet")], securityGroupIds: [ref("group")] },
);
const byGateway = [...base, NOWHERE, gateway, usesFiles];

testRule(lambdaVpcEgress, {
  judgedByCompanions: ["aws:lambda/function:Function"],
  invalid: [
    {
      name: "public subnets",
      resources: [...base, to({ gatewayId: ref("internet") }), fn()],
      findings: [
        {
          resource: "fn",
          property: "vpcConfig.subnetIds",
          message: 'The function\'s subnets, "subnet", are public, but a function gets no public address',
          severity: "medium",
        },
      ],
    },
    {
      name: "a queue, and no way out",
      resources: [...base, NOWHERE, usesQueue],
      findings: [{ resource: "fn", message: 'The function uses "jobs", and its subnets, "subnet", lead neither' }],
    },
    {
      name: "a queue, and an endpoint for another service",
      resources: [...base, NOWHERE, endpoint("com.amazonaws.us-east-1.sns"), usesQueue],
      findings: [{ resource: "fn", message: "an endpoint for sqs" }],
    },
    {
      name: "a bucket and a queue, and an endpoint for one of them",
      resources: [
        ...base,
        NOWHERE,
        endpoint("com.amazonaws.us-east-1.s3"),
        fn({ QUEUE_URL: ref("jobs", "url"), BUCKET: ref("files", "bucket") }),
      ],
      findings: [{ resource: "fn", message: 'The function uses "jobs"' }],
    },
    {
      name: "a bucket behind a Gateway endpoint, and a group that ends at the VPC's addresses",
      resources: [...byGateway, group([{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["10.0.0.0/16"] }])],
      findings: [
        {
          resource: "fn",
          property: "vpcConfig.securityGroupIds",
          message: "port 443 out to private addresses at most",
        },
      ],
    },
    {
      name: "the same with a group that lets nothing out",
      resources: [...byGateway, group()],
      findings: [{ resource: "fn", property: "vpcConfig.securityGroupIds", message: '"group" lets port 443 out' }],
    },
  ],
  valid: [
    {
      name: "a Gateway endpoint and its prefix list",
      resources: [...byGateway, group(out({ prefixListIds: [ref("gateway", "prefixListId")] }))],
    },
    {
      name: "a Gateway endpoint and HTTPS to everywhere",
      resources: [...byGateway, group(out({ cidrBlocks: ["0.0.0.0/0"] }))],
    },
    {
      name: "a Gateway endpoint and a rule with a resource of its own",
      resources: [
        ...byGateway,
        group(),
        resource("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "https", {
          securityGroupId: ref("group"),
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrIpv4: "0.0.0.0/0",
        }),
      ],
    },
    {
      name: "an Interface endpoint, whose addresses are the VPC's",
      resources: [
        ...base,
        NOWHERE,
        endpoint("com.amazonaws.us-east-1.s3"),
        usesFiles,
        group(out({ cidrBlocks: ["10.0.0.0/16"] })),
      ],
    },
    {
      name: "a Gateway endpoint and rules nobody knows",
      resources: [...byGateway, group(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    { name: "a NAT gateway", resources: [...base, to({ natGatewayId: ref("nat") }), usesQueue] },
    { name: "a transit gateway", resources: [...base, to({ transitGatewayId: "tgw-1" }), usesQueue] },
    {
      name: "an endpoint for the service",
      resources: [...base, NOWHERE, endpoint("com.amazonaws.us-east-1.sqs"), usesQueue],
    },
    {
      name: "no way out, and nothing outside: a database's function",
      resources: [...base, NOWHERE, fn({ HOST: "db.internal" })],
    },
    {
      name: "no VPC",
      resources: [...base, NOWHERE, fn({ QUEUE_URL: ref("jobs", "url") }, {})],
      outcome: "notApplicable",
    },
    {
      name: "IPv6",
      resources: [
        ...base,
        to({ gatewayId: ref("internet") }),
        fn({}, { subnetIds: [ref("subnet")], securityGroupIds: [], ipv6AllowedForDualStack: true }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "subnets outside the stack",
      resources: [
        ...base,
        NOWHERE,
        fn({ QUEUE_URL: ref("jobs", "url") }, { subnetIds: ["subnet-1"], securityGroupIds: [] }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an endpoint for nobody knows which service",
      resources: [...base, NOWHERE, endpoint(unknown), usesQueue],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "routes nobody knows",
      resources: [...base, table(unknown), usesQueue],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
