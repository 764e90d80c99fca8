import { UNKNOWN_PROGRAM, type ProgramContext } from "../../policy-pack/engine/context";
import { Resource } from "../../policy-pack/engine/resource";
import type { Settings } from "../../policy-pack/engine/rule";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { environmentSettings, isProtectedEnvironment, namesOneOf } from "../../policy-pack/helpers/settings";

const DEFAULTS = Object.fromEntries(
  Object.entries(environmentSettings).map(([name, schema]) => [name, schema.default]),
);
const WORDS = ["prod", "production", "prd", "live"];

function answer(
  parts: {
    readonly stack?: string;
    readonly urn?: string;
    readonly props?: Readonly<Record<string, unknown>>;
    readonly defaultTags?: unknown;
    readonly config?: Readonly<Record<string, string>>;
    readonly settings?: Settings;
  } = {},
) {
  const resource = new Resource({
    urn: parts.urn ?? "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::data",
    type: "aws:s3/bucket:Bucket",
    name: "data",
    properties: () => parts.props ?? {},
    provider: () => ({
      type: "pulumi:providers:aws",
      urn: "u",
      name: "p",
      props: new Value({ defaultTags: parts.defaultTags }, ""),
    }),
  });
  const program: ProgramContext = {
    ...UNKNOWN_PROGRAM,
    project: "shop",
    stack: parts.stack ?? "",
    config: new Map(Object.entries(parts.config ?? {}).map(([key, value]) => [key, { value, secret: undefined }])),
  };
  return isProtectedEnvironment(resource, { settings: { ...DEFAULTS, ...parts.settings }, program });
}

test.each(["prod", "acme-prod", "prod-eu", "prodEu", "prod2", "PRODUCTION", "eu.live", "prd_1", "acmeProd"])(
  "%s names production",
  (name) => {
    expect(namesOneOf(name, WORDS)).toBe(true);
  },
);

test.each([
  "dev",
  "nonprod",
  "non-prod",
  "pre-prod",
  "notProd",
  "product",
  "delivery",
  "reproduction",
  "liveliness",
  "",
])("%s does not name production", (name) => {
  expect(namesOneOf(name, WORDS)).toBe(false);
});

test.each<[string, Parameters<typeof answer>[0], string]>([
  ["the stack's name", { stack: "prod" }, "yes"],
  ["the stack's name in a URN, where no program is known", { urn: "urn:pulumi:prod::shop::t::n" }, "yes"],
  ["the program's stack before the URN's", { stack: "dev", urn: "urn:pulumi:prod::shop::t::n" }, "no"],
  ["a tag", { props: { tags: { Environment: "prod" } } }, "yes"],
  ["a tag in other letters", { props: { tags: { ENVIRONMENT: "prod" } } }, "yes"],
  ["a merged tag", { props: { tagsAll: { Environment: "prod" } } }, "yes"],
  ["a default tag", { defaultTags: { tags: { Environment: "prod" } } }, "yes"],
  ["a default tag as JSON text", { defaultTags: '{"tags":{"Environment":"prod"}}' }, "yes"],
  ["default tags that are no JSON", { defaultTags: "{" }, "no"],
  ["a configuration key", { config: { "shop:environment": "prod" } }, "yes"],
  ["a configuration key of another project", { config: { "other:environment": "prod" } }, "no"],
  [
    "a configuration key by its full name",
    { config: { "other:env": "prod" }, settings: { environmentFrom: ["config:other:env"] } },
    "yes",
  ],
  [
    "another tag, by the settings",
    { props: { tags: { Stage: "prod" } }, settings: { environmentFrom: ["tag:Stage"] } },
    "yes",
  ],
  ["another word, by the settings", { stack: "blue", settings: { protectedEnvironments: ["Blue"] } }, "yes"],
  ["an unknown tag", { props: { tags: { Environment: UNKNOWN } } }, "unknown"],
  ["unknown tags", { props: { tags: UNKNOWN } }, "unknown"],
  ["unknown tags in a production stack", { stack: "prod", props: { tags: UNKNOWN } }, "yes"],
  ["what the provider merges, unknown in a preview", { props: { tags: { A: "b" }, tagsAll: UNKNOWN } }, "no"],
  ["nothing", {}, "no"],
])("%s", (_, parts, expected) => {
  expect(answer(parts)).toBe(expected);
});
