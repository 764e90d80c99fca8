import { vpcMultiAz } from "../../../policy-pack/rules/vpc/vpc-multi-az";
import { ref, resource, testRule, unknown } from "../../support";

const PROD = { tags: { Environment: "prod" } };
const vpc = (more: Record<string, unknown> = PROD) =>
  resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16", ...more });
const internet = resource("aws:ec2/internetGateway:InternetGateway", "internet", { vpcId: ref("vpc") });
const table = resource("aws:ec2/routeTable:RouteTable", "public", {
  vpcId: ref("vpc"),
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: ref("internet") }],
});
const subnet = (name: string, place: Record<string, unknown> = {}, vpcId: unknown = ref("vpc")) =>
  resource("aws:ec2/subnet:Subnet", name, { vpcId, cidrBlock: "10.0.0.0/24", ...place });
const zone = (letter: string) => ({ availabilityZone: `us-east-1${letter}` });
const open = (name: string, place: Record<string, unknown>) => [
  subnet(name, place),
  resource("aws:ec2/routeTableAssociation:RouteTableAssociation", `${name}-table`, {
    subnetId: ref(name),
    routeTableId: ref("public"),
  }),
];

testRule(vpcMultiAz, {
  judgedByCompanions: ["aws:ec2/vpc:Vpc"],
  invalid: [
    {
      name: "private subnets in one zone",
      resources: [vpc(), subnet("a", zone("a")), subnet("b", zone("a"))],
      findings: [
        {
          resource: "vpc",
          property: "",
          message: 'The private subnets of VPC "vpc", "a" and "b", are in zone us-east-1a only',
          severity: "medium",
        },
      ],
    },
    {
      name: "one public subnet, two private ones",
      resources: [vpc(), internet, table, ...open("web", zone("a")), subnet("a", zone("a")), subnet("b", zone("b"))],
      findings: [{ resource: "vpc", message: 'The public subnets of VPC "vpc", "web", are in zone us-east-1a only' }],
    },
    {
      name: "one subnet whose zone AWS chooses",
      resources: [vpc(), subnet("a")],
      findings: [{ resource: "vpc", message: "are in one zone only" }],
    },
    {
      name: "zones left to AWS",
      resources: [vpc(), subnet("a"), subnet("b")],
      findings: [{ resource: "vpc", message: "to AWS, which may put them all into one" }],
    },
    {
      name: "a production stack",
      resources: [vpc({}), subnet("a", zone("a"))],
      program: { project: "flight", stack: "prod", config: new Map(), environment: {} },
      findings: [{ resource: "vpc", message: "zone us-east-1a only" }],
    },
  ],
  valid: [
    { name: "two zones", resources: [vpc(), subnet("a", zone("a")), subnet("b", zone("b"))] },
    {
      name: "two zones in each tier",
      resources: [
        vpc(),
        internet,
        table,
        ...open("web-a", zone("a")),
        ...open("web-b", zone("b")),
        subnet("a", zone("a")),
        subnet("b", zone("b")),
      ],
    },
    {
      name: "one public subnet for the NAT gateway: another rule's question",
      resources: [
        vpc(),
        internet,
        table,
        ...open("web", zone("a")),
        subnet("a", zone("a")),
        subnet("b", zone("b")),
        resource("aws:ec2/natGateway:NatGateway", "nat", { subnetId: ref("web"), allocationId: "eipalloc-1" }),
      ],
    },
    {
      name: "zones by id",
      resources: [
        vpc(),
        subnet("a", { availabilityZoneId: "use1-az1" }),
        subnet("b", { availabilityZoneId: "use1-az2" }),
      ],
    },
    { name: "not production", resources: [vpc({}), subnet("a", zone("a"))], outcome: "notApplicable" },
    { name: "no subnets", resources: [vpc()], outcome: "notApplicable" },
    {
      name: "a zone nobody knows",
      resources: [vpc(), subnet("a", zone("a")), subnet("b", { availabilityZone: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a subnet of nobody knows which VPC",
      resources: [vpc(), subnet("a", zone("a")), subnet("b", zone("b"), unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an environment nobody knows",
      resources: [vpc({ tags: { Environment: unknown } }), subnet("a", zone("a"))],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
