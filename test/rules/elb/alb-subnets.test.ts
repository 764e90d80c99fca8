import { albSubnets } from "../../../policy-pack/rules/elb/alb-subnets";
import { derived, interpolate, ref, resource, testRule, unknown } from "../../support";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const ALB = "aws:alb/loadBalancer:LoadBalancer";

const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const internet = resource("aws:ec2/internetGateway:InternetGateway", "internet", { vpcId: ref("vpc") });
const table = resource("aws:ec2/routeTable:RouteTable", "public", {
  vpcId: ref("vpc"),
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: ref("internet") }],
});
const network = [vpc, internet, table];
const subnet = (name: string, zone: unknown, more: Record<string, unknown> = {}) =>
  resource("aws:ec2/subnet:Subnet", name, {
    vpcId: ref("vpc"),
    cidrBlock: "10.0.0.0/24",
    ...(zone === undefined ? {} : { availabilityZone: zone }),
    ...more,
  });
/** A subnet with its association to the public table. */
const open = (name: string, zone: unknown) => [
  subnet(name, zone),
  resource("aws:ec2/routeTableAssociation:RouteTableAssociation", `${name}-table`, {
    subnetId: ref(name),
    routeTableId: ref("public"),
  }),
];
const lb = (props: Record<string, unknown>, type = LB) => resource(type, "web", props);
const AB = { subnets: [ref("a"), ref("b")] };

