/**
 * How every rule is to be run: what the engine's configuration says, and the pack's own settings in it. Both ways into
 * the engine and the offline check ask here, so that they agree.
 */
import type { Finding } from "../engine/evaluate";
import type { Resource } from "../engine/resource";
import type { Enforcement, Rule, Settings } from "../engine/rule";
import { didYouMean } from "../helpers/nearest";
import { SERVICES } from "../rules/services";
import { ExemptionBook } from "./exemption-book";
import { today } from "./exemptions";
import { exemptionTrail, packRules, preflightSettings } from "./pack-rules";
import { readPackSettings, type PackSettings, type PlacedLine } from "./pack-settings";
import { PROFILES, type LevelLine } from "./profiles";
import { Catalogue, describeSelector } from "./selection";

/** Levels of the engine. */
export type EngineLevel = Enforcement | "disabled" | "remediate";

/** What the engine's configuration says of one policy; it always names a level, the rule's own where nobody chose one. */
export interface PolicyConfiguration {
  readonly level: EngineLevel;
  readonly settings: Settings;
}

/** The level of a rule, and which line decided it. */
export interface Decision {
  readonly level: EngineLevel;
  readonly decidedBy: string;
}

const NO_SETTINGS: Settings = {};
/** The engine hands this key of a configuration on like a policy's. */
const ALL = "all";

export class PackState {
  readonly catalogue: Catalogue;
  #configuration: ReadonlyMap<string, PolicyConfiguration> = new Map();
  #decisions = new Map<Rule, Decision>();
  #pack: PackSettings;
  #version = 0;

  constructor(readonly rules: readonly Rule[]) {
    this.catalogue = new Catalogue(
      rules,
      SERVICES,
      packRules.map(({ id }) => id),
    );
    this.#pack = readPackSettings(NO_SETTINGS, this.catalogue);
  }

  /** Takes a configuration in, by policy; whatever was there before is forgotten. */
  configure(configuration: ReadonlyMap<string, PolicyConfiguration>): void {
    this.#configuration = configuration;
    this.#version++;
    this.#decisions = new Map();
    this.#pack = readPackSettings(this.#isSwitchedOff ? NO_SETTINGS : this.#givenToPack, this.catalogue);
  }

  /** A new book of the exemptions in force, for one run. */
  openBook(): ExemptionBook {
    const { exemptions, neverExempt, exemptInProgram } = this.#pack;
    return new ExemptionBook({
      read: exemptions,
      inProgram: exemptInProgram,
      exemptable: { rules: this.rules, never: neverExempt, today: today() },
      isRun: (id) =>
        this.rules.some((rule) => rule.id === id && rule.scope !== "program" && this.levelOf(rule) !== "disabled"),
    });
  }

  /** Changes with every configuration. */
  get version(): number {
    return this.#version;
  }

  /** Whether somebody configured the pack at all. */
  get isConfigured(): boolean {
    return this.#configuration.size > 0;
  }

  get profile(): string {
    return this.#pack.profile;
  }

  settingsOf(rule: Rule): Settings {
    return this.#configuration.get(rule.id)?.settings ?? NO_SETTINGS;
  }

  levelOf(rule: Rule): EngineLevel {
    return this.decisionOf(rule).level;
  }

  /** Whether a rule of the pack, by its id, is switched off. */
  isOff(id: string): boolean {
    return this.rules.some((rule) => rule.id === id && this.levelOf(rule) === "disabled");
  }

  /**
   * The level of a rule. From the strongest: a level in the engine's configuration that is not the rule's own, by id or
   * by `all`; the last line of `levels` that selects it; the profile; its own.
   */
  decisionOf(rule: Rule): Decision {
    let decision = this.#decisions.get(rule);
    if (decision === undefined) {
      decision = this.#decide(rule);
      this.#decisions.set(rule, decision);
    }
    return decision;
  }

