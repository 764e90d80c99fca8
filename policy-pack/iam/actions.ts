import { MASK } from "../engine/made-up";
import { actionsOf, services, type ServiceAction } from "./authorization";
import { admitsEverything, hasWildcard, matches } from "./wildcard";

/** What an entry of `Action` stands for. */
export type ActionPattern =
  /** `*` or `*:*`: everything. */
  | { readonly kind: "all" }
  /** `s3:*`: every action of one service; none are listed when AWS does not document the service. */
  | { readonly kind: "service"; readonly service: string; readonly actions: readonly ServiceAction[] }
  /** `s3:Put*`: what it matches; possibly nothing. */
  | { readonly kind: "pattern"; readonly actions: readonly ServiceAction[] }
  /** One action; none when AWS does not document it. */
  | { readonly kind: "exact"; readonly actions: readonly ServiceAction[] }
  /** Nobody can tell before the unknown part of it is known. */
  | { readonly kind: "unknown" };

const resolved = new Map<string, ActionPattern>();

/**
 * Resolves an entry of `Action` against AWS's service authorization reference. Remembers what it found: a stack repeats
 * its actions.
 *
 * @param text an entry as {@link Element.text} holds it, unknown parts masked.
 */
export function resolveAction(text: string): ActionPattern {
  const key = text.toLowerCase();
  let found = resolved.get(key);
  if (found === undefined) {
    found = resolve(key);
    resolved.set(key, found);
  }
  return found;
}

function resolve(text: string): ActionPattern {
  const colon = text.indexOf(":");
  const service = colon < 0 ? text : text.slice(0, colon);
  const name = colon < 0 ? undefined : text.slice(colon + 1);
  if (admitsEverything(service) && (name === undefined || admitsEverything(name))) {
    return { kind: "all" };
  }
  if (name !== undefined && admitsEverything(name) && !hasWildcard(service)) {
    // Whatever the service is, the program asked for all of it.
    return {
      kind: "service",
      service: service.includes(MASK) ? "" : service,
      actions: [...actionsOf(service).values()],
    };
  }
  if (text.includes(MASK)) {
    return { kind: "unknown" };
  }
  if (!hasWildcard(text)) {
    const action = actionsOf(service).get(name ?? "");
    return { kind: "exact", actions: action === undefined ? [] : [action] };
  }
  // AWS refuses a wildcard in the service prefix, and a prefix without an action; what they would mean is judged all the same.
  const candidates = hasWildcard(service) ? services().filter((each) => matches(service, each)) : [service];
  const actions = candidates.flatMap((each) =>
    [...actionsOf(each).values()].filter((action) => matches(text, action.name)),
  );
  return { kind: "pattern", actions };
}

/** Whether an action does more than read and list. */
export function changesSomething(action: ServiceAction): boolean {
  return action.level !== "Read" && action.level !== "List";
}

/** AWS's ARN form as a person writes it: `arn:aws:s3:::<BucketName>/<ObjectName>`. */
export function readableArn(format: string): string {
  return format
    .replace("${Partition}", "aws")
    .replace("${Region}", "<region>")
    .replace("${Account}", "<account>")
    .replace(/\$\{(\w+)\}/g, "<$1>");
}
