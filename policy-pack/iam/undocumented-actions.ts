/**
 * Actions that AWS itself writes into policies although its service authorization reference does not have them.
 *
 * Those of AWS's managed policies are read from these; the few of its documentation that are in no managed policy stand here.
 */
import { Value } from "../engine/value";
import { managedPolicyDocuments } from "./managed-documents";
import { hasWildcard, matches } from "./wildcard";

const DOCUMENTED_ELSEWHERE = [
  // In the policy every topic has by default (https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html).
  "sns:receive",
  // For publishing logs of a domain (https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html).
  "logs:putlogeventsbatch",
];

let used: ReadonlySet<string> | undefined;

/**
 * Whether AWS writes an action into policies of its own, or one that a pattern matches. Ask it only of what the reference
 * does not have: the answer for any other is as good, and no news.
 */
export function isUsedByAws(action: string): boolean {
  const text = action.toLowerCase();
  if (hasWildcard(text)) {
    return [...DOCUMENTED_ELSEWHERE, ...inManagedPolicies()].some((each) => matches(text, each));
  }
  return DOCUMENTED_ELSEWHERE.includes(text) || inManagedPolicies().has(text);
}

/** Whether AWS's managed policies speak of a service by this prefix. */
export function isServiceUsedByAws(prefix: string): boolean {
  return [...inManagedPolicies()].some((each) => each.startsWith(`${prefix.toLowerCase()}:`));
}

/** Every entry of `Action` and `NotAction` in the managed policies, in lower case. */
function inManagedPolicies(): ReadonlySet<string> {
  return (used ??= new Set(
    Object.values(managedPolicyDocuments())
      .flatMap((statements) => new Value(statements, "").items)
      .flatMap((statement) => [...statement.at("Action").items, ...statement.at("NotAction").items])
      .flatMap(({ string }) => string?.toLowerCase() ?? []),
  ));
}
