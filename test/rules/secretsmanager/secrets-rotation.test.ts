import { secretsRotation } from "../../../policy-pack/rules/secretsmanager/secrets-rotation";
import { ref, resource, testRule, unknown } from "../../support";

const SECRET = "aws:secretsmanager/secret:Secret";
const PERMISSION = "aws:lambda/permission:Permission";
const secret = resource(SECRET, "secret");
const fn = resource("aws:lambda/function:Function", "rotate", { name: "rotate" });
const permission = (more: Readonly<Record<string, unknown>> = {}) =>
  resource(PERMISSION, "permission", {
    action: "lambda:InvokeFunction",
    function: ref("rotate", "name"),
    principal: "secretsmanager.amazonaws.com",
    ...more,
  });
const rotation = (more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:secretsmanager/secretRotation:SecretRotation", "rotation", {
    secretId: ref("secret"),
    rotationLambdaArn: ref("rotate", "arn"),
    rotationRules: { automaticallyAfterDays: 30 },
    ...more,
  });

testRule(secretsRotation, {
  valid: [
    { name: "a permission", resources: [secret, fn, permission(), rotation()] },
    {
      name: "a permission for this secret, with any action of the function",
      resources: [secret, fn, permission({ action: "lambda:*", sourceArn: ref("secret", "arn") }), rotation()],
    },
    {
      name: "an alias, the permission on its function",
      resources: [
        secret,
        fn,
        permission(),
        resource("aws:lambda/alias:Alias", "live", { functionName: ref("rotate", "name"), functionVersion: "1" }),
        rotation({ rotationLambdaArn: ref("live", "arn") }),
      ],
    },
    {
      name: "a function of another stack",
      resources: [secret, rotation({ rotationLambdaArn: "arn:aws:lambda:us-east-1:210987654321:function:rotate" })],
      outcome: "notApplicable",
    },
    {
      name: "switched off",
      resources: [secret, rotation({ rotationEnabled: false, rotationLambdaArn: undefined, rotationRules: undefined })],
      outcome: "notApplicable",
    },
    {
      name: "a secret of another service",
      resources: [
        rotation({
          secretId: "arn:aws:secretsmanager:us-east-1:210987654321:secret:rds!db-1234",
          rotationLambdaArn: undefined,
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a partner's secret",
      resources: [
        secret,
        rotation({ rotationLambdaArn: undefined, externalSecretRotationMetadatas: [{ key: "a", value: "b" }] }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a function nobody knows",
      resources: [secret, rotation({ rotationLambdaArn: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a permission of a function nobody knows",
      resources: [secret, fn, permission({ function: unknown }), rotation()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a principal nobody knows",
      resources: [secret, fn, permission({ principal: unknown }), rotation()],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "no permission, while every id is unknown",
      resources: [secret, fn, rotation()],
      findings: [
        {
          resource: "rotation",
          property: "rotationLambdaArn",
          message: 'No permission lets Secrets Manager (`secretsmanager.amazonaws.com`) invoke "rotate"',
          severity: "high",
        },
      ],
    },
    {
      name: "another service's permission",
      resources: [secret, fn, permission({ principal: "events.amazonaws.com" }), rotation()],
      findings: [{ resource: "rotation", message: "No permission" }],
    },
    {
      name: "another action",
      resources: [secret, fn, permission({ action: "lambda:GetFunction" }), rotation()],
      findings: [{ resource: "rotation", message: "No permission" }],
    },
    {
      name: "a permission for another secret",
      resources: [secret, resource(SECRET, "other"), fn, permission({ sourceArn: ref("other", "arn") }), rotation()],
      findings: [{ resource: "rotation", message: "for this secret" }],
    },
    {
      name: "no function",
      resources: [secret, rotation({ rotationLambdaArn: undefined })],
      findings: [{ resource: "rotation", property: "rotationLambdaArn", message: 'No service manages "secret"' }],
    },
  ],
});
