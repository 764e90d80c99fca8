import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { lackOfZones } from "../../policy-pack/helpers/subnet-zones";

const urn = (name: string) => `urn:pulumi:dev::shop::aws:ec2/subnet:Subnet::${name}`;

function answer(subnetIds: unknown, zones: Readonly<Record<string, string | undefined>> = {}) {
  const subnets = Object.entries(zones).map(
    ([name, availabilityZone]) =>
      new Resource({
        urn: urn(name),
        type: "aws:ec2/subnet:Subnet",
        name,
        properties: () => ({ availabilityZone }),
        propertyDependencies: () => ({ availabilityZone: [], vpcId: [] }),
      }),
  );
  const group = new Resource({
    urn: "urn:pulumi:dev::shop::aws:rds/subnetGroup:SubnetGroup::group",
    type: "aws:rds/subnetGroup:SubnetGroup",
    name: "group",
    properties: () => ({ subnetIds }),
    propertyDependencies: () => ({ subnetIds: Object.keys(zones).map(urn) }),
  });
  return lackOfZones(new Stack([...subnets, group]), group, group.at("subnetIds"));
}

test.each([
  ["no list", undefined, {}, undefined],
  ["a list nobody knows", UNKNOWN, {}, undefined],
  ["an empty list", [], {}, "no subnet"],
  ["one", ["subnet-1"], {}, "one subnet"],
  ["two of another stack", ["subnet-1", "subnet-2"], {}, undefined],
  ["two zones", [UNKNOWN, UNKNOWN], { a: "eu-west-1a", b: "eu-west-1b" }, undefined],
  ["one zone", [UNKNOWN, UNKNOWN], { a: "eu-west-1a", b: "eu-west-1a" }, "subnets of one zone, eu-west-1a"],
  ["a zone that is not known yet", [UNKNOWN, UNKNOWN], { a: "eu-west-1a", b: UNKNOWN }, undefined],
  ["zones nobody gave", [UNKNOWN, UNKNOWN], { a: undefined, b: undefined }, undefined],
  ["one of another stack beside", [UNKNOWN, UNKNOWN, "subnet-3"], { a: "eu-west-1a", b: "eu-west-1a" }, undefined],
])("%s", (_, ids, zones, expected) => {
  expect(answer(ids, zones)).toBe(expected);
});
