import { blocksOf, rangeOf } from "../../policy-pack/helpers/vpc-addresses";
import { MODES, ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const vpc = (props: Record<string, unknown>) => resource("aws:ec2/vpc:Vpc", "vpc", props);
const added = (props: Record<string, unknown>, version: 4 | 6 = 4) =>
  resource(`aws:ec2/vpcIpv${version}CidrBlockAssociation:VpcIpv${version}CidrBlockAssociation`, "added", {
    vpcId: ref("vpc"),
    ...props,
  });
const PRIMARY = { cidrBlock: "10.0.0.0/16" };

const CASES: readonly (readonly [string, 4 | 6, readonly ResourceLiteral[], readonly string[], boolean])[] = [
  ["its own", 4, [vpc(PRIMARY)], ["10.0.0.0/16"], false],
  ["one added", 4, [vpc(PRIMARY), added({ cidrBlock: "10.1.0.0/16" })], ["10.0.0.0/16", "10.1.0.0/16"], false],
  [
    "one added to another VPC",
    4,
    [vpc(PRIMARY), added({ cidrBlock: "10.1.0.0/16", vpcId: "vpc-1" })],
    ["10.0.0.0/16"],
    false,
  ],
  [
    "one added to nobody knows what",
    4,
    [vpc(PRIMARY), added({ cidrBlock: "10.1.0.0/16", vpcId: unknown })],
    ["10.0.0.0/16"],
    true,
  ],
  ["one from a pool", 4, [vpc(PRIMARY), added({ ipv4IpamPoolId: "ipam-pool-1" })], ["10.0.0.0/16"], true],
  ["its own from a pool", 4, [vpc({ ipv4IpamPoolId: "ipam-pool-1", ipv4NetmaskLength: 16 })], [], true],
  ["its own, unknown", 4, [vpc({ cidrBlock: unknown })], [], true],
  ["its own, wrong", 4, [vpc({ cidrBlock: "10.0.0.0" })], [], true],
  ["no IPv6", 6, [vpc(PRIMARY)], [], false],
  ["Amazon's IPv6", 6, [vpc({ ...PRIMARY, assignGeneratedIpv6CidrBlock: true })], [], true],
  ["IPv6 of a length", 6, [vpc({ ...PRIMARY, ipv6IpamPoolId: "ipam-pool-1", ipv6NetmaskLength: 56 })], [], true],
  ["IPv6 added", 6, [vpc(PRIMARY), added({ ipv6CidrBlock: "2001:db8::/56" }, 6)], ["2001:db8::/56"], false],
];

describe.each(MODES)("%s", (mode) => {
  test.each(CASES)("%s (IPv%i)", (_, version, literals, ranges, isOpen) => {
    const { stack, find } = stackOf(mode, ...literals);
    const { blocks, open } = blocksOf(stack, find("vpc"), version);
    expect([blocks.map(({ cidr }) => cidr.text), open]).toEqual([ranges, isOpen]);
  });

  test("a range of the other version is none", () => {
    const { stack, find } = stackOf(mode, vpc({ cidrBlock: "2001:db8::/56" }));
    expect(rangeOf(stack, find("vpc"), 4)).toBe("unknown");
    expect(rangeOf(stack, find("vpc"), 6)).toBeUndefined();
  });
});
