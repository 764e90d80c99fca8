import type { ProgramContext } from "../../policy-pack/engine/context";
import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { INVENTED_REGION, inventedRegion } from "../../policy-pack/helpers/invented-region";
import { certainRegion, inOneRegion, placeOfReference, regionOfZone } from "../../policy-pack/helpers/places";
import { MADE_UP_PLACE } from "../../preflight/aws/outputs";

function make(
  properties: Record<string, unknown>,
  given: readonly string[],
  provider?: Record<string, unknown>,
  urn = "p",
): Resource {
  return new Resource({
    urn: `urn:pulumi:s::p::t::${JSON.stringify(properties)}`,
    type: "aws:sqs/queue:Queue",
    name: "n",
    properties: () => properties,
    propertyDependencies: () => Object.fromEntries(given.map((name) => [name, []])),
    provider: () => provider && { type: "pulumi:providers:aws", urn, name: "p", props: new Value(provider, "") },
  });
}
const silent: ProgramContext = { project: "p", stack: "s", config: undefined, environment: {} };
const asked = { program: silent, stack: new Stack([]) };
const offline = { program: { ...silent, marksDataSources: true }, stack: new Stack([]) };

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

describe("the region that is certain", () => {
  test.each<[string, Resource, string | undefined]>([
    ["given", make({ region: "eu-west-1" }, ["region"], { region: "us-west-2" }), "eu-west-1"],
    ["given and unknown", make({ region: UNKNOWN }, ["region"], { region: "us-west-2" }), undefined],
    ["the provider's", make({}, [], { region: "us-west-2" }), "us-west-2"],
    ["the provider's, its output unknown", make({ region: UNKNOWN }, [], { region: "us-west-2" }), "us-west-2"],
    ["an output nobody asked for", make({ region: "eu-west-1" }, [], {}), undefined],
    ["unknown with the provider's", make({}, [], { region: UNKNOWN }), undefined],
    ["unknown without provider", make({}, []), undefined],
    ["empty", make({}, [], { region: "" }), undefined],
  ])("%s", (_, resource, region) => {
    expect(certainRegion(resource)).toBe(region);
  });
});

describe("in one region", () => {
  test.each<[string, Resource, Resource, boolean | undefined]>([
    ["by one provider of an unknown region", make({}, [], {}), make({}, [], {}), true],
    ["by two providers of unknown regions", make({}, [], {}), make({}, [], {}, "q"), undefined],
    [
      "by two providers of one region",
      make({}, [], { region: "eu-west-1" }),
      make({}, [], { region: "eu-west-1" }, "q"),
      true,
    ],
    [
      "by two providers of two",
      make({}, [], { region: "eu-west-1" }),
      make({}, [], { region: "eu-west-2" }, "q"),
      false,
    ],
    [
      "by one provider, one elsewhere",
      make({ region: "eu-west-2" }, ["region"], { region: "eu-west-1" }),
      make({}, [], { region: "eu-west-1" }),
      false,
    ],
    [
      "by one provider, one somewhere",
      make({ region: UNKNOWN }, ["region"], { region: "eu-west-1" }),
      make({}, [], { region: "eu-west-1" }),
      undefined,
    ],
    ["by one provider, one region already known", make({ region: "eu-west-1" }, [], {}), make({}, [], {}), true],
  ])("%s", (_, one, other, expected) => {
    expect(inOneRegion(one, other)).toBe(expected);
    expect(inOneRegion(other, one)).toBe(expected);
  });
});

describe("the region that is invented", () => {
  test("is the one the offline check makes up", () => {
    expect(INVENTED_REGION).toBe(MADE_UP_PLACE.region);
    expect(inventedRegion(offline)).toBe(INVENTED_REGION);
    const stack = new Stack([make({ id: "vpc-0facade0123456789" }, [])]);
    expect(inventedRegion({ program: silent, stack })).toBe(INVENTED_REGION);
  });
  test("is none where AWS answers, or the program's own is known", () => {
    expect(inventedRegion(asked)).toBeUndefined();
    const environment = { AWS_DEFAULT_REGION: "eu-west-1" };
    expect(inventedRegion({ ...offline, program: { ...offline.program, environment } })).toBeUndefined();
    const config = new Map([["aws:region", { value: "eu-west-1", secret: false }]]);
    expect(inventedRegion({ ...offline, program: { ...offline.program, config } })).toBeUndefined();
  });
});
