import { vpcNatPerZone } from "../../../policy-pack/rules/vpc/vpc-nat-per-zone";
import { ref, resource, testRule, unknown } from "../../support";

const PROD = { tags: { Environment: "prod" } };
const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const nat = (name = "nat", more: Record<string, unknown> = PROD) =>
  resource("aws:ec2/natGateway:NatGateway", name, { subnetId: "subnet-1", allocationId: "eipalloc-1", ...more });
const table = (name = "table", routes?: unknown) =>
  resource("aws:ec2/routeTable:RouteTable", name, { vpcId: ref("vpc"), ...(routes === undefined ? {} : { routes }) });
const route = (of = "table", to: unknown = ref("nat"), name = `${of}-out`) =>
  resource("aws:ec2/route:Route", name, { routeTableId: ref(of), destinationCidrBlock: "0.0.0.0/0", natGatewayId: to });
const subnet = (name: string, place: Record<string, unknown>, of = "table") => [
  resource("aws:ec2/subnet:Subnet", name, { vpcId: ref("vpc"), cidrBlock: "10.0.0.0/24", ...place }),
  resource("aws:ec2/routeTableAssociation:RouteTableAssociation", `${name}-table`, {
    subnetId: ref(name),
    routeTableId: ref(of),
  }),
];
const zone = (letter: string) => ({ availabilityZone: `us-east-1${letter}` });
const two = [...subnet("a", zone("a")), ...subnet("b", zone("b"))];

testRule(vpcNatPerZone, {
  judgedByCompanions: ["aws:ec2/natGateway:NatGateway"],
  invalid: [
    {
      name: "one table for two zones",
      resources: [vpc, nat(), table(), route(), ...two],
      findings: [
        {
          resource: "nat",
          property: "subnetId",
          message: 'Subnets in zones us-east-1a, us-east-1b share NAT gateway "nat"',
          severity: "medium",
        },
      ],
    },
    {
      name: "a table for each zone, and one gateway",
      resources: [
        vpc,
        nat(),
        table(),
        table("other"),
        route(),
        route("other"),
        ...subnet("a", zone("a")),
        ...subnet("b", zone("b"), "other"),
      ],
      findings: [{ resource: "nat", message: "zones us-east-1a, us-east-1b" }],
    },
    {
      name: "a route inside the table",
      resources: [vpc, nat(), table("table", [{ cidrBlock: "0.0.0.0/0", natGatewayId: ref("nat") }]), ...two],
      findings: [{ resource: "nat", message: "zones us-east-1a, us-east-1b" }],
    },
    {
      name: "a production stack",
      resources: [vpc, nat("nat", {}), table(), route(), ...two],
      program: { project: "flight", stack: "acme-production", config: new Map(), environment: {} },
      findings: [{ resource: "nat", message: "share NAT gateway" }],
    },
  ],
  valid: [
    {
      name: "a gateway for each zone",
      resources: [
        vpc,
        nat(),
        nat("second"),
        table(),
        table("other"),
        route(),
        route("other", ref("second")),
        ...subnet("a", zone("a")),
        ...subnet("b", zone("b"), "other"),
      ],
    },
    {
      name: "two subnets of one zone",
      resources: [vpc, nat(), table(), route(), ...subnet("a", zone("a")), ...subnet("b", zone("a"))],
    },
    { name: "not production", resources: [vpc, nat("nat", {}), table(), route(), ...two], outcome: "notApplicable" },
    {
      name: "a regional gateway",
      resources: [
        vpc,
        resource("aws:ec2/natGateway:NatGateway", "nat", { vpcId: ref("vpc"), availabilityMode: "regional", ...PROD }),
        table(),
        route(),
        ...two,
      ],
      outcome: "notApplicable",
    },
    { name: "a gateway nothing uses", resources: [vpc, nat()] },
    {
      name: "a zone nobody knows",
      resources: [
        vpc,
        nat(),
        table(),
        route(),
        ...subnet("a", zone("a")),
        ...subnet("b", { availabilityZone: unknown }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an environment nobody knows",
      resources: [vpc, nat("nat", { tags: { Environment: unknown } }), table(), route(), ...two],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
