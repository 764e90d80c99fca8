import type { Selector } from "./selection";
import type { EngineLevel } from "./state";

/** The level of the rules a selector selects. */
export interface LevelLine extends Selector {
  readonly level: EngineLevel;
}

/** Levels for a whole organisation, under one name. Of a profile's lines, the last that selects a rule decides. */
export const PROFILES = {
  /** To begin with on what exists: only what AWS refuses and what is critical stops a deployment; little else speaks. */
  baseline: [
    { rule: ["*"], level: "disabled" },
    { family: ["blocker"], level: "mandatory" },
    { family: ["guard"], severity: ["high"], level: "advisory" },
    { family: ["guard"], severity: ["critical"], level: "mandatory" },
  ],
  /** Every rule at its own level. */
  recommended: [],
  /** Whatever a rule finds stops the deployment. */
  strict: [{ rule: ["*"], level: "mandatory" }],
  /** Everything speaks and nothing stops: to see what there is. */
  advisory: [{ rule: ["*"], level: "advisory" }],
} as const satisfies Readonly<Record<string, readonly LevelLine[]>>;

export type ProfileName = keyof typeof PROFILES;

export const PROFILE_NAMES: readonly ProfileName[] = ["baseline", "recommended", "strict", "advisory"];

/** The profile in force when none is chosen. */
export const DEFAULT_PROFILE: ProfileName = "recommended";

export function isProfile(name: unknown): name is ProfileName {
  return typeof name === "string" && Object.hasOwn(PROFILES, name);
}
