/** Whether a principal may do anything at all with a service. */
import type { Answer } from "./answer";
import type { Permissions } from "./effective-permissions";
import type { Statement } from "./statement";
import { mayMatch } from "./wildcard";

/** With it a principal takes another role, whose policies nobody sees from here. */
const OTHER_ROLES = "sts";

/**
 * Whether the policies of a principal allow any action of a service on anything. `no` is certain: every document is known,
 * none has an action of it, and it may take no other role.
 *
 * @param service what the service's actions begin with: `sqs`.
 */
export function mayUseService({ granted }: Permissions, service: string): Answer {
  const allowing = granted.statements.map(({ statement }) => statement).filter(({ effect }) => effect === "Allow");
  if (allowing.some((statement) => hasActionOf(statement, service))) {
    return "yes";
  }
  const isOpen = granted.open.length > 0 || allowing.some(({ actions }) => actions.open.length > 0);
  return isOpen || allowing.some((statement) => hasActionOf(statement, OTHER_ROLES)) ? "unknown" : "no";
}

function hasActionOf({ actions, notActions }: Statement, service: string): boolean {
  return (
    notActions.present ||
    actions.known.some(({ text }) => {
      const [prefix = "", ...rest] = text.toLowerCase().split(":");
      return (rest.length === 0 && prefix === "*") || mayMatch(prefix, service) !== "no";
    })
  );
}
