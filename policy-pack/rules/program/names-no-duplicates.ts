import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import {
  isNamedByProgram,
  NAMED_TYPES,
  physicalName,
  wholeName,
  type Naming,
  type PhysicalName,
} from "../../helpers/physical-names";
import { sameAccount, sameRegion } from "../../helpers/place";
import { typeOfUrn } from "../../helpers/urn";
import { quotedNames, withArticle } from "../../helpers/words";
import { allOf, type Answer } from "../../iam/answer";

const MOST_NAMED = 5;

export const namesNoDuplicates = defineRule({
  id: "names-no-duplicates",
  title: "No two resources have the same name",
  rationale:
    "Within an account and region, or wherever else AWS keeps one list of names, it refuses the second resource, or lets " +
    "it overwrite the first.",
  remediation:
    "Give each its own name, or leave the names out: Pulumi then makes them unique. If they are meant to be one resource, " +
    "create it once and pass it on.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: NAMED_TYPES,
  *check(resource, { stack }) {
    const { same, possible } = stack.derive(namesakes).get(resource) ?? { same: [], possible: [] };
    const first = same[0];
    if (first !== undefined && first !== resource) {
      yield notApplicable(`reported with "${first.name}", which has the same name`);
    } else if (first !== undefined) {
      yield* report(same);
    } else if (possible.length > 0) {
      const names = quotedNames([...new Set(possible.map((each) => each.name))], MOST_NAMED);
      yield undecided("", `whether its name is that of ${names} too is not known yet`);
    }
  },
});

/** At the second of them: the first may stay. */
function* report(same: readonly Resource[]): Generator<Yield> {
  const second = same[1] && physicalName(same[1]);
  if (second === undefined) {
    return;
  }
  const { resource, naming, value } = second;
  const holders = quotedNames(
    same.map((each) => each.name),
    MOST_NAMED,
  );
  const consequence =
    naming.overwrites === true
      ? "AWS keeps one of that name: a creation overwrites the one before, or is refused."
      : "AWS refuses every creation after the first.";
  yield finding(
    value,
    `${holders} have the same name, ${value.show()}, and the name of ${withArticle(naming.noun)} has to be unique ` +
      `${listOf(naming)}. ${consequence}`,
    { resource, about: same.slice(1) },
  );
}

function listOf({ scope, within }: Naming): string {
  const places = { partition: "in all of AWS", account: "in the account", region: "in the account and region" };
  return within === undefined ? places[scope] : `within its \`${within}\``;
}

interface Namesakes {
  /** Everything of the same name in the same list, the resource itself included; none when it is alone. */
  readonly same: readonly Resource[];
  /** What may have the same name. */
  readonly possible: readonly Resource[];
}

function namesakes(stack: Stack): ReadonlyMap<Resource, Namesakes> {
  const byName = new Map<string, PhysicalName[]>();
  for (const resource of stack.ofKind(NAMED_TYPES)) {
    const name = physicalName(resource);
    const text = name && isNamedByProgram(stack, name) ? wholeName(name) : undefined;
    if (name !== undefined && text !== undefined) {
      const key = `${name.naming.noun}\u0000${name.naming.within ?? ""}\u0000${name.naming.caseInsensitive ? text.toLowerCase() : text}`;
      byName.set(key, [...(byName.get(key) ?? []), name]);
    }
  }
  const found = new Map<Resource, Namesakes>();
  for (const names of byName.values()) {
    for (const one of names) {
      const having = (verdict: Answer) =>
        names.filter((other) => other !== one && inSameList(one, other) === verdict).map((each) => each.resource);
      const same = having("yes");
      const everyone = names.map((each) => each.resource);
      found.set(one.resource, {
        same: same.length === 0 ? [] : everyone.filter((each) => each === one.resource || same.includes(each)),
        possible: having("unknown"),
      });
    }
  }
  return found;
}

/** Whether two names stand in the same list of AWS. */
function inSameList(one: PhysicalName, other: PhysicalName): Answer {
  const { scope, within } = one.naming;
  return allOf([
    scope === "partition" ? "yes" : sameAccount(one.resource, other.resource),
    scope === "region" ? sameRegion(one.resource, other.resource) : "yes",
    within === undefined ? "yes" : sameParent(one.resource, other.resource, within),
  ]);
}

/**
 * Whether a property of both says the same, by its value or by what it is made of. Two roles or networks that one program
 * makes are two.
 */
function sameParent(one: Resource, other: Resource, property: string): Answer {
  const [mine, theirs] = [one.at(property), other.at(property)];
  if (mine.absent && theirs.absent) {
    return "yes";
  }
  if (!mine.halfKnown && !theirs.halfKnown && mine.string === theirs.string) {
    return "yes";
  }
  const [made, from] = [one, other].map((each) => each.propertyDependencies[property] ?? []);
  // What one resource is all the value is made of, as far as the program shows. A `StackReference` is many things.
  const [parent = "", otherParent = ""] = made?.length === 1 && from?.length === 1 ? [...made, ...from] : [];
  if (!typeOfUrn(parent).startsWith("aws:")) {
    return "unknown";
  }
  if (parent === otherParent) {
    return mine.raw === theirs.raw ? "yes" : "unknown";
  }
  return typeOfUrn(parent) === typeOfUrn(otherParent) ? "no" : "unknown";
}
