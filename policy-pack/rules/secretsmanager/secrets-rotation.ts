import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { invokersOf, mayBeSource } from "../../helpers/function-invokers";
import { FUNCTIONS } from "../../helpers/functions";

const SERVICE = "secretsmanager.amazonaws.com";

export const secretsRotation = defineRule({
  id: "secrets-rotation",
  title: "Secrets Manager can call the function that rotates a secret",
  rationale:
    "Secrets Manager tries the function when rotation is switched on. When it may not call it, or nobody said which function it " +
    "is, AWS refuses the rotation and the secret never changes.",
  remediation: `Add \`new aws.lambda.Permission(name, { action: "lambda:InvokeFunction", function: fn.name, principal: "${SERVICE}", sourceArn: secret.arn })\`.`,
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S4-4", "S3-8"],
  scope: "stack",
  targets: kinds.secretRotation,
  *check(rotation, { stack }) {
    if (rotation.at("rotationEnabled").boolean === false && isDeclared(stack, rotation, "rotationEnabled")) {
      yield notApplicable("rotation is switched off");
      return;
    }
    yield* checkFunction(rotation, stack);
  },
});

function* checkFunction(rotation: Resource, stack: Stack): Generator<Yield> {
  const property = rotation.at("rotationLambdaArn");
  const secret = stack.link(rotation, ["secretId"], kinds.secret);
  if (property.absent || property.string === "") {
    yield* withoutFunction(stack, rotation, secret.certain ? secret.targets[0] : undefined);
    return;
  }
  const { targets, certain } = stack.link(rotation, ["rotationLambdaArn"], FUNCTIONS);
  const [fn] = targets;
  if (!certain) {
    yield undecided(property, "which function rotates the secret is not known yet");
  } else if (fn !== undefined) {
    yield* checkPermission(stack, rotation, fn);
  } else {
    yield notApplicable("the function is not of this stack");
  }
}

/** Only secrets that another service manages, such as a database's master password, rotate without a function. */
function* withoutFunction(stack: Stack, rotation: Resource, secret: Resource | undefined): Generator<Yield> {
  const isPartners =
    isDeclared(stack, rotation, "externalSecretRotationMetadatas") ||
    (secret !== undefined && isDeclared(stack, secret, "type"));
  if (secret === undefined || isPartners) {
    yield notApplicable("the secret is another service's, which rotates it");
  } else {
    yield finding(
      "rotationLambdaArn",
      `No service manages "${secret.name}", and no function rotates it: AWS refuses the rotation.`,
      { remediation: "Set `rotationLambdaArn` to a function that changes the secret, and lets Secrets Manager in." },
    );
  }
}

/** The provider tries again for a while, so the permission need not be there before the rotation. */
function* checkPermission(stack: Stack, rotation: Resource, fn: Resource): Generator<Yield> {
  const { admits } = invokersOf(stack, fn, SERVICE, (permission) =>
    mayBeSource(stack, permission, kinds.secret, rotation, "secretId") ? "yes" : "no",
  );
  if (admits === "unknown") {
    yield undecided("rotationLambdaArn", `whether "${fn.name}" lets Secrets Manager in is not known yet`);
  } else if (admits === "no") {
    yield finding(
      "rotationLambdaArn",
      `No permission lets Secrets Manager (\`${SERVICE}\`) invoke "${fn.name}" for this secret: AWS refuses the rotation.`,
    );
  }
}
