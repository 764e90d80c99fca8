/**
 * Actions that AWS itself writes into policies although its service authorization reference does not have them.
 *
 * Those of AWS's managed policies are read from these; the few of its documentation that are in no managed policy stand here.
 */
import { Value } from "../engine/value";
import { resolveAction } from "./actions";
import { readDocument } from "./document";
import { managedPolicyDocuments } from "./managed-policy-documents";
import { hasWildcard, matches } from "./wildcard";

const DOCUMENTED_ELSEWHERE = [
  // In the policy every topic has by default (https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html).
  "sns:receive",
  // For publishing logs of a domain (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html).
  "logs:putlogeventsbatch",
];

let used: ReadonlySet<string> | undefined;

/** Whether AWS writes an action, or one that a pattern matches, into policies of its own without documenting it. */
export function isUsedByAws(action: string): boolean {
  const text = action.toLowerCase();
  const isMeant = hasWildcard(text) ? (each: string) => matches(text, each) : (each: string) => each === text;
  if (DOCUMENTED_ELSEWHERE.some(isMeant)) {
    return true;
  }
  used ??= undocumented();
  return hasWildcard(text) ? [...used].some(isMeant) : used.has(text);
}

/** Whether AWS's managed policies speak of a service by this prefix. */
export function isServiceUsedByAws(prefix: string): boolean {
  used ??= undocumented();
  return [...used].some((each) => each.startsWith(`${prefix.toLowerCase()}:`));
}

/** What the managed policies allow or deny and the reference does not have: fifty actions of seventeen thousand. */
function undocumented(): ReadonlySet<string> {
  const statements = Object.values(managedPolicyDocuments()).flatMap(
    (each) => readDocument(new Value({ Statement: each }, ""))?.statements ?? [],
  );
  const texts = new Set(
    statements.flatMap(({ actions, notActions }) =>
      [...actions.known, ...notActions.known].map(({ text }) => text.toLowerCase()),
    ),
  );
  return new Set(
    [...texts].filter((text) => {
      const pattern = resolveAction(text);
      return pattern.kind !== "all" && pattern.kind !== "unknown" && pattern.actions.length === 0;
    }),
  );
}
