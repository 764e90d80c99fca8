import type * as rules from "../data/config-managed-rules.json";

/** The managed rules of AWS Config. */
export interface ConfigManagedRules {
  /** All identifiers. */
  readonly identifiers: ReadonlySet<string>;
  /** Those that a change of a resource triggers, and nothing else. */
  readonly onChangesOnly: ReadonlySet<string>;
  /** When the list was made. */
  readonly date: string;
}

let known: ConfigManagedRules | undefined;

/** The list of managed rules. Loaded when first asked for. */
export function configManagedRules(): ConfigManagedRules {
  if (known === undefined) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { changes, others, date } = require("../data/config-managed-rules.json") as typeof rules;
    known = { identifiers: new Set([...changes, ...others]), onChangesOnly: new Set(changes), date };
  }
  return known;
}
