import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { listed, quotedNames } from "../../helpers/words";
import { permissionsThrough } from "../../iam/effective-permissions";
import { mayUseService } from "../../iam/service-permissions";

interface Used {
  readonly kind: Kind;
  /** What its actions begin with. */
  readonly service: string;
  /** Policies of its own, which may let the role in as well, and the property that names it. */
  readonly policies: readonly (readonly [kind: Kind, property: string])[];
  /** Names of variables whose value, not known yet, is a name, an id or an ARN of it, not something else it has. */
  readonly called: RegExp;
  /** Words for it. A text the program wrote itself, no ARN and no URL, means it only under such a name: others are called so, too. */
  readonly noun: RegExp;
}

const MOST_NAMED = 5;
/** Of most, the other outputs are of no use to a program. */
const REFERENCE = /arn|name|url|table|queue|topic|stream|machine|bus/i;

const USED: readonly Used[] = [
  {
    kind: kinds.dynamodbTable,
    service: "dynamodb",
    policies: [[["aws:dynamodb/resourcePolicy:ResourcePolicy"], "resourceArn"]],
    called: REFERENCE,
    noun: /table|dynamo|ddb/i,
  },
  {
    kind: kinds.queue,
    service: "sqs",
    policies: [[kinds.queuePolicy, "queueUrl"]],
    called: REFERENCE,
    noun: /queue|sqs/i,
  },
  { kind: kinds.topic, service: "sns", policies: [[kinds.topicPolicy, "arn"]], called: REFERENCE, noun: /topic|sns/i },
  {
    kind: kinds.stream,
    service: "kinesis",
    policies: [[["aws:kinesis/resourcePolicy:ResourcePolicy"], "resourceArn"]],
    called: REFERENCE,
    noun: /stream|kinesis/i,
  },
  { kind: kinds.stateMachine, service: "states", policies: [], called: REFERENCE, noun: /machine|workflow|sfn/i },
  {
    kind: kinds.eventBus,
    service: "events",
    policies: [[["aws:cloudwatch/eventBusPolicy:EventBusPolicy"], "eventBusName"]],
    called: REFERENCE,
    noun: /bus/i,
  },
  // Of a bucket there is also a domain, which browsers use; of a secret, what is in it.
  {
    kind: kinds.bucket,
    service: "s3",
    policies: [[kinds.bucketPolicy, "bucket"]],
    called: /bucket(?!.*(?:url|domain))/i,
    noun: /bucket|s3/i,
  },
  {
    kind: kinds.secret,
    service: "secretsmanager",
    policies: [[["aws:secretsmanager/secretPolicy:SecretPolicy"], "secretArn"]],
    called: /arn|secret_?(?:name|id)/i,
    noun: /secret/i,
  },
];

export const lambdaEnvironmentPermitted = defineRule({
  id: "lambda-environment-permitted",
  title: "A function's role may use what its environment names",
  rationale:
    "A function is told the name of a table or queue in order to call it. Its role decides whether it may, and every call of one that is allowed nothing there ends in AccessDenied.",
  remediation:
    "Give the function's role a policy with the actions its code calls, on the resource's ARN; or take the variable out.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.lambdaFunction,
  *check(lambdaFunction, { stack }) {
    const variables = lambdaFunction.at("environment", "variables").entries;
    const named = USED.flatMap((used) => namedIn(stack, lambdaFunction, variables, used));
    if (named.length === 0) {
      yield notApplicable("its environment names nothing of the stack that it could call");
      return;
    }
    const property = named[0]?.variable ?? "environment.variables";
    const permissions = permissionsThrough(lambdaFunction, ["role"], stack);
    if (permissions === undefined) {
      yield undecided(property, "which role the function has is not known, or it is of another stack");
      return;
    }
    const answers = named.map((each) => ({ each, answer: mayUseService(permissions, each.service) }));
    const denied = answers.filter(({ answer }) => answer === "no").map(({ each }) => each);
    const closed = denied.filter(({ admitted }) => !admitted);
    const [first] = closed;
    if (first !== undefined) {
      const names = quotedNames(
        closed.map(({ target }) => target.name),
        MOST_NAMED,
      );
      const services = [...new Set(closed.map(({ service }) => service))];
      yield finding(
        first.variable,
        `The function's environment names ${names}, and its role "${permissions.principal.name}" is allowed nothing of ${listed(services, "or")}: its calls there end in AccessDenied.`,
        {
          remediation: `Give "${permissions.principal.name}" a policy with the actions the function calls, on the ${closed.length === 1 ? "ARN" : "ARNs"} of ${names}; or take the ${closed.length === 1 ? "variable" : "variables"} out.`,
        },
      );
    } else if (denied.length > 0) {
      yield undecided(property, "a policy of the resource itself may let the role in");
    } else if (answers.some(({ answer }) => answer === "unknown")) {
      yield undecided(property, "what the function's role may do is not known yet");
    }
  },
});

interface Named {
  readonly target: Resource;
  readonly service: string;
  /** The property of the variable. */
  readonly variable: string;
  /** Whether a policy of the target itself may let the role in. */
  readonly admitted: boolean;
}

/** The resources of a kind that variables name, each once. */
function namedIn(
  stack: Stack,
  lambdaFunction: Resource,
  variables: readonly (readonly [string, Value])[],
  { kind, service, policies, called, noun }: Used,
): readonly Named[] {
  const found = new Map<Resource, string>();
  const referred = new Set(stack.dependenciesOf(lambdaFunction, "environment", kind));
  for (const [key, value] of variables) {
    const { targets, certain } = stack.link(lambdaFunction, ["environment", "variables", key], kind);
    const [target] = targets;
    if (target === undefined || !certain || found.has(target)) {
      continue;
    }
    const isMeant = value.unknown
      ? called.test(key)
      : referred.has(target) || noun.test(key) || /^(?:arn|https?):/.test(value.string ?? "");
    if (isMeant) {
      found.set(target, value.path);
    }
  }
  return [...found].map(([target, variable]) => ({
    target,
    service,
    variable,
    admitted: policies.some(
      ([policy, property]) =>
        stack.companions(target, kind, policy, property).length > 0 || stack.strays(kind, policy, property).length > 0,
    ),
  }));
}