testRule(albSubnets, {
  judgedByCompanions: [LB, ALB],
  invalid: [
    {
      name: "one subnet",
      resources: [...network, ...open("a", "us-east-1a"), lb({ subnets: [ref("a")] })],
      findings: [{ resource: "web", property: "subnets", message: "this one has one subnet", severity: "high" }],
    },
    {
      name: "one mapping, internal",
      resources: [
        vpc,
        subnet("a", "us-east-1a"),
        lb({ internal: true, subnetMappings: [{ subnetId: ref("a") }] }, ALB),
      ],
      findings: [{ resource: "web", property: "subnetMappings", message: "this one has one subnet" }],
    },
    {
      name: "one subnet outside the stack",
      resources: [lb({ loadBalancerType: "application", subnets: ["subnet-0123456789abcdef0"] })],
      findings: [{ resource: "web", message: "at least two zones" }],
    },
    {
      name: "no subnets",
      resources: [lb({ internal: true })],
      findings: [{ resource: "web", property: "subnets", message: "this one has none" }],
    },
    {
      name: "two subnets in one zone",
      resources: [...network, ...open("a", "us-east-1a"), ...open("b", "us-east-1a"), lb(AB)],
      findings: [{ resource: "web", property: "subnets", message: 'Subnets "a" and "b" are both in zone us-east-1a' }],
    },
    {
      name: "three subnets, two of them in one zone, internal",
      resources: [
        vpc,
        subnet("a", "us-east-1a"),
        subnet("b", "us-east-1b"),
        subnet("c", "us-east-1b"),
        lb({ internal: true, subnets: [ref("a"), ref("b"), ref("c")] }),
      ],
      findings: [{ resource: "web", message: 'Subnets "b" and "c"' }],
    },
    {
      name: "a Network Load Balancer with two subnets in one zone",
      resources: [
        vpc,
        subnet("a", "us-east-1a"),
        subnet("b", "us-east-1a"),
        lb({ ...AB, internal: true, loadBalancerType: "network" }),
      ],
      findings: [{ resource: "web", message: "both in zone us-east-1a" }],
    },
    {
      name: "facing the internet from private subnets",
      resources: [...network, subnet("a", "us-east-1a"), subnet("b", "us-east-1b"), lb({ ...AB, internal: false })],
      findings: [
        {
          resource: "web",
          property: "subnets",
          message: '(`internal` is false), and subnets "a", "b" have no route to an internet gateway. Clients',
        },
      ],
    },
    {
      name: "a list nobody knows, of private subnets only",
      resources: [
        ...network,
        subnet("a", "us-east-1a"),
        subnet("b", "us-east-1b"),
        lb({ subnets: interpolate`${ref("a")},${ref("b")}` }),
      ],
      modes: ["preview"],
      findings: [{ resource: "web", message: 'subnets "a", "b" have no route' }],
    },
    {
      name: "public and private mixed",
      resources: [...network, ...open("a", "us-east-1a"), subnet("b", "us-east-1b"), lb(AB)],
      findings: [
        {
          resource: "web",
          message:
            '(`internal` is not set), and subnet "b" has no route to an internet gateway, while others are public',
        },
      ],
    },
    {
      name: "a VPC without internet gateway",
      resources: [vpc, subnet("a", "us-east-1a"), subnet("b", "us-east-1b"), lb(AB)],
      findings: [{ resource: "web", message: "Without an internet gateway in the VPC" }],
    },
    {
      name: "a Network Load Balancer that faces the internet from a private subnet",
      resources: [...network, subnet("a", "us-east-1a"), lb({ subnets: [ref("a")], loadBalancerType: "network" })],
      findings: [{ resource: "web", message: 'subnet "a" has no route' }],
    },
  ],
  valid: [
    {
      name: "two public subnets",
      resources: [...network, ...open("a", "us-east-1a"), ...open("b", "us-east-1b"), lb(AB)],
    },
    {
      name: "internal, in private subnets",
      resources: [...network, subnet("a", "us-east-1a"), subnet("b", "us-east-1b"), lb({ ...AB, internal: true })],
    },
    {
      name: "internal, public and private mixed",
      resources: [...network, ...open("a", "us-east-1a"), subnet("b", "us-east-1b"), lb({ ...AB, internal: true })],
    },
    {
      name: "a Network Load Balancer in one subnet",
      resources: [...network, ...open("a", "us-east-1a"), lb({ subnets: [ref("a")], loadBalancerType: "network" })],
    },
    {
      name: "a Gateway Load Balancer in private subnets",
      resources: [
        vpc,
        subnet("a", "us-east-1a"),
        subnet("b", "us-east-1b"),
        lb({ ...AB, loadBalancerType: "gateway" }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "one subnet on an Outpost",
      resources: [
        vpc,
        subnet("a", "us-east-1a", { outpostArn: "arn:aws:outposts:us-east-1:210987654321:outpost/op-1" }),
        lb({ subnets: [ref("a")] }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "one subnet in a Local Zone",
      resources: [vpc, subnet("a", "us-west-2-lax-1a"), lb({ subnets: [ref("a")] })],
      outcome: "notApplicable",
    },
    {
      name: "subnets outside the stack",
      resources: [lb({ subnets: ["subnet-1", "subnet-2"] })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a zone nobody knows",
      resources: [...network, ...open("a", unknown), ...open("b", "us-east-1b"), lb(AB)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "zones left to AWS",
      resources: [...network, ...open("a", undefined), ...open("b", undefined), lb(AB)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a list nobody knows, some of them public",
      resources: [
        ...network,
        ...open("a", "us-east-1a"),
        ...open("b", "us-east-1b"),
        subnet("c", "us-east-1c"),
        lb({ subnets: interpolate`${ref("a")},${ref("b")},${ref("c")}` }),
      ],
      modes: ["preview"],
      undecided: ["preview"],
    },
    {
      name: "whether it is internal, nobody knows",
      resources: [vpc, subnet("a", "us-east-1a"), subnet("b", "us-east-1b"), lb({ ...AB, internal: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a type nobody knows",
      resources: [lb({ subnets: ["subnet-1"], loadBalancerType: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a list nobody knows",
      resources: [lb({ subnets: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a table nobody knows",
      resources: [
        ...network,
        subnet("a", "us-east-1a"),
        subnet("b", "us-east-1b"),
        resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "somewhere", {
          subnetId: unknown,
          routeTableId: derived("rtb-1", "public"),
        }),
        lb(AB),
      ],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
