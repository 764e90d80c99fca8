import { kinds } from "../../policy-pack/engine/kinds";
import type { ProgramContext } from "../../policy-pack/engine/context";
import { Resource, type ProviderView } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import {
  assumedRegion,
  besides,
  certainRegion,
  choosesAccount,
  dnsSuffixOf,
  INVENTED_REGION,
  inventedRegion,
  namesRegion,
  partitionOf,
  placeOfReference,
  regionOfZone,
  sameAccount,
  sameRegion,
  surroundingRegion,
} from "../../policy-pack/helpers/place";
import { namesOf, resource, stackOf, unknown } from "../support";

const by = (name: string, props: Readonly<Record<string, unknown>> = {}): ProviderView => ({
  type: "pulumi:providers:aws",
  name,
  urn: `urn:pulumi:dev::shop::pulumi:providers:aws::${name}`,
  props: new Value(props, ""),
});
const west = by("west", { region: "us-west-2" });
const somewhere = by("somewhere", { region: UNKNOWN });

/** @param given the properties the program gave; none at all where the frontend does not say. */
function queue(
  provider: ProviderView | undefined,
  properties: Readonly<Record<string, unknown>> = {},
  given: readonly string[] = ["name"],
): Resource {
  return new Resource({
    urn: "urn:pulumi:dev::shop::aws:sqs/queue:Queue::q",
    type: "aws:sqs/queue:Queue",
    name: "q",
    properties: () => properties,
    propertyDependencies: () => Object.fromEntries(given.map((name) => [name, []])),
    provider: () => provider,
  });
}
/** A queue with a `region` of its own. */
const own = (provider: ProviderView | undefined, region: unknown) => queue(provider, { region }, ["name", "region"]);
/** A queue whose output repeats a region the program did not give it. */
const output = (provider: ProviderView | undefined, region: unknown) => queue(provider, { region });

const silent: ProgramContext = { project: "p", stack: "s", config: undefined, environment: {} };
const engine = { program: silent, stack: new Stack([]) };
const offline = { program: { ...silent, marksDataSources: true }, stack: new Stack([]) };
const inFrankfurt = { ...offline, program: { ...offline.program, environment: { AWS_REGION: "eu-central-1" } } };

describe("the region of a resource", () => {
  test.each<[string, Resource, string | undefined, string | undefined]>([
    ["its own", own(west, "eu-west-1"), "eu-west-1", "eu-west-1"],
    ["its own, that nobody knows", own(west, UNKNOWN), undefined, undefined],
    ["its provider's", queue(west), "us-west-2", "us-west-2"],
    ["its provider's, while its output is unknown", output(west, UNKNOWN), "us-west-2", "us-west-2"],
    ["its provider's, rather than its output", output(west, "eu-west-1"), "us-west-2", "us-west-2"],
    ["its output, without a provider that says", output(by("default"), "eu-west-1"), undefined, "eu-west-1"],
    ["its output, while its provider's is unknown", output(somewhere, "eu-west-1"), undefined, "eu-west-1"],
    [
      "what it shows, where nobody says what the program gave",
      queue(west, { region: "eu-west-1" }, []),
      "us-west-2",
      "eu-west-1",
    ],
    ["unknown with its provider's", queue(somewhere), undefined, undefined],
    ["unknown without a provider", queue(undefined), undefined, undefined],
    ["unknown for an empty text", queue(by("a", { region: "" })), undefined, undefined],
    ["unknown for one made up of parts", queue(by("a", { region: "eu-0facade" })), undefined, undefined],
  ])("is %s", (_, subject, certain, assumed) => {
    expect(certainRegion(subject)).toBe(certain);
    expect(assumedRegion(subject, engine)).toBe(assumed);
  });

  test("is not assumed to be the one the offline check invents", () => {
    expect(assumedRegion(output(by("default"), INVENTED_REGION), offline)).toBeUndefined();
    expect(assumedRegion(output(by("default"), INVENTED_REGION), engine)).toBe(INVENTED_REGION);
    expect(assumedRegion(output(by("default"), INVENTED_REGION), inFrankfurt)).toBe(INVENTED_REGION);
    expect(assumedRegion(output(by("default"), "eu-central-1"), inFrankfurt)).toBe("eu-central-1");
    expect(assumedRegion(own(west, INVENTED_REGION), offline)).toBe(INVENTED_REGION);
  });

  test("is named where the program gave it", () => {
    expect([own(west, UNKNOWN), output(west, "eu-west-1"), queue(west)].map(namesRegion)).toEqual([true, false, false]);
  });
});

