import { notApplicable, type Yield } from "../engine/rule";
import type { Resource } from "../engine/resource";
import { readDocument } from "./document";
import { undecidedFor } from "./open-question";
import { documentsOf, type DocumentKind, type PlacedDocument } from "./places";
import type { Statement } from "./statement";

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
    const reason = inapplicable[placed.place.kind];
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
