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
  ],
  valid: [
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
