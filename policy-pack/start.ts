/**
 * Starts a policy pack: this one, and the packs of those who write their own rules. The engine loads a pack's `main`,
 * which calls this once; the offline check loads the same file only to learn which rules it has.
 */
import { readFileSync } from "node:fs";
import type * as PolicySdk from "@pulumi/policy";
import { toPolicies } from "./engine/policies";
import type { Rule } from "./engine/rule";
import { startWithFastPath } from "./engine/server";
import { packRules } from "./settings/pack-rules";
import { PackState } from "./settings/state";

/** A policy pack of rules. Its version is that of the `package.json` beside its `PulumiPolicy.yaml`. */
export interface PolicyPackDefinition {
  /** Under which name the engine reports findings: letters, digits, dashes, dots and underscores. */
  readonly name: string;
  readonly rules: readonly Rule[];
  /** For people; Pulumi Cloud shows it. */
  readonly displayName?: string;
  readonly description?: string;
  /** The provider the rules are about, `aws` unless given. */
  readonly provider?: string;
  readonly tags?: readonly string[];
  /** Address of the sources. */
  readonly repository?: string;
}

/** What the SDK and Pulumi Cloud take as the name of a pack. */
const PACK_NAME = /^[a-zA-Z0-9\-_.]{1,100}$/;
/** Ids stand in addresses, file names, tags and settings. */
const RULE_ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LONGEST_ID = 100;
/** Keys a configuration file has beside those of policies (`pkg/resource/analyzer/config.go`). */
const RESERVED_IDS: readonly string[] = ["all", "environments"];

let capture: ((pack: PolicyPackDefinition) => void) | undefined;

/**
 * Starts the pack: with settings of the whole pack, profiles, exemptions, and the fast answers of `engine/server.ts`.
 * Call it once, in the file that `main` of the pack's package.json names.
 *
 * @throws when two rules share an id, or a name is one the engine does not take.
 */
export function startPolicyPack(pack: PolicyPackDefinition): void {
  const mistake = mistakeIn(pack);
  if (mistake !== undefined) {
    throw new Error(`the policy pack ${JSON.stringify(pack.name)} cannot start: ${mistake}`);
  }
  if (capture !== undefined) {
    capture(pack);
    return;
  }
  // Loaded here: whoever only captures needs none of the SDK.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { PolicyPack } = require("@pulumi/policy") as typeof PolicySdk;
  // The engine runs a pack in its own directory, and the SDK takes the version from there too.
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const { name, rules, provider = "aws", tags = [], ...described } = pack;
  const state = new PackState(rules);
  const start = () => {
    new PolicyPack(name, {
      policies: toPolicies(rules, state),
      enforcementLevel: "advisory",
      provider,
      tags: [...tags],
      ...described,
    });
  };
  startWithFastPath(rules, { name, version }, start, state);
}

/**
 * The pack that a file starts, without starting it.
 *
 * @param load runs the file.
 * @returns `undefined` when it starts none with {@link startPolicyPack}.
 */
export function capturePolicyPack(load: () => void): PolicyPackDefinition | undefined {
  const before = capture;
  let captured: PolicyPackDefinition | undefined;
  capture = (pack) => {
    captured = pack;
  };
  try {
    load();
  } finally {
    capture = before;
  }
  return captured;
}

function mistakeIn({ name, rules }: PolicyPackDefinition): string | undefined {
  if (!PACK_NAME.test(name)) {
    return "its name must be 1 to 100 letters, digits, dashes, dots and underscores";
  }
  const taken = new Set<string>();
  const reserved = [...RESERVED_IDS, ...packRules.map(({ id }) => id)];
  for (const { id } of rules) {
    if (!RULE_ID.test(id) || id.length > LONGEST_ID) {
      return (
        `${JSON.stringify(id)} is no id of a rule: up to ${LONGEST_ID} lower-case letters, digits and single dashes, ` +
        `such as ${JSON.stringify(asId(id))}`
      );
    }
    if (reserved.includes(id)) {
      return `no rule can have the id ${JSON.stringify(id)}: it means something of its own in a configuration`;
    }
    if (taken.has(id)) {
      return `two of its rules have the id ${JSON.stringify(id)}`;
    }
    taken.add(id);
  }
  return undefined;
}

function asId(text: string): string {
  const id = text
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return id === "" ? "acme-queue-encrypted" : id.slice(0, LONGEST_ID);
}
