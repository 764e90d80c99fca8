import { namesConvention } from "../../../policy-pack/rules/program/names-convention";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

const QUEUE = "aws:sqs/queue:Queue";
const ROLE = "aws:iam/role:Role";
const standard = { pattern: "standard" };

testRule(namesConvention, {
  valid: [
    {
      name: "no pattern, which is the default",
      resources: [resource(QUEUE, "q", { name: "X" })],
      outcome: "notApplicable",
    },
    {
      name: "the standard form",
      resources: [
        resource(QUEUE, "q", { name: "flight-orders-dev" }),
        resource(ROLE, "r", { name: "flight-deploy-role-us-east-1-prod" }),
        resource("aws:kms/alias:Alias", "a", { name: "alias/flight-data-dev" }),
      ],
      settings: standard,
    },
    {
      name: "names Pulumi makes",
      resources: [resource(QUEUE, "q"), resource(ROLE, "r", { path: "/" })],
      settings: standard,
    },
    {
      name: "a form of one's own",
      resources: [resource(QUEUE, "q", { name: "acme.dev.orders" })],
      settings: { pattern: "acme.{env}.{name}" },
    },
    {
      name: "environments of one's own",
      resources: [resource(QUEUE, "q", { name: "flight-orders-blue" })],
      settings: { pattern: "standard", environments: ["blue"] },
    },
    {
      name: "other types than the pattern is for",
      resources: [resource(QUEUE, "q", { name: "orders" })],
      settings: { pattern: "standard", types: [ROLE] },
    },
    {
      name: "a name nobody knows",
      resources: [resource(QUEUE, "q", { name: unknown })],
      settings: standard,
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "a name without the project",
      resources: [resource(QUEUE, "q", { name: "orders-dev" })],
      settings: standard,
      findings: [
        {
          resource: "q",
          property: "name",
          message: '1 name does not have the form `{project}-{type}-{region?}-{env}`: "orders-dev" (queue "q").',
          severity: "low",
        },
      ],
    },
    {
      name: "many names, one finding",
      resources: [
        ...["a", "b", "c", "d", "e", "f", "g", "h", "i"].map((name) => resource(QUEUE, name, { name })),
        resource(ROLE, "right", { name: "flight-deploy-dev" }),
      ],
      settings: standard,
      findings: [{ resource: "a", message: /^9 names do not have the form .* and 1 more\.$/ }],
    },
    {
      name: "another project, as the engine says",
      resources: [resource(QUEUE, "q", { name: "flight-orders-dev" })],
      settings: standard,
      program: { project: "shop", stack: "dev", config: undefined, environment: {} },
      findings: [{ resource: "q", message: "flight-orders-dev" }],
    },
    {
      name: "beside a name unknown in a first preview",
      resources: [
        resource("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" }),
        resource(QUEUE, "a", { name: interpolate`flight-${ref("net")}-dev` }),
        resource("aws:rds/instance:Instance", "d", { identifier: "orders" }),
      ],
      settings: standard,
      findings: [{ resource: "d", property: "identifier", message: '"orders" (DB instance "d")' }],
    },
    {
      name: "not of one's own form",
      resources: [resource(QUEUE, "q", { name: "orders" })],
      settings: { pattern: "acme-{name}" },
      findings: [{ resource: "q", message: "the form `acme-{name}`" }],
    },
  ],
});