  /** What is wrong with the configuration, one sentence each. */
  get mistakes(): readonly string[] {
    const known = [...this.rules, ...packRules].map(({ id }) => id).concat(ALL);
    const unknown = [...this.#configuration.keys()].filter((id) => !known.includes(id));
    const ignored = Object.entries(this.#givenToPack).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(preflightSettings.settings?.[name]?.default),
    );
    return [
      ...unknown.map((id) => `\`${id}\`: there is no such rule${didYouMean(id, known)}`),
      ...(this.#isSwitchedOff && ignored.length > 0
        ? [
            `\`${preflightSettings.id}\` is disabled, by its own level or by \`all\`, so its settings ` +
              `(${ignored.map(([name]) => name).join(", ")}) do nothing; give it the level mandatory or advisory`,
          ]
        : []),
      ...this.#levelOfAllUnheard,
      ...[...this.#pack.mistakes, ...this.#pack.levels.flatMap((line) => this.#withoutEffect(line))].map((mistake) =>
        mistake.replace("`", `\`${preflightSettings.id}.`),
      ),
    ];
  }

  /** The mistakes as findings about the resource that stands for the whole stack. */
  mistakeFindings(root: Resource): readonly Finding[] {
    return this.mistakes.map((mistake) => ({
      rule: preflightSettings,
      severity: preflightSettings.severity,
      resource: root,
      property: "",
      message: `The configuration of the policy pack is wrong: ${mistake}. The pack ran without it.`,
      remediation: preflightSettings.remediation,
      problem: "settings",
    }));
  }

  /** The engine cannot tell a rule's own level from none, so of `all` only what differs is heard beside other lines. */
  get #levelOfAllUnheard(): readonly string[] {
    const all = this.#configuration.get(ALL)?.level;
    const unheard = this.rules.filter(
      (rule) =>
        rule.enforcement === all && this.#configuration.get(rule.id)?.level === all && this.levelOf(rule) !== all,
    );
    const [first] = unheard;
    return first === undefined || all === undefined
      ? []
      : [
          `\`${ALL}\`: beside ${this.decisionOf(first).decidedBy} the level ${all} says nothing to the rules whose own ` +
            `level it is (${unheard.length}, such as ${first.id}); use one or the other`,
        ];
  }

  /** A line all of whose rules get another level from what is stronger. */
  #withoutEffect(line: PlacedLine): readonly string[] {
    const selected = [
      ...this.rules.filter((rule) => this.catalogue.selects(line, rule)),
      ...packRules.filter(({ id }) => this.catalogue.selectsOwn(line, id)),
    ];
    const isHeard = (rule: Rule) => {
      const { level, decidedBy } = this.decisionOf(rule);
      return level === line.level || decidedBy.startsWith(`levels[${line.index}] `);
    };
    const [first] = selected;
    return first === undefined || selected.some(isHeard)
      ? []
      : [
          `\`levels[${line.index}]\` (${describeSelector(line)}: ${line.level}) does nothing: what is stronger decides for every ` +
            `rule it selects, such as ${this.decisionOf(first).decidedBy} for ${first.id}. Of lines the last counts, so put ` +
            "the narrower below the wider one",
        ];
  }

  get #givenToPack(): Settings {
    return this.settingsOf(preflightSettings);
  }

  get #isSwitchedOff(): boolean {
    return this.#configuration.get(preflightSettings.id)?.level === "disabled";
  }

  #decide(rule: Rule): Decision {
    const given = this.#configuration.get(rule.id)?.level ?? rule.enforcement;
    const isOwn = packRules.some((each) => each === rule);
    if (isOwn) {
      return this.#decideOwn(rule, given);
    }
    if (given !== rule.enforcement) {
      return { level: given, decidedBy: "the configuration, by its id or `all`" };
    }
    const line = this.#pack.levels.findLast((each) => this.catalogue.selects(each, rule));
    if (line !== undefined) {
      return { level: line.level, decidedBy: describeLine(line) };
    }
    const lines: readonly LevelLine[] = PROFILES[this.#pack.profile];
    const ofProfile = lines.findLast((each) => this.catalogue.selects(each, rule));
    return ofProfile === undefined
      ? { level: rule.enforcement, decidedBy: "the rule's own level" }
      : { level: ofProfile.level, decidedBy: `profile ${this.#pack.profile} (${describeSelector(ofProfile)})` };
  }

  /** A profile never silences what is wrong with the settings; but where nothing stops a deployment, it does not either. */
  #decideOwn(rule: Rule, given: EngineLevel): Decision {
    if (given !== rule.enforcement) {
      return { level: given, decidedBy: "the configuration, by its id or `all`" };
    }
    const line = this.#pack.levels.findLast((each) => this.catalogue.selectsOwn(each, rule.id));
    if (line !== undefined) {
      return { level: line.level, decidedBy: describeLine(line) };
    }
    const { profile } = this.#pack;
    return rule !== exemptionTrail && (profile === "advisory" || profile === "strict")
      ? { level: profile === "strict" ? "mandatory" : "advisory", decidedBy: `profile ${profile}` }
      : { level: rule.enforcement, decidedBy: "the rule's own level" };
  }
}

function describeLine(line: PlacedLine): string {
  return `levels[${line.index}] (${describeSelector(line)})${line.reason === undefined ? "" : `: ${line.reason}`}`;
}
