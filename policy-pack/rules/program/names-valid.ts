import { isHalfKnown } from "../../engine/made-up";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type RuleContext, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { SENTINEL_PATTERN } from "../../engine/wire";
import { autoName } from "../../helpers/auto-names";
import { nameRulesOf, typesWithNameRules, whyRefused, type NameRule } from "../../helpers/name-rules";
import { holdsOutputText, isAutoNamed, namingOf } from "../../helpers/physical-names";
import { withArticle } from "../../helpers/words";

export const namesValid = defineRule({
  id: "names-valid",
  title: "Names are ones AWS takes",
  rationale:
    "A name that is too long or has a wrong character passes many a preview; AWS refuses it in the middle of the update, " +
    "with half of the stack in place.",
  remediation: "Change the name to the form the message gives. A program that builds names can cut them to length.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  get targets() {
    return typesWithNameRules();
  },
  *check(resource, context) {
    for (const rule of nameRulesOf(resource.type)) {
      yield* judge(resource, rule, context);
    }
  },
});

function* judge(resource: Resource, rule: NameRule, { program }: RuleContext): Generator<Yield> {
  const property = rule.types[resource.type] ?? "";
  const value = resource.at(property);
  const isGiven = !value.absent && value.string !== "";
  if (value.unknown) {
    yield undecided(value, "the name is not known yet");
    return;
  }
  // How the engine fills it in, so that the offline check, where it has not, decides the same. A stack may choose another way
  // (https://www.pulumi.com/docs/iac/concepts/resources/names/#configuring-autonaming).
  const made =
    isGiven || program.config?.has("pulumi:autonaming") === true
      ? undefined
      : autoName(resource.type, resource.name, resource.props.object ?? {});
  const name = isGiven ? value.string : made?.property === property ? made.value : undefined;
  if (name === undefined) {
    return;
  }
  if (holdsOutputText(name)) {
    yield notApplicable("the name holds the text of an Output, which `pulumi-no-output-in-string` reports");
    return;
  }
  const autoNamed = !isGiven || isAutoNamed(resource, value);
  const reason = whyRefused(rule, name, { autoNamed, isFifo: fifoOf(resource, rule) });
  if (reason === undefined) {
    if (name.search(SENTINEL_PATTERN) >= 0) {
      yield undecided(value, "a part of the name is not known yet");
    }
    return;
  }
  yield autoNamed
    ? finding(
        value,
        `Pulumi makes the \`${property}\` of the ${nounOf(resource)} of the resource's own name "${resource.name}" and a random ` +
          `suffix, and it cannot be that: ${reason}.`,
        { remediation: `Give the resource another name in the program, or set \`${property}\`.` },
      )
    : finding(value, `${shown(value)} cannot be the \`${property}\` of ${withArticle(nounOf(resource))}: ${reason}.`);
}

/** A name made around a made-up id would only confuse. */
function shown(value: Value): string {
  return isHalfKnown(value.string ?? "") ? "This" : value.show();
}

function fifoOf(resource: Resource, { fifo }: NameRule): boolean | undefined {
  const value = fifo === undefined ? undefined : resource.at(fifo);
  return value?.absent === true ? false : value?.boolean;
}

/** `aws:cognito/userPool:UserPool` is a user pool where no table has a better word. */
function nounOf({ type }: Resource): string {
  const className = type.slice(type.lastIndexOf(":") + 1);
  return namingOf(type)?.noun ?? className.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}
