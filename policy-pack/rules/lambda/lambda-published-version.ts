import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { functionBehind, publishes } from "../../helpers/functions";
import { typeOfUrn } from "../../helpers/urn";
import { segmentsOf, valuesAt } from "../../helpers/values-at";

interface Place {
  readonly kind: Kind;
  readonly paths: readonly string[];
  /** Who refuses `$LATEST`, and how. */
  readonly refusal: string;
}

const PLACES: readonly Place[] = [
  {
    kind: kinds.provisionedConcurrency,
    paths: ["qualifier"],
    refusal: 'Lambda provisions none for it ("cannot be applied to unpublished function versions")',
  },
  {
    kind: kinds.lambdaPermission,
    paths: ["qualifier"],
    refusal: 'Lambda refuses the permission ("We currently do not support adding policies for $LATEST")',
  },
  {
    // https://github.com/hashicorp/terraform-provider-aws/issues/31459
    kind: kinds.functionUrl,
    paths: ["qualifier"],
    refusal: "a URL is for an alias, or for the function when `qualifier` is left out, and Lambda refuses the rest",
  },
  {
    // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-functions-restrictions.html
    kind: kinds.distribution,
    paths: [
      "defaultCacheBehavior.lambdaFunctionAssociations[].lambdaArn",
      "orderedCacheBehaviors[].lambdaFunctionAssociations[].lambdaArn",
    ],
    refusal: "CloudFront runs numbered versions only, and refuses the distribution",
  },
];
/** A function's ARN without a version or alias. */
const UNQUALIFIED = /^arn:[a-z-]+:lambda:[^:]*:[^:]*:function:[^:]+$/;

export const lambdaPublishedVersion = defineRule({
  id: "lambda-published-version",
  title: "What needs a published version of a function gets one",
  rationale:
    "A function without `publish: true` has no version but `$LATEST`, and that is what its `version` and `qualifiedArn` say. Whoever needs a published version is refused.",
  remediation:
    "Set `publish: true` on the function, and pass `fn.version` (`fn.qualifiedArn` to CloudFront) or an alias of it.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: PLACES.flatMap(({ kind }) => kind),
  *check(resource, { stack }) {
    const place = PLACES.find(({ kind }) => kind.includes(resource.type));
    const values = (place?.paths ?? []).flatMap((path) => valuesAt(resource.props, path));
    if (place === undefined || values.length === 0) {
      yield notApplicable("it names no version of a function");
      return;
    }
    for (const value of values) {
      yield* judge(resource, value, place.refusal, stack);
    }
  },
});

function* judge(resource: Resource, value: Value, refusal: string, stack: Stack): Generator<Yield> {
  const text = value.string;
  const isCdn = resource.is(kinds.distribution);
  if (text !== undefined) {
    if (text === "$LATEST" || text.endsWith(":$LATEST")) {
      yield finding(value, `${value.show()} is not a published version: ${refusal}.`);
    } else if (isCdn && UNQUALIFIED.test(text)) {
      yield finding(value, `${value.show()} names no version: ${refusal}.`);
    } else {
      yield* judgeAlias(resource, value, refusal, stack);
    }
    return;
  }
  // Not known yet, and made from a function's output: of one that publishes nothing, each is `$LATEST` or no version.
  const property = String(segmentsOf(value)[0] ?? "");
  const functions = stack.dependenciesOf(resource, property, kinds.lambdaFunction);
  const others = (resource.propertyDependencies[property] ?? []).filter((urn) => canNameVersion(typeOfUrn(urn)));
  const unpublished = functions.filter((fn) => publishes(stack, fn) === false);
  const [fn] = unpublished;
  if (fn !== undefined && unpublished.length === functions.length && others.length === 0) {
    yield finding(value, `"${fn.name}" publishes no versions, so this is \`$LATEST\`: ${refusal}.`);
  } else if (functions.length === 0 || others.length > 0 || functions.some((each) => publishes(stack, each) !== true)) {
    const link = stack.link(resource, segmentsOf(value), kinds.lambdaAlias);
    yield* link.certain
      ? judgeAlias(resource, value, refusal, stack)
      : [undecided(value, "which version this is, is not known yet")];
  }
}

/** Whether something other than a function may have made the value: an alias, another stack, a component. */
function canNameVersion(type: string): boolean {
  return kinds.lambdaAlias.some((each) => each === type) || !type.startsWith("aws:");
}

/** Provisioned concurrency is for the version behind an alias. */
function* judgeAlias(resource: Resource, value: Value, refusal: string, stack: Stack): Generator<Yield> {
  if (!resource.is(kinds.provisionedConcurrency)) {
    return;
  }
  const { targets } = stack.link(resource, segmentsOf(value), kinds.lambdaAlias);
  const fn = stack.link(resource, ["functionName"], kinds.lambdaFunction).targets;
  const own = targets.filter(
    (alias) => targets.length === 1 || fn.some((each) => each === functionBehind(stack, alias)),
  );
  const [alias] = own;
  if (alias === undefined || own.length > 1) {
    return;
  }
  const version = alias.at("functionVersion");
  const behind = stack.dependenciesOf(alias, "functionVersion", kinds.lambdaFunction);
  if (
    version.string === "$LATEST" ||
    (version.unknown && behind.length > 0 && behind.every((each) => publishes(stack, each) === false))
  ) {
    yield finding(value, `The alias "${alias.name}" stands for \`$LATEST\`: ${refusal}.`);
  }
}
