import { lackOfZones, placementOf, zoneOf } from "../../policy-pack/helpers/placement";
import { interpolate, MODES, type Mode, namesOf, ref, resource, stackOf, unknown } from "../support";

const subnet = (name: string, props: Record<string, unknown> = {}) =>
  resource("aws:ec2/subnet:Subnet", name, { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24", ...props });
const A = ref("a");
const B = ref("b");

interface Expected {
  readonly subnets: readonly string[];
  readonly possible?: readonly string[];
  readonly exact: boolean;
  readonly confined: boolean;
  readonly count: number | undefined;
}

const CASES: readonly (readonly [string, Mode, unknown, Expected])[] = [
  ["two, unknown", "preview", [A, B], { subnets: ["a", "b"], exact: true, confined: true, count: 2 }],
  ["two, known", "up", [A, B], { subnets: ["a", "b"], exact: true, confined: true, count: 2 }],
  ["none", "preview", [], { subnets: [], exact: true, confined: true, count: 0 }],
  ["not set", "preview", undefined, { subnets: [], exact: true, confined: true, count: 0 }],
  ["outside the stack", "preview", ["subnet-1"], { subnets: [], exact: false, confined: false, count: 1 }],
  ["one outside", "up", [A, "subnet-1"], { subnets: ["a"], exact: false, confined: false, count: 2 }],
  ["one twice", "up", [A, A], { subnets: ["a"], exact: false, confined: true, count: 2 }],
  ["nobody knows", "up", unknown, { subnets: [], exact: false, confined: false, count: undefined }],
  ["one nobody knows", "up", [A, unknown], { subnets: ["a"], exact: false, confined: false, count: 2 }],
  [
    "one id made of two",
    "preview",
    [interpolate`${A}${B}`],
    { subnets: [], possible: ["a", "b"], exact: false, confined: true, count: 1 },
  ],
];

test.each(CASES)("%s (%s)", (_, mode, list, expected) => {
  const { stack, find } = stackOf(
    mode,
    subnet("a"),
    subnet("b"),
    resource("aws:lb/loadBalancer:LoadBalancer", "lb", { subnets: list }),
  );
  const { subnets, possible, exact, confined, count } = placementOf(stack, find("lb"), "subnets");
  expect({ subnets: namesOf(subnets), possible: namesOf(possible), exact, confined, count }).toEqual({
    possible: expected.subnets,
    ...expected,
  });
});

test("ids in blocks, and in a list inside a block", () => {
  const { stack, find } = stackOf(
    "preview",
    subnet("a"),
    subnet("b"),
    resource("aws:lb/loadBalancer:LoadBalancer", "lb", { subnetMappings: [{ subnetId: A }, { subnetId: B }] }),
    resource("aws:lambda/function:Function", "fn", { vpcConfig: { subnetIds: [A], securityGroupIds: [] } }),
  );
  expect(namesOf(placementOf(stack, find("lb"), "subnetMappings", "subnetId").subnets)).toEqual(["a", "b"]);
  expect(namesOf(placementOf(stack, find("fn"), "vpcConfig.subnetIds").subnets)).toEqual(["a"]);
});

test("a zone is what the program says, not what AWS chose", () => {
  const { stack, find } = stackOf(
    "up",
    subnet("a", { availabilityZone: "us-east-1a" }),
    subnet("b", { availabilityZoneId: "use1-az1" }),
    subnet("c"),
    subnet("d", { availabilityZone: unknown }),
  );
  expect(["a", "b", "c", "d"].map((name) => zoneOf(stack, find(name)))).toEqual([
    "us-east-1a",
    "use1-az1",
    undefined,
    undefined,
  ]);
});

describe("instead of two zones a list of subnets has", () => {
  const outside = "subnet-0a1b2c3d4e5f60718";
  test.each<[string, unknown, readonly unknown[], string | undefined]>([
    ["no list", undefined, [], undefined],
    ["a list nobody knows", unknown, [], undefined],
    ["an empty list", [], [], "no subnet"],
    ["one", [outside], [], "one subnet"],
    ["two of another stack", [outside, "subnet-2"], [], undefined],
    ["two zones", [A, B], ["eu-west-1a", "eu-west-1b"], undefined],
    ["one zone", [A, B], ["eu-west-1a", "eu-west-1a"], "subnets of one zone, eu-west-1a"],
    ["a zone that is not known yet", [A, B], ["eu-west-1a", unknown], undefined],
    ["zones nobody gave", [A, B], [undefined, undefined], undefined],
    ["one subnet twice", [A, A], ["eu-west-1a", "eu-west-1a"], undefined],
    ["one of another stack beside", [A, B, outside], ["eu-west-1a", "eu-west-1a"], undefined],
  ])("%s", (_, subnetIds, [a, b], expected) => {
    for (const mode of MODES) {
      const { stack, find } = stackOf(
        mode,
        subnet("a", a === undefined ? {} : { availabilityZone: a }),
        subnet("b", b === undefined ? {} : { availabilityZone: b }),
        resource("aws:rds/subnetGroup:SubnetGroup", "group", { subnetIds }),
      );
      expect(lackOfZones(stack, find("group"), "subnetIds")).toBe(expected);
    }
  });
});
