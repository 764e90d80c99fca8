import type { Resource } from "../../engine/resource";
import { identityOf } from "../../engine/identity";
import { defineRule, finding, type FindingYield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { shorten, type Value } from "../../engine/value";
import { isDeclared } from "../../helpers/declared";
import { mismatchOf } from "../../helpers/reference-forms";
import { classNameOf } from "../../helpers/urn";
import { segmentsOf, valuesAt } from "../../helpers/values-at";
import { isKnownType, wiredTypes, wiringOf, type Wiring } from "../../helpers/wiring";
import { listed, sentence } from "../../helpers/words";

export const wiringRightType = defineRule({
  id: "wiring-right-type",
  title: "Inputs get the id, ARN or name of the kind of resource they take",
  rationale:
    "To TypeScript every id is a string. AWS refuses one of the wrong kind, when the resource is created, after what it " +
    "depends on exists.",
  remediation: "Give the property the output of a resource of the kind it takes.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  get targets() {
    return wiredTypes();
  },
  *check(resource, { stack }) {
    for (const wiring of wiringOf(resource.type)) {
      const [property = ""] = wiring.path.split(".");
      if (isDeclared(stack, resource, property)) {
        const values = valuesAt(resource.props, `${wiring.path}[]`);
        // Of several unknown elements nobody can tell which is made from what: one finding stands for them all.
        const firstUnknown = values.find((value) => value.unknown);
        for (const value of values.filter((each) => !each.unknown || each === firstUnknown)) {
          const fault = faultOf(stack, resource, property, wiring, value);
          if (fault !== undefined) {
            yield fault;
          }
        }
      }
    }
  },
});

/** A kind has several spellings, the first of which everybody knows. */
const MOST_KINDS = 2;

/** The text of a value says what it is. Of one that is not known yet, what it is made from does. */
function faultOf(
  stack: Stack,
  resource: Resource,
  property: string,
  wiring: Wiring,
  value: Value,
): FindingYield | undefined {
  const name = wiring.path.slice(wiring.path.lastIndexOf(".") + 1);
  const mismatch = mismatchOf(name, value.string ?? "");
  if (mismatch !== undefined) {
    return finding(
      value,
      `\`${value.path}\` takes the id of ${mismatch.expected}, and ${value.show()} is ${mismatch.found}'s.`,
    );
  }
  const sources = (resource.propertyDependencies[property] ?? []).map((urn) => stack.get(urn));
  const wrong = sources.flatMap((source) => (source !== undefined && isWrong(source, wiring) ? [source] : []));
  const from = value.unknown
    ? wrong
    : wrong.filter((source) => stack.link(resource, segmentsOf(value), [source.type]).targets.includes(source));
  // One source that may hold the right value is enough to doubt: a property can be made from several. And dependencies are
  // those of a whole block: another field of it may be what is made from the wrong one.
  if (
    from.length === 0 ||
    wrong.length < sources.length ||
    (value.unknown && isExplainedElsewhere(resource.at(property), wiring.path, from))
  ) {
    return undefined;
  }
  const kinds = [...new Set([...wiring.kind].map(classNameOf))];
  const origins = from.map((each) => `\`${classNameOf(each.type)}\` "${shorten(each.name)}"`);
  return finding(
    value,
    `\`${value.path}\` takes what identifies a ${listed(kinds.slice(0, MOST_KINDS), "or")}, and gets a value of ${sentence(origins)}.`,
  );
}

/** Whether another field of a block may be what the block's dependencies stand for. */
function isExplainedElsewhere(block: Value, path: string, sources: readonly Resource[]): boolean {
  if (block.path.replaceAll(/\[\d+\]/g, "") === path) {
    return false;
  }
  const fields = Array.isArray(block.raw) ? block.items : block.entries.map(([, field]) => field);
  return (
    fields.some((field) => isExplainedElsewhere(field, path, sources)) ||
    (fields.length === 0 &&
      (block.halfKnown || sources.some((source) => identityOf(source).texts.includes(block.string ?? ""))))
  );
}

function isWrong(source: Resource, { kind, carriers }: Wiring): boolean {
  return isKnownType(source.type) && !kind.has(source.type) && !carriers.has(source.type);
}
