import { awsDefaultTags } from "../../../policy-pack/rules/program/aws-default-tags";
import { UNKNOWN_PROGRAM } from "../../../policy-pack/engine/context";
import { Evaluator } from "../../../policy-pack/engine/evaluate";
import { Resource, type ProviderView } from "../../../policy-pack/engine/resource";
import { Value } from "../../../policy-pack/engine/value";
import { json, ref, resource, secret, testRule, unknown } from "../../support";

const PROVIDER = "pulumi:providers:aws";
const all = { Project: "shop", Environment: "dev", ManagedBy: "pulumi" };
const provider = (defaultTags: unknown, name = "ireland") =>
  resource(PROVIDER, name, { region: "eu-west-1", defaultTags });

/** A resource of the provider "ireland". */
const ofIreland = (tags: Readonly<Record<string, unknown>>) => ({
  provider: { name: "ireland", props: { region: "eu-west-1", defaultTags: JSON.stringify({ tags }) } },
});

testRule(awsDefaultTags, {
  valid: [
    {
      name: "a resource with one of them by hand, and without the other",
      resources: [
        provider(JSON.stringify({ tags: { Project: "shop" } })),
        resource("aws:sqs/queue:Queue", "jobs", { tags: { ManagedBy: "pulumi" } }, ofIreland({ Project: "shop" })),
      ],
      outcome: "notApplicable",
    },
    {
      name: "resources it leaves without the tags: tags-required reports those",
      resources: [
        provider(JSON.stringify({ tags: { Project: "shop" } })),
        resource("aws:sqs/queue:Queue", "jobs", {}, ofIreland({ Project: "shop" })),
      ],
      outcome: "notApplicable",
    },
    { name: "all required keys, as JSON text", resources: [provider(JSON.stringify({ tags: all }))] },
    { name: "all required keys, as an object", resources: [provider({ tags: { ...all, Owner: "web" } })] },
    { name: "secret tags", resources: [provider(secret({ tags: all }))] },
    {
      name: "values unknown in a first preview",
      resources: [
        resource("aws:iam/role:Role", "role", { assumeRolePolicy: "{}" }),
        provider({ tags: { ...all, Project: ref("role", "arn") } }),
      ],
    },
    {
      name: "other keys, as configured",
      resources: [provider({ tags: { team: "web" } })],
      settings: { requiredTags: ["team"] },
    },
    {
      name: "no keys required",
      resources: [resource(PROVIDER, "p", { region: "eu-west-1" })],
      settings: { requiredTags: [] },
    },
    {
      name: "a default provider",
      resources: [resource(PROVIDER, "default_7_48_0", { region: "eu-west-1" })],
      outcome: "notApplicable",
    },
    { name: "another package's provider", resources: [resource("pulumi:providers:random", "r")], outcome: "none" },
    { name: "tags nobody knows", resources: [provider({ tags: unknown })], undecided: ["preview", "up", "offline"] },
    { name: "default tags nobody knows", resources: [provider(unknown)], undecided: ["preview", "up", "offline"] },
    { name: "text that is no JSON", resources: [provider("Project=shop")], undecided: ["preview", "up", "offline"] },
    {
      name: "text made from another resource",
      resources: [resource("aws:iam/role:Role", "role"), provider(json({ tags: { Project: ref("role", "arn") } }))],
      modes: ["preview"],
      undecided: ["preview"],
    },
  ],
  invalid: [
    {
      name: "resources that carry them all by hand",
      resources: [
        provider(JSON.stringify({ tags: {} })),
        resource("aws:sqs/queue:Queue", "jobs", { tags: all }, ofIreland({})),
      ],
      findings: [{ resource: "ireland", message: "lack `Project`, `Environment` and `ManagedBy`" }],
    },
    {
      name: "no default tags",
      resources: [resource(PROVIDER, "p", { region: "eu-west-1" })],
      findings: [
        {
          resource: "p",
          property: "defaultTags",
          message: "lack `Project`, `Environment` and `ManagedBy`",
          severity: "low",
        },
      ],
    },
    {
      name: "empty default tags",
      resources: [provider(JSON.stringify({ tags: {} }))],
      findings: [{ resource: "ireland", message: "lack `Project`, `Environment` and `ManagedBy`" }],
    },
    {
      name: "one key short",
      resources: [provider(JSON.stringify({ tags: { Project: "shop", Environment: "dev" } }))],
      findings: [{ resource: "ireland", message: "lack `ManagedBy`" }],
    },
    {
      name: "in another case",
      resources: [provider({ tags: { project: "shop", Environment: "dev", ManagedBy: "pulumi" } })],
      findings: [{ resource: "ireland", message: "lack `Project`" }],
    },
    {
      name: "tags beside `tags`",
      resources: [provider(all)],
      findings: [{ resource: "ireland", message: "lack `Project`, `Environment` and `ManagedBy`" }],
    },
    {
      name: "one of two providers, values unknown in a first preview",
      resources: [
        resource("aws:iam/role:Role", "role", { assumeRolePolicy: "{}" }),
        provider({ tags: all }),
        provider({ tags: { Project: ref("role", "arn"), Environment: unknown } }, "frankfurt"),
      ],
      findings: [{ resource: "frankfurt", message: "lack `ManagedBy`" }],
    },
    {
      name: "many that lack the same keys: one finding",
      resources: [
        ...["a", "b", "c", "d", "e", "f", "g"].map((name) => resource(PROVIDER, name, { region: "eu-west-1" })),
        resource(PROVIDER, "default_7_48_0", {}),
        provider({ tags: unknown }, "open"),
        provider({ tags: all }, "right"),
        provider({ tags: { Project: "shop", Environment: "dev" } }, "almost"),
      ],
      findings: [
        {
          resource: "a",
          message:
            'The default tags of 7 providers ("a", "b", "c", "d", "e" and 2 more) lack `Project`, `Environment` and `ManagedBy`.',
        },
        { resource: "almost", message: "The provider's default tags lack `ManagedBy`." },
      ],
    },
  ],
});

describe("where tags-required is switched off", () => {
  const props = { region: "eu-west-1", defaultTags: JSON.stringify({ tags: { Project: "shop" } }) };
  const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
  const view: ProviderView = {
    type: PROVIDER,
    urn: urn(PROVIDER, "ireland"),
    name: "ireland",
    props: new Value(props, ""),
  };
  const made = (type: string, name: string, inputs: Record<string, unknown>, of?: ProviderView) =>
    new Resource({
      urn: urn(type, name),
      type,
      name,
      properties: () => inputs,
      dependencies: [],
      propertyDependencies: () => ({}),
      provider: () => of,
    });
  const stack = [made(PROVIDER, "ireland", props), made("aws:sqs/queue:Queue", "jobs", {}, view)];
  const outcome = (off: readonly string[]) =>
    new Evaluator([awsDefaultTags], UNKNOWN_PROGRAM, undefined, undefined, (id) => off.includes(id))
      .evaluateStack(stack)
      .map((each) => each.outcome);

  it("speaks of what the provider leaves without tags", () => {
    expect(outcome(["tags-required"])).toEqual(["violates"]);
  });
  it("leaves it to tags-required otherwise", () => {
    expect(outcome(["names-valid"])).toEqual(["notApplicable"]);
  });
});
