import { secretsRecoveryWindow } from "../../../policy-pack/rules/secretsmanager/secrets-recovery-window";
import { ref, resource, testRule, unknown } from "../../support";

const program = (stack: string) => ({ project: "flight", stack, config: new Map(), environment: {} });
const secret = (more: Readonly<Record<string, unknown>>) =>
  resource("aws:secretsmanager/secret:Secret", "secret", more);

testRule(secretsRecoveryWindow, {
  valid: [
    { name: "left out", resources: [secret({ description: "Database" })], program: program("prod") },
    { name: "seven days", resources: [secret({ recoveryWindowInDays: 7 })], program: program("prod") },
    {
      name: "at once, in development",
      resources: [secret({ recoveryWindowInDays: 0 })],
      program: program("dev"),
      outcome: "notApplicable",
    },
    {
      name: "at once, in nonprod",
      resources: [secret({ recoveryWindowInDays: 0 })],
      program: program("nonprod"),
      outcome: "notApplicable",
    },
    {
      name: "a window nobody knows",
      resources: [secret({ recoveryWindowInDays: unknown })],
      program: program("prod"),
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a tag nobody knows",
      resources: [secret({ recoveryWindowInDays: 0, tags: { Environment: unknown } })],
      program: program("dev"),
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "at once, in production",
      resources: [secret({ recoveryWindowInDays: 0 })],
      program: program("prod"),
      findings: [{ resource: "secret", property: "recoveryWindowInDays", message: "gone at once", severity: "high" }],
    },
    {
      name: "as a text",
      resources: [secret({ recoveryWindowInDays: "0" })],
      program: program("acme-prod"),
      findings: [{ resource: "secret", message: "gone at once" }],
    },
    {
      name: "by the resource's tag",
      resources: [secret({ recoveryWindowInDays: 0, tags: { environment: "Production" } })],
      program: program("main"),
      findings: [{ resource: "secret", message: "gone at once" }],
    },
    {
      name: "in an environment of one's own",
      resources: [secret({ recoveryWindowInDays: 0 })],
      program: program("staging"),
      settings: { protectedEnvironments: ["staging"] },
      findings: [{ resource: "secret", message: "gone at once" }],
    },
    {
      name: "at once, under a key that is still to come",
      resources: [
        resource("aws:kms/key:Key", "key", { description: "Secrets" }),
        secret({ recoveryWindowInDays: 0, kmsKeyId: ref("key") }),
      ],
      program: program("prod"),
      findings: [{ resource: "secret", message: "gone at once" }],
    },
  ],
  remediates: [
    {
      name: "at once, in production",
      resource: secret({ recoveryWindowInDays: 0 }),
      program: program("prod"),
      becomes: { recoveryWindowInDays: 30 },
    },
    {
      name: "at once, in development",
      resource: secret({ recoveryWindowInDays: 0 }),
      program: program("dev"),
      becomes: {},
    },
    { name: "a week", resource: secret({ recoveryWindowInDays: 7 }), program: program("prod"), becomes: {} },
    {
      name: "a window nobody knows yet",
      resource: secret({ recoveryWindowInDays: unknown }),
      program: program("prod"),
      becomes: {},
    },
  ],
  remediated: [
    "at once, in production",
    "as a text",
    "by the resource's tag",
    "in an environment of one's own",
    "at once, under a key that is still to come",
  ],
});
