import { Resource, type ProviderView } from "../../policy-pack/engine/resource";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { sameAccount, sameRegion } from "../../policy-pack/helpers/place";

const by = (name: string, props: Readonly<Record<string, unknown>> = {}): ProviderView => ({
  type: "pulumi:providers:aws",
  name,
  urn: `urn:pulumi:dev::shop::pulumi:providers:aws::${name}`,
  props: new Value(props, ""),
});

const queue = (provider?: ProviderView, region?: unknown) =>
  new Resource({
    urn: "urn:pulumi:dev::shop::aws:sqs/queue:Queue::q",
    type: "aws:sqs/queue:Queue",
    name: "q",
    properties: () => (region === undefined ? {} : { region }),
    propertyDependencies: (): Readonly<Record<string, readonly string[]>> =>
      region === undefined ? { name: [] } : { name: [], region: [] },
    provider: () => provider,
  });

test.each<[string, ProviderView | undefined, ProviderView | undefined, string]>([
  ["no provider shown", undefined, undefined, "yes"],
  ["one provider", by("a", { profile: UNKNOWN }), by("a", { profile: UNKNOWN }), "yes"],
  ["default providers of two versions", by("default_7_48_0"), by("default_6_1_0", {}), "yes"],
  ["the default one and one for a region", by("default"), by("b", { region: "eu-west-1" }), "yes"],
  ["the same profile", by("a", { profile: "x" }), by("b", { profile: "x" }), "yes"],
  ["two profiles", by("a", { profile: "x" }), by("b", { profile: "y" }), "unknown"],
  ["a role to assume", by("a"), by("b", { assumeRoles: '[{"roleArn":"arn:1"}]' }), "unknown"],
  ["a profile nobody knows", by("a", { profile: UNKNOWN }), by("b", { profile: UNKNOWN }), "unknown"],
])("accounts: %s", (_, one, other, answer) => {
  expect(sameAccount(queue(one), queue(other))).toBe(answer);
});

test.each<[string, Resource, Resource, string]>([
  ["the same", queue(by("a", { region: "eu-west-1" })), queue(by("b", { region: "eu-west-1" })), "yes"],
  ["others", queue(by("a", { region: "eu-west-1" })), queue(by("b", { region: "eu-central-1" })), "no"],
  ["that of the surroundings, twice", queue(), queue(by("default_7_48_0")), "yes"],
  ["that of the surroundings, and one", queue(by("default")), queue(by("b", { region: "eu-west-1" })), "unknown"],
  [
    "one of its own",
    queue(by("a", { region: "eu-west-1" }), "eu-central-1"),
    queue(by("a", { region: "eu-west-1" })),
    "no",
  ],
  ["one of its own that is the same", queue(undefined, "eu-west-1"), queue(by("a", { region: "eu-west-1" })), "yes"],
  ["one of its own that nobody knows", queue(by("a"), UNKNOWN), queue(by("a")), "unknown"],
])("regions: %s", (_, one, other, answer) => {
  expect(sameRegion(one, other)).toBe(answer);
});
