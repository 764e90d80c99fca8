import { kinds, type Kind } from "../../engine/kinds";
import { maskUnknown, MASK } from "../../engine/made-up";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import type { Answer } from "../../helpers/alarms";
import { isDeclared } from "../../helpers/declared";
import { matches } from "../../iam/wildcard";

const SERVICE = "secretsmanager.amazonaws.com";
const FUNCTIONS: Kind = [...kinds.lambdaFunction, ...kinds.lambdaAlias];
const RESOURCE_POLICY: Kind = ["aws:lambda/resourcePolicy:ResourcePolicy"];
const FUNCTION_ARN = new RegExp(`^arn:[^:]+:lambda:[^:]+:[^:]+:function:|^${MASK}`);

export const secretsRotation = defineRule({
  id: "secrets-rotation",
  title: "Secrets Manager can call the function that rotates a secret",
  rationale:
    "Secrets Manager calls the function as soon as rotation is switched on. When it may not, or nobody told it which function " +
    "or when, AWS refuses the rotation and the secret never changes.",
  remediation: `Add \`new aws.lambda.Permission(name, { action: "lambda:InvokeFunction", function: fn.name, principal: "${SERVICE}", sourceArn: secret.arn })\` and \`{ dependsOn: [permission] }\` on the rotation.`,
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
    yield* checkSchedule(rotation);
    yield* checkFunction(rotation, stack);
  },
});

function* checkSchedule(rotation: Resource): Generator<Yield> {
  const rules = rotation.at("rotationRules");
  const [first] = rules.items;
  const parts = ["automaticallyAfterDays", "scheduleExpression"].map((name) => first?.at(name));
  if (!rules.unknown && parts.every((part) => part === undefined || part.absent || part.string === "")) {
    yield finding("rotationRules", "Nothing says when to rotate: AWS refuses the rotation.", {
      remediation: "Set `rotationRules: { automaticallyAfterDays: 30 }`, or a `scheduleExpression`.",
    });
  }
}

function* checkFunction(rotation: Resource, stack: Stack): Generator<Yield> {
  const property = rotation.at("rotationLambdaArn");
  const secret = stack.link(rotation, ["secretId"], kinds.secret);
  if (property.absent || property.string === "") {
    yield* withoutFunction(rotation, secret.certain ? secret.targets[0] : undefined);
    return;
  }
  const { targets, certain } = stack.link(rotation, ["rotationLambdaArn"], FUNCTIONS);
  const [fn] = targets;
  if (!certain) {
    yield undecided(property, "which function rotates the secret is not known yet");
  } else if (fn !== undefined) {
    yield* checkPermission(stack, rotation, fn);
  } else if (property.string !== undefined && !FUNCTION_ARN.test(maskUnknown(property.string))) {
    yield finding(property, `${property.show()} is not the ARN of a function: AWS refuses the rotation.`, {
      remediation: "Use the function's `arn`.",
    });
  } else {
    yield notApplicable("the function is not of this stack");
  }
}

/** Only secrets that another service manages, such as a database's master password, rotate without a function. */
function* withoutFunction(rotation: Resource, secret: Resource | undefined): Generator<Yield> {
  const external = !rotation.at("externalSecretRotationMetadatas").absent || secret?.at("type").absent === false;
  if (secret === undefined || external) {
    yield notApplicable("the secret is another service's, which rotates it");
  } else {
    yield finding(
      "rotationLambdaArn",
      `No service manages "${secret.name}", and no function rotates it: AWS refuses the rotation.`,
      { remediation: "Set `rotationLambdaArn` to a function that changes the secret, and lets Secrets Manager in." },
    );
  }
}

function* checkPermission(stack: Stack, rotation: Resource, fn: Resource): Generator<Yield> {
  const base = kinds.lambdaAlias.some((type) => type === fn.type)
    ? stack.link(fn, ["functionName"], kinds.lambdaFunction).targets
    : [];
  const permissions = [fn, ...base].flatMap((each) =>
    stack.companions(each, FUNCTIONS, kinds.lambdaPermission, "function"),
  );
  const judged = permissions.map((permission) => ({ permission, answer: admits(stack, rotation, permission) }));
  const admitting = judged.filter(({ answer }) => answer !== "no").map(({ permission }) => permission);
  const open =
    stack.strays(FUNCTIONS, kinds.lambdaPermission, "function").length > 0 || stack.ofKind(RESOURCE_POLICY).length > 0;
  const [first] = admitting;
  if (first === undefined) {
    yield open
      ? undecided("rotationLambdaArn", `whether "${fn.name}" lets Secrets Manager in is not known yet`)
      : finding(
          "rotationLambdaArn",
          `No permission lets Secrets Manager (\`${SERVICE}\`) invoke "${fn.name}" for this secret: AWS refuses the rotation.`,
        );
  } else if (!admitting.some((each) => stack.isOrderedAfter(rotation, each))) {
    yield finding(
      "",
      `The rotation does not depend on "${first.name}", which lets Secrets Manager invoke "${fn.name}": made first, it is refused.`,
      {
        remediation: `Pass \`{ dependsOn: [permission] }\`, with "${first.name}" for \`permission\`, to the rotation.`,
      },
    );
  } else if (!judged.some(({ answer }) => answer === "yes")) {
    yield undecided("rotationLambdaArn", `whether "${fn.name}" lets Secrets Manager in is not known yet`);
  }
}

function admits(stack: Stack, rotation: Resource, permission: Resource): Answer {
  const principal = permission.at("principal");
  const action = permission.at("action");
  if (principal.unknown || action.unknown) {
    return "unknown";
  }
  const isFor = principal.string === SERVICE || principal.string === "*";
  if (!isFor || !matches(action.string ?? "", "lambda:InvokeFunction")) {
    return "no";
  }
  const source = stack.link(permission, ["sourceArn"], kinds.secret);
  const own = stack.link(rotation, ["secretId"], kinds.secret);
  const another =
    source.certain && own.certain && source.targets.length > 0 && own.targets.length > 0
      ? source.targets[0] !== own.targets[0]
      : false;
  return another ? "no" : "yes";
}
