/** Reports of what differs between two evaluations of a program. */
import { finding, type FindingYield } from "../engine/rule";
import { shorten } from "../engine/value";
import { causeOf, shapeOf, type Difference } from "./evaluated-twice";
import { sentence } from "./words";

const MOST_NAMED = 5;
const LONGEST_AROUND = 60;

/** Whether a property is a resource's name, in Pulumi (empty) or in the cloud. */
export function isNameProperty(property: string): boolean {
  return (
    property === "" ||
    (/^(?:name|namePrefix|bucket|bucketPrefix|family|identifier|\w+(?:Name|NamePrefix|Identifier|IdentifierPrefix|Id))$/.test(
      property,
    ) &&
      // Used once, when the database goes.
      property !== "finalSnapshotIdentifier")
  );
}

/** Properties that are there to change: whoever puts a time into them wants something to run every time. */
export function isTrigger(property: string): boolean {
  return /^(?:triggers?|keepers|redeployment)\b/i.test(property);
}

/** One finding for each part that differs, wherever the program puts it: it has one cause. */
export function* reportDifferences(
  all: readonly Difference[],
  more: Pick<FindingYield, "severity"> = {},
): Generator<FindingYield> {
  const byParts = new Map<string, Difference[]>();
  for (const each of all) {
    const key = JSON.stringify(each.parts);
    byParts.set(key, [...(byParts.get(key) ?? []), each]);
  }
  for (const [first, ...others] of byParts.values()) {
    if (first !== undefined) {
      yield finding(first.property, `${describe(first)}${alsoIn(others)}`, {
        resource: first.resource,
        about: [...new Set([first, ...others].map(({ resource }) => resource))],
        ...more,
      });
    }
  }
}

const CAUSES = {
  clock: " It comes from the clock.",
  chance: " It looks drawn at random.",
  unknown: "",
} satisfies Record<ReturnType<typeof causeOf>, string>;

function describe(difference: Difference): string {
  const { property, parts, around, secret } = difference;
  const [part, other] = parts;
  const subject = property === "" ? "The resource's own name, the constructor's first argument," : `\`${property}\``;
  if (part === "" || other === "") {
    return property === ""
      ? "A second evaluation of the same program has no such resource."
      : `${subject} is there in one evaluation of the program, and not in another.`;
  }
  const shapes = shapeOf(part) === shapeOf(other) ? shapeOf(part) : `${shapeOf(part)}, then ${shapeOf(other)}`;
  // Only names are shown around the part: anything else may hold what nobody should read.
  const shown = !secret && isNameProperty(property) ? `, in \`${frame(around, shapeOf(part))}\`` : "";
  return `${subject} differs between two evaluations of the same program (${shapes}${shown}).${CAUSES[causeOf(difference)]}`;
}

function frame([before, after]: readonly [string, string], shape: string): string {
  return `${shorten(before, LONGEST_AROUND)}<${shape}>${shorten(after, LONGEST_AROUND)}`;
}

function alsoIn(others: readonly Difference[]): string {
  const places = [
    ...new Set(
      others.map(({ resource, property }) =>
        property === "" ? "another resource's name" : `\`${property}\` of "${shorten(resource.name, LONGEST_AROUND)}"`,
      ),
    ),
  ];
  const named = places.slice(0, MOST_NAMED);
  const parts = places.length > MOST_NAMED ? [...named, `${places.length - MOST_NAMED} more`] : named;
  return parts.length === 0 ? "" : ` The same part is in ${sentence(parts)}.`;
}
