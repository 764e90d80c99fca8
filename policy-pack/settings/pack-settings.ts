/** Reads the settings of the whole pack. What is wrong in them is named and left out; the rest holds. */
import type { Settings } from "../engine/rule";
import { didYouMean } from "../helpers/nearest";
import { readExemption, show, today, type Exemptable, type ReadExemption } from "./exemptions";
import { preflightSettings } from "./pack-rules";
import { DEFAULT_PROFILE, isProfile, PROFILE_NAMES, type LevelLine, type ProfileName } from "./profiles";
import type { EngineLevel } from "./state";
import { CRITERIA, type Catalogue, type Criterion } from "./selection";

/** A line of `levels`, and where it stands. */
export interface PlacedLine extends LevelLine {
  /** From zero. */
  readonly index: number;
  /** Why it is there. */
  readonly reason?: string;
}

/** Settings of the pack after validation. */
export interface PackSettings {
  readonly profile: ProfileName;
  readonly levels: readonly PlacedLine[];
  /** Those that hold, and what is wrong with the others. */
  readonly exemptions: readonly ReadExemption[];
  /** Ids of rules that nothing exempts from. */
  readonly neverExempt: readonly string[];
  readonly exemptInProgram: boolean;
  /** One sentence per mistake: path, value, expectation, the nearest valid one. */
  readonly mistakes: readonly string[];
}

export const LEVELS: readonly EngineLevel[] = ["advisory", "mandatory", "remediate", "disabled"];

/** Does not throw. */
export function readPackSettings(given: Settings, catalogue: Catalogue): PackSettings {
  const mistakes: string[] = [];
  const known = Object.keys(preflightSettings.settings ?? {});
  for (const name of Object.keys(given).filter((each) => !known.includes(each))) {
    mistakes.push(`\`${name}\`: there is no such setting${didYouMean(name, known)} (${known.join(", ")})`);
  }
  const { rules } = catalogue;
  const neverExempt = [
    ...rules.filter((rule) => rule.neverExempt === true).map(({ id }) => id),
    ...readNeverExempt(given.neverExempt, catalogue, mistakes),
  ];
  return {
    profile: readProfile(given.profile, mistakes),
    levels: readLevels(given.levels, catalogue, mistakes),
    exemptions: readExemptions(given.exemptions, { rules, never: neverExempt, today: today() }, mistakes),
    neverExempt,
    exemptInProgram: readFlag(given.exemptInProgram, "exemptInProgram", mistakes),
    mistakes,
  };
}

function readProfile(given: unknown, mistakes: string[]): ProfileName {
  if (given === undefined || isProfile(given)) {
    return given ?? DEFAULT_PROFILE;
  }
  const guess = typeof given === "string" ? didYouMean(given, PROFILE_NAMES) : "";
  mistakes.push(`\`profile\`: ${show(given)} is no profile (${PROFILE_NAMES.join(", ")})${guess}`);
  return DEFAULT_PROFILE;
}

function readNeverExempt(given: unknown, catalogue: Catalogue, mistakes: string[]): readonly string[] {
  if (given === undefined) {
    return [];
  }
  if (!Array.isArray(given)) {
    mistakes.push(`\`neverExempt\` is a list of ids, not ${show(given)}`);
    return [];
  }
  return given.filter((id: unknown, index): id is string => {
    const mistake = id === "*" ? "name each rule" : catalogue.mistakeOf("rule", id);
    if (mistake !== undefined) {
      mistakes.push(`\`neverExempt[${index}]\`: ${mistake}`);
    }
    return mistake === undefined;
  });
}

function readExemptions(given: unknown, exemptable: Exemptable, mistakes: string[]): readonly ReadExemption[] {
  if (given === undefined) {
    return [];
  }
  if (!Array.isArray(given)) {
    mistakes.push(`\`exemptions\` is a list, not ${show(given)}`);
    return [];
  }
  return given.map((entry: unknown, index) => readExemption(entry, `exemptions[${index}]`, exemptable));
}

function readFlag(given: unknown, name: string, mistakes: string[]): boolean {
  if (given !== undefined && typeof given !== "boolean") {
    mistakes.push(`\`${name}\` is true or false, not ${show(given)}`);
  }
  // A wrong one is read as the stricter of the two.
  return given === undefined || given === true;
}

function readLevels(given: unknown, catalogue: Catalogue, mistakes: string[]): readonly PlacedLine[] {
  if (given === undefined) {
    return [];
  }
  if (!Array.isArray(given)) {
    mistakes.push(`\`levels\` is a list of lines, not ${show(given)}`);
    return [];
  }
  return given.flatMap((line: unknown, index) => {
    const before = mistakes.length;
    const read = readLine(line, `levels[${index}]`, catalogue, mistakes);
    // A line with a mistake may select more than was meant: it does not hold at all.
    return read === undefined || mistakes.length > before ? [] : [{ ...read, index }];
  });
}

function readLine(
  line: unknown,
  path: string,
  catalogue: Catalogue,
  mistakes: string[],
): Omit<PlacedLine, "index"> | undefined {
  const before = mistakes.length;
  if (!isObject(line)) {
    mistakes.push(`\`${path}\` is an object of criteria and a level, not ${show(line)}`);
    return undefined;
  }
  const keys = [...CRITERIA, "level", "reason"];
  for (const key of Object.keys(line).filter((each) => !keys.includes(each))) {
    mistakes.push(`\`${path}.${key}\`: there is no such criterion${didYouMean(key, keys)} (${keys.join(", ")})`);
  }
  const level = LEVELS.find((each) => each === line.level);
  if (level === undefined) {
    const guess = typeof line.level === "string" ? didYouMean(line.level, LEVELS) : "";
    const said = line.level === undefined ? "is missing" : `: ${show(line.level)} is no level`;
    mistakes.push(`\`${path}.level\`${line.level === undefined ? " " : ""}${said} (${LEVELS.join(", ")})${guess}`);
    return undefined;
  }
  const selector: Partial<Record<Criterion, readonly string[]>> = {};
  for (const criterion of CRITERIA) {
    const value = line[criterion];
    if (value !== undefined) {
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      values.forEach((each, index) => {
        const mistake = catalogue.mistakeOf(criterion, each);
        if (mistake !== undefined) {
          mistakes.push(`\`${path}.${criterion}${Array.isArray(value) ? `[${index}]` : ""}\`: ${mistake}`);
        }
      });
      selector[criterion] = values.filter((each) => typeof each === "string");
    }
  }
  if (Object.keys(selector).length === 0) {
    mistakes.push(`\`${path}\` has no criterion; for every rule say \`"rule": "*"\``);
  } else if (mistakes.length === before && !catalogue.hasAny(selector)) {
    mistakes.push(`\`${path}\` selects no rule: none meets all its criteria`);
  }
  const { reason } = line;
  if (reason !== undefined && (typeof reason !== "string" || reason.trim() === "")) {
    mistakes.push(`\`${path}.reason\` is a text, not ${show(reason)}`);
  }
  return { ...selector, level, ...(typeof reason === "string" ? { reason } : {}) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
