import { secretsRotated } from "../../../policy-pack/rules/secretsmanager/secrets-rotated";
import { interpolate, ref, resource, testRule, unknown } from "../../support";

const SECRET = "aws:secretsmanager/secret:Secret";
const secret = (name = "secret", more: Readonly<Record<string, unknown>> = {}) =>
  resource(SECRET, name, { description: "Database", ...more });
const rotation = (secretId: unknown) =>
  resource("aws:secretsmanager/secretRotation:SecretRotation", "rotation", {
    secretId,
    rotationLambdaArn: "arn:aws:lambda:us-east-1:210987654321:function:rotate",
    rotationRules: { automaticallyAfterDays: 30 },
  });

testRule(secretsRotated, {
  judgedByCompanions: [SECRET],
  valid: [
    { name: "a rotation", resources: [secret(), rotation(ref("secret"))] },
    { name: "a rotation by ARN", resources: [secret(), rotation(ref("secret", "arn"))] },
    { name: "a rotation by name", resources: [secret("secret", { name: "acme/db" }), rotation("acme/db")] },
    {
      name: "a rotation of a secret nobody knows",
      resources: [secret(), rotation(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a rotation of one of two",
      resources: [secret(), secret("other"), rotation(interpolate`${ref("secret")}${ref("other")}`)],
      undecided: ["preview"],
      modes: ["preview"],
    },
  ],
  invalid: [
    {
      name: "none",
      resources: [secret()],
      findings: [{ resource: "secret", property: "", message: "Nothing rotates the secret", severity: "low" }],
    },
    {
      name: "another secret's",
      resources: [secret(), secret("other"), rotation(ref("other"))],
      findings: [{ resource: "secret", message: "Nothing rotates" }],
    },
    {
      name: "one of another stack",
      resources: [secret(), rotation("arn:aws:secretsmanager:us-east-1:210987654321:secret:other-AbCdEf")],
      findings: [{ resource: "secret", message: "Nothing rotates" }],
      modes: ["up", "offline"],
    },
    {
      name: "two",
      resources: [secret(), secret("other")],
      findings: [
        { resource: "other", message: "Nothing rotates" },
        { resource: "secret", message: "Nothing rotates" },
      ],
    },
  ],
});
