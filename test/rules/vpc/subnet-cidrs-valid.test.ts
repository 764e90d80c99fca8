import { subnetCidrsValid } from "../../../policy-pack/rules/vpc/subnet-cidrs-valid";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ADDED = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
const PEERING = "aws:ec2/vpcPeeringConnection:VpcPeeringConnection";

const vpc = (cidrBlock: unknown = "10.0.0.0/16", name = "vpc", more: Record<string, unknown> = {}) =>
  resource(VPC, name, { cidrBlock, ...more });
const subnet = (cidrBlock: unknown, name = "subnet", vpcId: unknown = ref("vpc"), more: Record<string, unknown> = {}) =>
  resource(SUBNET, name, { vpcId, cidrBlock, ...more });
const added = (cidrBlock: unknown, vpcId: unknown = ref("vpc"), name = "added") =>
  resource(ADDED, name, { vpcId, cidrBlock });
const peering = (vpcId: unknown = ref("vpc"), peerVpcId: unknown = ref("other")) =>
  resource(PEERING, "peering", { vpcId, peerVpcId, autoAccept: true });
const six = (ipv6CidrBlock: unknown, name = "subnet") => subnet("10.0.0.0/24", name, ref("vpc"), { ipv6CidrBlock });

testRule(subnetCidrsValid, {
  invalid: [
    {
      name: "text that is no range",
      resources: [vpc(), subnet("10.0.undefined.0/24")],
      findings: [
        {
          resource: "subnet",
          property: "cidrBlock",
          message: '"10.0.undefined.0/24" is no IPv4 range',
          severity: "high",
        },
      ],
    },
    {
      name: "a range without a size, on a VPC",
      resources: [vpc("10.0.0.0")],
      findings: [{ resource: "vpc", property: "cidrBlock", message: '"10.0.0.0" is no IPv4 range' }],
    },
    {
      name: "host bits",
      resources: [vpc("10.0.1.0/16"), subnet("10.0.1.5/24")],
      findings: [
        { resource: "vpc", message: "its first address is that of 10.0.0.0/16" },
        { resource: "subnet", message: "its first address is that of 10.0.1.0/24" },
      ],
    },
    {
      name: "sizes EC2 does not take",
      resources: [vpc("10.0.0.0/8"), subnet("10.0.0.0/29")],
      findings: [
        { resource: "vpc", message: '"10.0.0.0/8" is not of a size that EC2 takes: between /16 and /28' },
        { resource: "subnet", message: '"10.0.0.0/29" is not of a size' },
      ],
    },
    {
      name: "outside its VPC",
      resources: [vpc(), subnet("10.1.0.0/24")],
      findings: [{ resource: "subnet", message: '"10.1.0.0/24" does not lie inside VPC "vpc", which has 10.0.0.0/16' }],
    },
    {
      name: "larger than its VPC",
      resources: [vpc("10.0.0.0/24"), subnet("10.0.0.0/20")],
      findings: [{ resource: "subnet", message: "does not lie inside" }],
    },
    {
      name: "outside the VPC and what is added to it",
      resources: [vpc(), added("10.1.0.0/16"), subnet("10.2.0.0/24")],
      findings: [{ resource: "subnet", message: "which has 10.0.0.0/16, 10.1.0.0/16" }],
    },
    {
      name: "the same range twice",
      resources: [vpc(), subnet("10.0.1.0/24", "a"), subnet("10.0.1.0/24", "b")],
      findings: [{ resource: "b", message: '"10.0.1.0/24" overlaps the range of subnet "a" (10.0.1.0/24)' }],
    },
    {
      name: "one range inside another",
      resources: [vpc(), subnet("10.0.16.0/20", "a"), subnet("10.0.31.0/24", "b"), subnet("10.0.32.0/24", "c")],
      findings: [{ resource: "b", message: 'subnet "a" (10.0.16.0/20) in VPC "vpc"' }],
    },
    {
      name: "an added range the VPC has already",
      resources: [vpc(), added("10.0.128.0/20")],
      findings: [{ resource: "added", message: '"10.0.128.0/20" overlaps 10.0.0.0/16' }],
    },
    {
      name: "peers that overlap",
      resources: [vpc(), vpc("10.0.0.0/20", "other"), peering()],
      findings: [
        { resource: "peering", property: "peerVpcId", message: '"vpc" (10.0.0.0/16) and VPC "other" (10.0.0.0/20)' },
      ],
    },
    {
      name: "peers that overlap in a range that was added",
      resources: [vpc(), vpc("10.1.0.0/16", "other"), added("10.0.0.0/20", ref("other")), peering()],
      findings: [{ resource: "peering", message: "(10.0.0.0/20) overlap" }],
    },
    {
      name: "a VPC peered with itself",
      resources: [vpc(), peering(ref("vpc"), ref("vpc"))],
      findings: [{ resource: "peering", message: "peered with itself" }],
    },
    {
      name: "an IPv6 range of a wrong size",
      resources: [vpc(), six("2001:db8::/62")],
      findings: [{ resource: "subnet", property: "ipv6CidrBlock", message: "between /44 and /64 in steps of four" }],
    },
    {
      name: "IPv4 where IPv6 belongs",
      resources: [vpc(), six("10.0.0.0/24")],
      findings: [{ resource: "subnet", property: "ipv6CidrBlock", message: "no IPv6 range" }],
    },
    {
      name: "the same IPv6 range twice",
      resources: [
        vpc("10.0.0.0/16", "vpc", { ipv6CidrBlock: "2001:db8::/56", ipv6IpamPoolId: "ipam-pool-1" }),
        six("2001:db8::/64", "a"),
        subnet("10.0.1.0/24", "b", ref("vpc"), { ipv6CidrBlock: "2001:db8::/64" }),
      ],
      findings: [{ resource: "b", property: "ipv6CidrBlock", message: 'subnet "a" (2001:db8::/64)' }],
    },
  ],
  valid: [
    {
      name: "neighbours inside their VPC",
      resources: [vpc(), subnet("10.0.0.0/24", "a"), subnet("10.0.1.0/24", "b"), subnet("10.0.2.0/23", "c")],
    },
    { name: "the whole VPC as one subnet", resources: [vpc("10.0.0.0/28"), subnet("10.0.0.0/28")] },
    {
      name: "a subnet in a range that was added",
      resources: [vpc(), added("10.1.0.0/16"), subnet("10.1.0.0/24")],
    },
    {
      name: "the same range in two VPCs",
      resources: [
        vpc(),
        vpc("10.0.0.0/16", "other"),
        subnet("10.0.0.0/24", "a"),
        subnet("10.0.0.0/24", "b", ref("other")),
      ],
    },
    { name: "peers apart", resources: [vpc(), vpc("10.1.0.0/16", "other"), peering()] },
    { name: "a peer outside the stack", resources: [vpc(), peering(ref("vpc"), "vpc-0123456789abcdef0")] },
    { name: "a VPC outside the stack", resources: [subnet("192.168.0.0/24", "subnet", "vpc-0123456789abcdef0")] },
    {
      name: "IPv6 in Amazon's range",
      resources: [
        vpc("10.0.0.0/16", "vpc", { assignGeneratedIpv6CidrBlock: true }),
        six(interpolate`${ref("vpc", "ipv6CidrBlock")}`),
      ],
      undecided: ["preview"],
      modes: ["preview"],
    },
    {
      name: "a range nobody knows",
      resources: [vpc(), subnet(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a VPC whose range nobody knows",
      resources: [vpc(unknown), subnet("10.0.0.0/24")],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a VPC with a range from a pool",
      resources: [
        resource(VPC, "vpc", { ipv4IpamPoolId: "ipam-pool-1", ipv4NetmaskLength: 16 }),
        subnet("172.20.0.0/24"),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a range added to nobody knows which VPC",
      resources: [vpc(), added("10.1.0.0/16", unknown), subnet("10.1.0.0/24")],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a peer whose range nobody knows",
      resources: [vpc(), vpc(unknown, "other"), peering()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "nobody knows with whom it is peered",
      resources: [vpc(), peering(ref("vpc"), unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
