import { iamTagKeysUnique } from "../../../policy-pack/rules/iam/iam-tag-keys-unique";
import { component, ref, resource, secret, testRule, unknown, type ResourceOptions } from "../../support";

const ROLE = "aws:iam/role:Role";
const USER = "aws:iam/user:User";
const tagging = (tags: unknown, more: Readonly<Record<string, unknown>> = {}): ResourceOptions => ({
  provider: { name: "ireland", props: { region: "eu-west-1", defaultTags: JSON.stringify({ tags }), ...more } },
});

testRule(iamTagKeysUnique, {
  valid: [
    { name: "no tags", resources: [resource(ROLE, "r", { assumeRolePolicy: "{}" })] },
    { name: "different keys", resources: [resource(ROLE, "r", { tags: { Environment: "dev", Env: "dev" } })] },
    {
      name: "the same key among the default tags, which the role's own overrides",
      resources: [resource(ROLE, "r", { tags: { Environment: "prod" } }, tagging({ Environment: "dev" }))],
    },
    {
      name: "the same value in another case",
      resources: [resource(USER, "u", { tags: { Team: "Web", Owner: "web" } })],
    },
    {
      name: "a key the provider leaves to somebody else",
      resources: [
        resource(
          ROLE,
          "r",
          { tags: { Environment: "dev", environment: "x" } },
          tagging({}, { ignoreTags: { keys: ["environment"] } }),
        ),
      ],
    },
    {
      name: "policies, instance profiles and providers, which tell case apart",
      resources: [
        resource("aws:iam/policy:Policy", "p", { policy: "{}", tags: { Environment: "dev", environment: "dev" } }),
        resource("aws:iam/instanceProfile:InstanceProfile", "i", { role: "r", tags: { Team: "a", team: "a" } }),
        resource("aws:s3/bucket:Bucket", "b", { tags: { Team: "a", team: "a" } }),
      ],
      outcome: "none",
    },
    {
      name: "tags nobody knows",
      resources: [resource(ROLE, "r", { tags: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "default tags nobody knows",
      resources: [
        resource(ROLE, "r", { tags: { Environment: "dev" } }, tagging("04da6b54-80e4-46f7-96ec-b56ff0331ba9")),
      ],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "two tags of a role",
      resources: [resource(ROLE, "r", { tags: { Environment: "dev", environment: "dev" } })],
      findings: [
        {
          resource: "r",
          property: "tags",
          message: "`Environment` and `environment` differ only in case, and IAM",
          severity: "high",
        },
      ],
    },
    {
      name: "a role's tag and a default tag",
      resources: [
        resource(ROLE, "r", { tags: { environment: "dev" } }, tagging({ Environment: "dev", Project: "shop" })),
      ],
      findings: [
        {
          resource: "r",
          message:
            "`environment` and `Environment` differ only in case (`Environment` from the provider's default tags)",
        },
      ],
    },
    {
      name: "as the provider merged them",
      resources: [resource(ROLE, "r", { tags: { managedBy: "x" }, tagsAll: { managedBy: "x", ManagedBy: "y" } })],
      findings: [{ resource: "r", message: "`managedBy` and `ManagedBy` differ only in case" }],
    },
    {
      name: "values unknown in a first preview",
      resources: [
        resource(ROLE, "other", { assumeRolePolicy: "{}" }),
        resource(USER, "u", { tags: { Owner: ref("other", "arn"), OWNER: secret("x") } }),
      ],
      findings: [{ resource: "u", message: "`Owner` and `OWNER` differ only in case" }],
    },
    {
      name: "several keys, a service-linked role in a component",
      resources: [
        component("mesh"),
        resource(
          "aws:iam/serviceLinkedRole:ServiceLinkedRole",
          "slr",
          { awsServiceName: "ecs.amazonaws.com", tags: { a: "1", A: "2", team: "x" } },
          { ...tagging({ Team: "y" }), parent: "mesh" },
        ),
      ],
      findings: [{ resource: "slr", message: "`a` and `A`; `team` and `Team` differ only in case" }],
    },
    {
      name: "duplicates among the default tags themselves",
      resources: [resource(ROLE, "r", { tags: unknown }, tagging({ project: "a", Project: "b" }))],
      findings: [{ resource: "r", message: "`project` and `Project` differ only in case" }],
    },
  ],
});
