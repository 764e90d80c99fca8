import { kinds } from "../engine/kinds";
import { notApplicable, type FindingYield, type Yield } from "../engine/rule";
import type { Resource } from "../engine/resource";
import { readDocument } from "./document";
import { undecidedFor } from "./open-question";
import { documentsOf, type DocumentKind, type PlacedDocument } from "./places";
import { listSome } from "./show";
import type { Statement } from "./statement";

const PLACES_SHOWN = 5;
const BOUNDARY = /[bB]oundar(?:y|ies)(?![a-z])|BOUNDARY/;

/**
 * The frame of every rule that judges what policy documents allow: finds the documents of a resource, reads them, and
 * hands over each statement that allows something. What cannot be read is undecided.
 *
 * @param inapplicable why a kind of document is none of the rule's business. When a resource has no other document, the
 *   rule does not apply to it.
 * @param judge the rule's verdict on one statement with the effect `Allow`.
 */
export function* judgeAllows(
  resource: Resource,
  inapplicable: Readonly<Partial<Record<DocumentKind, string>>>,
  judge: (statement: Statement, document: PlacedDocument) => Iterable<Yield>,
): Generator<Yield> {
  const reasons = new Set<string>();
  let judged = false;
  for (const placed of documentsOf(resource)) {
    const reason = inapplicable[isBoundary(resource) ? "guardrail" : placed.place.kind];
    const document = reason === undefined ? readDocument(placed.value) : undefined;
    if (reason !== undefined) {
      reasons.add(reason);
    }
    if (document === undefined) {
      continue;
    }
    judged = true;
    yield* undecidedFor(document.open);
    for (const statement of document.statements) {
      if (statement.effect === "Allow") {
        yield* judge(statement, placed);
      }
    }
  }
  if (!judged) {
    yield notApplicable(reasons.size === 0 ? "It has no policy document" : [...reasons].join("; "));
  }
}

/**
 * Whether a managed policy says of itself that it is a permissions boundary, in its name or its description. Boundaries only
 * limit, and most are wide (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html); which role or
 * user has it as its boundary is not to be seen before that is created.
 */
function isBoundary(resource: Resource): boolean {
  const says = [resource.name, ...["name", "namePrefix", "description"].map((key) => resource.at(key).string ?? "")];
  return resource.is(kinds.iamPolicy) && says.some((text) => BOUNDARY.test(text));
}

/**
 * One finding for each document: the first, which names where else in the document the same is wrong. For rules about a
 * manner of writing, which whoever wrote one statement so has in the others, too.
 *
 * @param severityOf the severity of a document's findings, taken together.
 */
export function* oncePerDocument(
  yields: Iterable<Yield>,
  severityOf: (findings: readonly FindingYield[]) => FindingYield["severity"],
): Generator<Yield> {
  const byDocument = new Map<string, FindingYield[]>();
  for (const each of yields) {
    if (each.outcome === "finding") {
      const [document = ""] = each.property.split(".Statement");
      byDocument.set(document, [...(byDocument.get(document) ?? []), each]);
    } else {
      yield each;
    }
  }
  for (const findings of byDocument.values()) {
    const [first, ...others] = findings;
    if (first !== undefined) {
      const places = others.map(({ property }) => `\`${property}\``);
      const more = others.length === 0 ? "" : ` The same holds of ${listSome(places, PLACES_SHOWN)}.`;
      const severity = severityOf(findings);
      yield { ...first, message: `${first.message}${more}`, ...(severity === undefined ? {} : { severity }) };
    }
  }
}