test.each<[string, Resource, Resource, string]>([
  ["one provider of an unknown region", queue(by("a")), queue(by("a")), "yes"],
  ["one provider, one output already known", output(by("a"), "eu-west-1"), queue(by("a")), "yes"],
  ["one provider, two outputs", output(by("a"), "eu-west-1"), output(by("a"), "eu-west-2"), "unknown"],
  ["default providers of two versions", queue(undefined), queue(by("default_7_48_0")), "yes"],
  ["two providers of unknown regions", queue(by("a")), queue(by("b")), "unknown"],
  ["two providers of one region", queue(west), queue(by("b", { region: "us-west-2" })), "yes"],
  ["two providers of two regions", queue(west), queue(by("b", { region: "eu-west-1" })), "no"],
  ["the default provider, and one for a region", queue(by("default")), queue(west), "unknown"],
  ["the default provider, its output invented", output(by("default"), "us-west-2"), queue(west), "unknown"],
  ["one provider, one elsewhere", own(west, "eu-west-1"), queue(west), "no"],
  ["one elsewhere that is the same", own(undefined, "us-west-2"), queue(west), "yes"],
  ["one provider, one somewhere", own(west, UNKNOWN), queue(west), "unknown"],
])("in one region: %s", (_, one, other, answer) => {
  expect(sameRegion(one, other)).toBe(answer);
  expect(sameRegion(other, one)).toBe(answer);
});

test.each<[string, ProviderView | undefined, ProviderView | undefined, string]>([
  ["no provider shown", undefined, undefined, "yes"],
  ["one provider", by("a", { profile: UNKNOWN }), by("a", { profile: UNKNOWN }), "yes"],
  ["default providers of two versions", by("default_7_48_0"), by("default_6_1_0", {}), "yes"],
  ["the default one and one for a region", by("default"), west, "yes"],
  ["the same profile", by("a", { profile: "x" }), by("b", { profile: "x" }), "yes"],
  ["two profiles", by("a", { profile: "x" }), by("b", { profile: "y" }), "unknown"],
  ["a role to assume", by("a"), by("b", { assumeRoles: '[{"roleArn":"arn:1"}]' }), "unknown"],
  ["a profile nobody knows", by("a", { profile: UNKNOWN }), by("b", { profile: UNKNOWN }), "unknown"],
])("in one account: %s", (_, one, other, answer) => {
  expect(sameAccount(queue(one), queue(other))).toBe(answer);
});

describe("beside a resource are those of its account and region", () => {
  const RECORDER = "aws:cfg/recorder:Recorder";
  const { stack, find } = stackOf(
    "preview",
    resource(RECORDER, "a"),
    resource(RECORDER, "b"),
    resource(RECORDER, "west", { region: "us-west-2" }),
    resource(RECORDER, "elsewhere", {}, { provider: { name: "other", props: {} } }),
    resource(RECORDER, "mystery", { region: unknown }),
  );
  test.each([
    ["a", "a,b"],
    ["west", "west"],
    ["elsewhere", "elsewhere"],
    ["mystery", ""],
  ])("%s: %s", (name, expected) => {
    expect(namesOf(besides(stack, find(name), kinds.configRecorder)).join()).toBe(expected);
  });
});

