/**
 * Starts a policy pack: this one, and the packs of those who write their own rules. The engine loads a pack's `main`,
 * which calls this once; the offline check loads the same file only to learn which rules it has.
 */
import { readFileSync } from "node:fs";
import type * as PolicySdk from "@pulumi/policy";
import { toPolicies } from "./engine/policies";
import type { Rule } from "./engine/rule";
import { startWithFastPath } from "./engine/server";
import { mistakeInPack } from "./settings/pack-mistakes";
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

const CALLED_TWICE = "startPolicyPack is called twice; a package is one pack, of all its rules";
/** Whether this process has its pack. */
let isStarted = false;
let capture: ((pack: PolicyPackDefinition) => void) | undefined;

/**
 * Starts the pack: with settings of the whole pack, profiles, exemptions, and the fast answers of `engine/server.ts`.
 * Call it once, in the file that `main` of the pack's package.json names.
 *
 * @throws when two rules share an id, a rule is none the pack could run, or a name is one the engine does not take.
 */
export function startPolicyPack(pack: PolicyPackDefinition): void {
  const mistake = mistakeInPack(pack);
  if (mistake !== undefined) {
    throw new Error(`the policy pack ${JSON.stringify(pack.name)} cannot start: ${mistake}`);
  }
  if (capture !== undefined) {
    capture(pack);
    return;
  }
  if (isStarted) {
    throw new Error(CALLED_TWICE);
  }
  isStarted = true;
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
    if (captured !== undefined) {
      throw new Error(CALLED_TWICE);
    }
    captured = pack;
  };
  try {
    load();
  } finally {
    capture = before;
  }
  return captured;
}
