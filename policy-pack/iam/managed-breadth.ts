/** How much AWS's managed policies grant, read from their documents. */
import { changesSomething, resolveAction } from "./actions";
import type { ServiceAction } from "./authorization";
import { managedStatements } from "./managed-documents";
import { reachOf } from "./reach";
import { createsOnly } from "./resource-level";
import { narrowsResources } from "./scoping-conditions";
import type { Statement } from "./statement";

/**
 * What a policy grants on every resource of the account:
 *
 * - `administration`: everything, everything but a few things, or all of IAM, with which one gets the rest;
 * - `service`: all of one service or of several;
 * - `writes`: actions that change something and could be limited to named resources;
 * - `narrow`: none of these.
 */
export type Breadth =
  | { readonly kind: "administration" }
  | { readonly kind: "service"; readonly services: readonly string[] }
  | { readonly kind: "writes"; readonly actions: readonly string[] }
  | { readonly kind: "narrow" };

const NARROW: Breadth = { kind: "narrow" };
const breadths = new Map<string, Breadth>();

/**
 * The breadth of a managed policy.
 *
 * @param path what follows `:policy` in its ARN.
 * @returns `undefined` when the list has no such policy.
 */
export function breadthOf(path: string): Breadth | undefined {
  let breadth = breadths.get(path);
  if (breadth === undefined) {
    const statements = managedStatements(path);
    if (statements === undefined) {
      return undefined;
    }
    breadth = breadthFrom(statements.filter((each) => each.effect === "Allow"));
    breadths.set(path, breadth);
  }
  return breadth;
}

/** The breadth of statements that allow, wherever they stand. */
export function breadthFrom(statements: readonly Statement[]): Breadth {
  const wide = statements
    .map((statement) => ({ statement, reach: reachOf(statement) }))
    .filter(
      ({ statement, reach }) =>
        reach.everywhere && narrowsResources(statement.condition, createsOnly(reach.granted)) === "no",
    );
  const services = wide.flatMap(({ statement }) => statement.actions.known.flatMap(({ text }) => wholeService(text)));
  if (wide.some(({ reach }) => reach.granted.all) || services.includes("iam")) {
    return { kind: "administration" };
  }
  if (services.length > 0) {
    return { kind: "service", services: [...new Set(services)] };
  }
  const writes = wide.flatMap(({ reach }) => reach.granted.limitable.filter(changesSomething).filter(isNoRead));
  return writes.length > 0 ? { kind: "writes", actions: [...new Set(writes.map(({ name }) => name))] } : NARROW;
}

/** AWS gives some reads the access level of a write: `billing:GetResourcePolicy`. */
function isNoRead({ name }: ServiceAction): boolean {
  return !/:(?:BatchGet|Describe|Get|List|Search)/.test(name);
}

/** The service of which an entry of `Action` is the whole, if it changes anything. */
function wholeService(text: string): readonly string[] {
  const pattern = resolveAction(text);
  return pattern.kind === "service" && pattern.actions.some(changesSomething) ? [pattern.service] : [];
}