test.each<[string, Partial<ProgramContext>, string | undefined]>([
  ["nowhere", {}, undefined],
  ["in the environment", { environment: { AWS_REGION: "eu-west-2", AWS_DEFAULT_REGION: "eu-west-3" } }, "eu-west-2"],
  ["in the other variable", { environment: { AWS_REGION: "", AWS_DEFAULT_REGION: "eu-west-3" } }, "eu-west-3"],
  [
    "in the configuration",
    {
      config: new Map([["aws:region", { value: "eu-west-1", secret: false }]]),
      environment: { AWS_REGION: "eu-west-2" },
    },
    "eu-west-1",
  ],
])("the region of the surroundings stands %s", (_, program, region) => {
  expect(surroundingRegion({ ...silent, ...program })).toBe(region);
  // What is stated is not invented.
  const invented = region === undefined ? INVENTED_REGION : undefined;
  expect(inventedRegion({ ...offline, program: { ...offline.program, ...program } })).toBe(invented);
});

test("a region is invented by the offline check only, which is known by what it made up", () => {
  expect(inventedRegion(engine)).toBeUndefined();
  const stack = new Stack([queue(undefined, { id: "vpc-0facade0123456789" })]);
  expect(inventedRegion({ program: silent, stack })).toBe(INVENTED_REGION);
});

test.each<[string, string | undefined, string]>([
  ["eu-west-1", "aws", "amazonaws.com"],
  ["cn-north-1", "aws-cn", "amazonaws.com.cn"],
  ["us-gov-east-1", "aws-us-gov", "amazonaws.com"],
  ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
  ["mars-1", undefined, "amazonaws.com"],
])("the partition of %s is %s, its domain %s", (region, partition, suffix) => {
  expect(partitionOf(region)).toBe(partition);
  expect(dnsSuffixOf(partition ?? "aws-mars")).toBe(suffix);
});

test.each<[string, string | undefined]>([
  ["us-east-1a", "us-east-1"],
  ["ap-southeast-2c", "ap-southeast-2"],
  ["us-gov-west-1b", "us-gov-west-1"],
  ["us-west-2-lax-1a", "us-west-2"],
  ["us-east-1-wl1-bos-wlz-1", "us-east-1"],
  ["us-east-1", undefined],
  ["use1-az1", undefined],
  ["us-east-99a", undefined],
  ["", undefined],
  ["\u0000", undefined],
])("the region of zone %j", (zone, region) => {
  expect(regionOfZone(zone)).toBe(region);
});

test.each<[string, { service: string; region: string } | undefined]>([
  ["arn:aws:kms:eu-west-1:123456789012:key/1", { service: "kms", region: "eu-west-1" }],
  ["arn:aws-cn:sns:cn-north-1:123456789012:t", { service: "sns", region: "cn-north-1" }],
  ["123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1", { service: "ecr", region: "us-east-1" }],
  ["arn:aws:iam::123456789012:role/r", undefined],
  ["arn:aws:s3:::bucket", undefined],
  ["arn:aws:kms:eu-west-1:000000000000:key/1", undefined],
  [`arn:aws:kms:eu-west-1:123456789012:key/${UNKNOWN}`, undefined],
  ["arn:aws:kms:mars-1:123456789012:key/1", undefined],
  ["public.ecr.aws/app:1", undefined],
  ["alias/mine", undefined],
])("the place of %j", (text, place) => {
  expect(placeOfReference(text)).toEqual(place);
});

test.each<[string, ProviderView | undefined, boolean]>([
  ["none", undefined, false],
  ["one with a region", west, false],
  ["one with a profile", by("staging", { profile: "staging" }), true],
  ["one that assumes a role nobody knows yet", by("staging", { assumeRoles: UNKNOWN }), true],
])("whether a provider chooses the account: %s", (_, provider, answer) => {
  expect(choosesAccount(queue(provider))).toBe(answer);
});
