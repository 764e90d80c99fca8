import { kmsNoLockout } from "../../../policy-pack/rules/kms/kms-no-lockout";
import { json, ref, resource, testRule, unknown } from "../../support";

const KEY = "aws:kms/key:Key";
const statement = (Principal: unknown, Action: unknown = "kms:*", more: Readonly<Record<string, unknown>> = {}) => ({
  Effect: "Allow",
  Principal,
  Action,
  Resource: "*",
  ...more,
});
const ROOT = { AWS: "arn:aws:iam::210987654321:root" };
const LOGS = { Service: "logs.eu-west-1.amazonaws.com" };
const text = (...Statement: readonly unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const key = (policy: unknown, more: Readonly<Record<string, unknown>> = {}, type = KEY) =>
  resource(type, "key", { policy, ...more });

testRule(kmsNoLockout, {
  valid: [
    { name: "the account root with everything", resources: [key(text(statement(ROOT)))] },
    { name: "the account's id", resources: [key(text(statement({ AWS: "210987654321" })))] },
    {
      name: "the root of another partition, with a wildcard",
      resources: [key(text(statement({ AWS: ["arn:aws-cn:iam::210987654321:root"] }, ["kms:Describe*", "kms:Put*"])))],
    },
    { name: "an account's id that is made up", resources: [key(text(statement({ AWS: "000000000000" })))] },
    {
      name: "everybody, narrowed to the account",
      resources: [
        key(
          text(
            statement({ AWS: "*" }, "kms:*", { Condition: { StringEquals: { "kms:CallerAccount": "210987654321" } } }),
          ),
        ),
      ],
    },
    {
      name: "everything but deleting",
      resources: [key(text({ Effect: "Allow", Principal: ROOT, NotAction: "kms:ScheduleKeyDeletion", Resource: "*" }))],
    },
    {
      name: "a denial with a condition",
      resources: [
        key(
          text(statement(ROOT), {
            Effect: "Deny",
            Principal: "*",
            Action: "kms:*",
            Resource: "*",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ),
      ],
    },
    { name: "no policy", resources: [resource(KEY, "key", { description: "Logs" })], outcome: "notApplicable" },
    {
      name: "a role that may be the deployment's",
      resources: [key(text(statement({ AWS: "arn:aws:iam::210987654321:role/deploy" })))],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a role of the stack, unknown at first",
      resources: [
        resource("aws:iam/role:Role", "admin"),
        key(json({ Version: "2012-10-17", Statement: [statement({ AWS: ref("admin", "arn") })] })),
      ],
      undecided: ["preview", "up", "offline"],
    },
    { name: "a policy nobody knows", resources: [key(unknown)], undecided: ["preview", "up", "offline"] },
  ],
  invalid: [
    {
      name: "a service alone",
      resources: [key(text(statement(LOGS, ["kms:Encrypt", "kms:Decrypt"])))],
      findings: [
        {
          resource: "key",
          property: "policy",
          message: "lets nobody in the account use `kms:PutKeyPolicy`: KMS refuses it",
          severity: "high",
        },
      ],
    },
    {
      name: "a service with everything",
      resources: [key(text(statement(LOGS)))],
      findings: [{ resource: "key", message: "KMS refuses it" }],
    },
    {
      name: "the root without the policy",
      resources: [key(text(statement(ROOT, ["kms:Encrypt", "kms:Decrypt", "kms:Describe*"])))],
      findings: [{ resource: "key", message: "lets nobody" }],
    },
    {
      name: "the root, through a service only",
      resources: [
        key(
          text(
            statement(ROOT, "kms:*", {
              Condition: { StringEquals: { "kms:ViaService": "rds.eu-west-1.amazonaws.com" } },
            }),
          ),
        ),
      ],
      findings: [{ resource: "key", message: "lets nobody" }],
    },
    {
      name: "everybody denied",
      resources: [key(text(statement(ROOT), { Effect: "Deny", Principal: "*", Action: "kms:Put*", Resource: "*" }))],
      findings: [{ resource: "key", message: "denies everybody `kms:PutKeyPolicy`" }],
    },
    {
      name: "the check bypassed, in a replica",
      resources: [
        key(
          text(statement(LOGS)),
          { bypassPolicyLockoutSafetyCheck: true, primaryKeyArn: "arn:aws:kms:us-east-1:210987654321:key/mrk-1" },
          "aws:kms/replicaKey:ReplicaKey",
        ),
      ],
      findings: [{ resource: "key", message: "nobody can ever change it" }],
    },
    {
      name: "a policy of its own",
      resources: [
        resource(KEY, "logs"),
        key(text(statement(LOGS)), { keyId: ref("logs", "keyId") }, "aws:kms/keyPolicy:KeyPolicy"),
      ],
      findings: [{ resource: "key", message: "KMS refuses it" }],
    },
  ],
});
