import { tagsRequired } from "../../../policy-pack/rules/program/tags-required";
import {
  component,
  interpolate,
  json,
  ref,
  resolveStack,
  resource,
  secret,
  testRule,
  unknown,
  type ResourceOptions,
} from "../../support";
import { inProcess } from "../../../kit/testing/engine-calls";

const BUCKET = "aws:s3/bucket:Bucket";
const VPC = "aws:ec2/vpc:Vpc";
const ROLE = "aws:iam/role:Role";
const GROUP = "aws:autoscaling/group:Group";
const all = { Project: "shop", Environment: "dev", ManagedBy: "pulumi" };

/** A provider as the engine shows it: everything but strings is JSON text. */
const tagging = (tags: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  provider: {
    name: "aws",
    props: { region: "eu-west-1", version: "7.48.0", defaultTags: JSON.stringify({ tags }), ...more },
  },
});

const program = { project: "flight", stack: "dev", config: undefined, environment: {} };
const values = { Project: "{project}", Environment: "{stack}", ManagedBy: "pulumi" };

testRule(tagsRequired, {
  valid: [
    { name: "all keys on the resource", resources: [resource(BUCKET, "b", { tags: all })] },
    { name: "all keys among the default tags, as JSON text", resources: [resource(BUCKET, "b", {}, tagging(all))] },
    {
      name: "all keys among the default tags, as an object",
      resources: [resource(BUCKET, "b", {}, { provider: { props: { defaultTags: { tags: all } } } })],
    },
    {
      name: "all keys among those of the default provider",
      resources: [
        resource(
          BUCKET,
          "b",
          {},
          { provider: { name: "default_7_48_0", props: { defaultTags: JSON.stringify({ tags: all }) } } },
        ),
      ],
    },
    {
      name: "some of the provider, some of the resource",
      resources: [
        resource(BUCKET, "b", { tags: { Environment: "dev" } }, tagging({ Project: "shop", ManagedBy: "pulumi" })),
      ],
    },
    {
      name: "the provider merged them itself",
      resources: [resource(BUCKET, "b", { tags: { a: "b" }, tagsAll: { ...all, a: "b" } })],
    },
    {
      name: "a VPC with a name",
      resources: [resource(VPC, "main", { cidrBlock: "10.0.0.0/16", tags: { Name: "main" } }, tagging(all))],
    },
    {
      name: "a VPC without a name where names are not required",
      resources: [resource(VPC, "main", { cidrBlock: "10.0.0.0/16", tags: all })],
      settings: { nameTag: false },
    },
    {
      name: "a bucket needs no Name: it has one",
      resources: [resource(BUCKET, "b", { tags: all })],
      outcome: "complies",
    },
    {
      name: "values nobody knows yet",
      resources: [
        resource(ROLE, "role", { assumeRolePolicy: "{}", tags: all }),
        resource(BUCKET, "b", {
          tags: { ...all, Project: ref("role", "arn"), Environment: interpolate`${ref("role", "arn")}-x` },
        }),
      ],
    },
    {
      name: "a secret value",
      resources: [resource(BUCKET, "b", { tags: { ...all, Project: secret("shop") } })],
    },
    {
      name: "secret tags",
      resources: [resource(BUCKET, "b", { tags: secret(all) })],
    },
    {
      name: "an empty value is a value",
      resources: [resource(BUCKET, "b", { tags: { ...all, Project: "" } })],
    },
    {
      name: "other keys, as configured",
      resources: [resource(BUCKET, "b", { tags: { team: "web", "cost:center": "1" } })],
      settings: { requiredTags: ["team", "cost:center"] },
    },
    { name: "no keys required", resources: [resource(BUCKET, "b")], settings: { requiredTags: [] } },
    {
      name: "a key that the provider leaves to somebody else",
      resources: [
        resource(
          BUCKET,
          "b",
          {},
          tagging({ Project: "shop", ManagedBy: "x" }, { ignoreTags: JSON.stringify({ keys: ["Environment"] }) }),
        ),
      ],
    },
    {
      name: "a prefix that the provider leaves to somebody else",
      resources: [resource(BUCKET, "b", { tags: all }, tagging({}, { ignoreTags: { keyPrefixes: ["org:"] } }))],
      settings: { requiredTags: ["Project", "org:owner"] },
    },
    {
      name: "a group with its own kind of tags",
      resources: [
        resource(GROUP, "web", {
          maxSize: 2,
          minSize: 1,
          tags: Object.entries(all).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
        }),
      ],
    },
    {
      name: "types that take no tags",
      resources: [resource("aws:s3/bucketPolicy:BucketPolicy", "p", { bucket: "b" }), component("web", { tags: {} })],
    },
    {
      name: "a `tags` argument that is something else",
      resources: [resource("aws:inspector/resourceGroup:ResourceGroup", "g", { tags: { Env: "dev" } })],
    },
    {
      name: "tags nobody knows",
      resources: [resource(BUCKET, "b", { tags: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "default tags nobody knows",
      resources: [
        resource(BUCKET, "b", { tags: { Project: "shop" } }, tagging("04da6b54-80e4-46f7-96ec-b56ff0331ba9")),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "default tags that do not parse",
      resources: [resource(BUCKET, "b", {}, { provider: { props: { defaultTags: "{" } } })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "tags made from another resource's outputs",
      resources: [
        resource(ROLE, "role", { tags: all }),
        resource(BUCKET, "b", { tags: json({ arn: ref("role", "arn") }) }),
      ],
      modes: ["preview"],
      undecided: ["preview"],
    },
    {
      name: "a group with a key nobody knows",
      resources: [resource(GROUP, "web", { maxSize: 2, minSize: 1, tags: [{ key: unknown, value: "x" }] })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "no tags at all, and values in the settings",
      resources: [resource(BUCKET, "b"), resource(VPC, "main")],
      settings: { values: { ...values, Name: "{name}" } },
      findings: [
        { resource: "main", message: "2 of 2 resources" },
        { resource: "main", message: "Without `Name`" },
      ],
      program,
    },
    {
      name: "no tags at all",
      resources: [resource(BUCKET, "b")],
      findings: [
        {
          resource: "b",
          property: "tags",
          message: "Without `Project`, `Environment` and `ManagedBy`.",
          severity: "medium",
        },
      ],
    },
    {
      name: "one key short",
      resources: [resource(BUCKET, "b", { tags: { Project: "shop", Environment: "dev" } })],
      findings: [{ resource: "b", message: "Without `ManagedBy`." }],
    },
    {
      name: "one key short with the default tags",
      resources: [resource(BUCKET, "b", { tags: { Environment: "dev" } }, tagging({ Project: "shop" }))],
      findings: [{ resource: "b", message: "Without `ManagedBy`." }],
    },
    {
      name: "in another case",
      resources: [resource(BUCKET, "b", { tags: { Project: "shop", environment: "dev", ManagedBy: "pulumi" } })],
      findings: [{ resource: "b", message: "Without `Environment`. `environment` differs only in case." }],
    },
    {
      name: "a subnet that the console shows as an id",
      resources: [
        resource(VPC, "main", { cidrBlock: "10.0.0.0/16", tags: { Name: "main" } }, tagging(all)),
        resource(
          "aws:ec2/subnet:Subnet",
          "a",
          { vpcId: ref("main"), cidrBlock: "10.0.0.0/24", tags: { tier: "web" } },
          tagging(all),
        ),
      ],
      findings: [{ resource: "a", message: "Without `Name`." }],
    },
    {
      name: "values unknown in a first preview, a key missing",
      resources: [
        resource(ROLE, "role", { tags: all }),
        resource(BUCKET, "b", { tags: { Project: ref("role", "arn"), Environment: unknown } }),
      ],
      findings: [{ resource: "b", message: "Without `ManagedBy`." }],
    },
    {
      name: "tagsAll unknown because of one value",
      resources: [
        resource(BUCKET, "b", { tags: { Project: unknown }, tagsAll: unknown }, tagging({ Environment: "dev" })),
      ],
      findings: [{ resource: "b", message: "Without `ManagedBy`." }],
    },
    {
      name: "default tags do not reach a group",
      resources: [resource(GROUP, "web", { maxSize: 2, minSize: 1 }, tagging(all))],
      findings: [{ resource: "web", message: "Without `Project`, `Environment` and `ManagedBy`." }],
    },
    {
      name: "a group one key short",
      resources: [
        resource(GROUP, "web", {
          maxSize: 2,
          minSize: 1,
          tags: [
            { key: "Project", value: "shop", propagateAtLaunch: true },
            { key: "Environment", value: "dev", propagateAtLaunch: true },
          ],
        }),
      ],
      findings: [{ resource: "web", message: "Without `ManagedBy`." }],
    },
    {
      name: "another key, as configured",
      resources: [resource(BUCKET, "b", { tags: all })],
      settings: { requiredTags: ["Project", "ResourceType"] },
      findings: [{ resource: "b", message: "Without `ResourceType`." }],
    },
    {
      name: "in a component, of provider 6",
      resources: [
        component("site"),
        resource("aws:s3/bucketV2:BucketV2", "b", { tags: { Name: "x" } }, { parent: "site" }),
      ],
      findings: [{ resource: "b", message: "Without `Project`, `Environment` and `ManagedBy`." }],
    },
    {
      name: "many of one default provider: one finding, which says how to set default tags there",
      resources: [
        ...["a", "b", "c", "d", "e", "f"].map((name) => resource(BUCKET, name)),
        resource(BUCKET, "g", { tags: { Project: "shop", Environment: "dev" } }),
        resource(BUCKET, "right", { tags: all }),
      ],
      findings: [
        {
          resource: "a",
          property: "tags",
          message:
            '7 of 8 resources that take tags are without `Project`, `Environment` and `ManagedBy`, or some of them: "a", "b", "c", "d", "e" and 2 more.',
        },
      ],
    },
    {
      name: "one finding for the program's providers, one for the default one, and names for what the consoles list by them",
      resources: [
        resource(BUCKET, "a", {}, tagging({ Project: "shop" })),
        resource(
          BUCKET,
          "b",
          {},
          { provider: { name: "other", props: { defaultTags: { tags: { Project: "shop" } } } } },
        ),
        resource(BUCKET, "c", {}, { provider: { name: "default_7_48_0", props: {} } }),
        resource(VPC, "net", { cidrBlock: "10.0.0.0/16", tags: all }),
        resource("aws:ec2/internetGateway:InternetGateway", "gate", { tags: all }),
      ],
      findings: [
        {
          resource: "gate",
          message: '2 of 5 resources that take tags are without `Name`: "gate" and "net".',
          severity: "low",
        },
        {
          resource: "a",
          message: '2 of 5 resources that take tags are without `Environment` and `ManagedBy`: "a" and "b".',
        },
        { resource: "c", message: "Without `Project`, `Environment` and `ManagedBy`." },
      ],
    },
    {
      name: "default providers of two versions are configured once",
      resources: [
        resource(BUCKET, "a", {}, { provider: { name: "default_7_48_0", props: {} } }),
        resource(BUCKET, "b", {}, { provider: { name: "default_7_40_0", props: {} } }),
      ],
      findings: [{ resource: "a", message: "2 of 2 resources" }],
    },
    {
      name: "one tag object in another case, used twice",
      resources: ["a", "b"].map((name) =>
        resource(BUCKET, name, { tags: { project: "shop", environment: "dev", ManagedBy: "pulumi" } }),
      ),
      findings: [
        {
          resource: "a",
          message:
            '2 of 2 resources that take tags are without `Project` and `Environment`: "a" and "b". `project` and `environment` differ only in case.',
        },
      ],
    },
    {
      name: "beside one whose tags nobody knows",
      resources: [resource(BUCKET, "a"), resource(BUCKET, "b", { tags: unknown })],
      findings: [{ resource: "a", message: "Without" }],
    },
    {
      name: "a subnet without any tag has two things to fix",
      resources: [resource("aws:ec2/subnet:Subnet", "s", { vpcId: "vpc-0a1b2c3d4e5f60718", cidrBlock: "10.0.0.0/24" })],
      findings: [
        { resource: "s", message: "Without `Project`, `Environment` and `ManagedBy`.", severity: "medium" },
        { resource: "s", message: "Without `Name`.", severity: "low" },
      ],
    },
  ],
  remediates: [
    {
      name: "keys that are lacking, beside those there are, and in what the provider merged",
      resource: resource(BUCKET, "b", { tags: { Owner: "web" }, tagsAll: { Owner: "web", Team: "a" } }),
      settings: { values },
      becomes: {
        tags: { Owner: "web", Project: "flight", Environment: "dev", ManagedBy: "pulumi" },
        tagsAll: { Owner: "web", Team: "a", Project: "flight", Environment: "dev", ManagedBy: "pulumi" },
      },
      program,
    },
    {
      name: "a tag of another value stays, a merged text nobody knows too",
      resource: resource(BUCKET, "b", { tags: { Environment: "prod", Owner: unknown }, tagsAll: unknown }),
      settings: { values: { Environment: "{stack}", ManagedBy: "pulumi" } },
      becomes: { tags: { Environment: "prod", Owner: unknown, ManagedBy: "pulumi" } },
      program,
    },
    {
      name: "a name, where consoles show it",
      resource: resource(VPC, "main", { tags: all }),
      settings: { values: { Name: "{project}-{name}" } },
      becomes: { tags: { ...all, Name: "flight-main" } },
      program,
    },
    {
      name: "nothing lacking",
      resource: resource(BUCKET, "b", { tags: all }),
      settings: { values },
      becomes: {},
      program,
    },
    { name: "no values", resource: resource(BUCKET, "b"), becomes: {}, program },
    {
      name: "values of a program nobody knows",
      resource: resource(BUCKET, "b"),
      settings: { values: { Project: "{project}" } },
      becomes: {},
      program: { ...program, project: "" },
    },
    {
      name: "tags nobody knows yet",
      resource: resource(BUCKET, "b", { tags: unknown }),
      settings: { values },
      becomes: {},
      program,
    },
    {
      name: "secret tags",
      resource: resource(BUCKET, "b", { tags: secret({ Owner: "web" }) }),
      settings: { values },
      becomes: {},
      program,
    },
    {
      name: "keys in another case, which some services take for the same",
      resource: resource(ROLE, "r", { tags: { project: "a", environment: "b", managedby: "c" } }),
      settings: { values },
      becomes: {},
      program,
    },
    {
      name: "default tags of the provider",
      resource: resource(BUCKET, "b", {}, tagging(all)),
      settings: { values },
      becomes: {},
      program,
    },
    {
      name: "an Auto Scaling group",
      resource: resource(GROUP, "g", { tags: [] }),
      settings: { values },
      becomes: {},
      program,
    },
    {
      name: "what takes no tags",
      resource: resource("aws:iam/rolePolicy:RolePolicy", "p"),
      settings: { values },
      becomes: {},
      program,
    },
  ],
  remediated: ["no tags at all, and values in the settings"],
});

test("the fix is the one of the provider in question", () => {
  const remediations = (options: ResourceOptions) => {
    const stack = resolveStack([resource(BUCKET, "b", {}, options)], "up");
    return inProcess([tagsRequired], stack).flatMap((each) => each.findings.map(({ remediation }) => remediation));
  };
  expect(remediations({})).toEqual([
    expect.stringContaining("pulumi config set --path 'aws:defaultTags.tags.Project'"),
  ]);
  expect(remediations(tagging({ Project: "shop" }))).toEqual([
    'Set `Environment` and `ManagedBy` once, in `defaultTags: { tags: { … } }` of the provider "aws".',
  ]);
});
