/** Which rules a line of the settings speaks of. */
import type { Family, Rule, Severity } from "../engine/rule";
import { shorten } from "../engine/value";
import { frameworkNamed } from "../frameworks/catalogue";
import { didYouMean } from "../helpers/nearest";

/** Criteria a rule must meet, all of them; of each, one value is enough. */
export interface Selector {
  /** Ids; `*` is every rule. */
  readonly rule?: readonly string[];
  readonly family?: readonly string[];
  /** What the rule says, else its directory: `s3`, `rds`, `program` … */
  readonly service?: readonly string[];
  readonly severity?: readonly string[];
  /** Short or full name of a framework, the latter with or without its version. */
  readonly framework?: readonly string[];
}

export type Criterion = keyof Selector;
export const CRITERIA: readonly Criterion[] = ["rule", "family", "service", "severity", "framework"];

const EVERY_RULE = "*";
const FAMILIES: readonly Family[] = ["blocker", "guard", "convention"];
const SEVERITIES: readonly Severity[] = ["low", "medium", "high", "critical"];

/** Rule ids by service. */
export type Services = Readonly<Record<string, readonly string[]>>;

/** The rules there are, as settings may speak of them. */
export class Catalogue {
  readonly #serviceOf = new Map<string, string>();

  /** @param own ids of the pack's own policies, which a line selects by their id only. */
  constructor(
    readonly rules: readonly Rule[],
    private readonly services: Services,
    private readonly own: readonly string[],
  ) {
    for (const [service, ids] of Object.entries(services)) {
      ids.forEach((id) => this.#serviceOf.set(id, service));
    }
  }

  serviceOf(rule: Rule): string | undefined {
    return rule.service ?? this.#serviceOf.get(rule.id);
  }

  /** Whether a rule meets every criterion. */
  selects(selector: Selector, rule: Rule): boolean {
    return CRITERIA.every((criterion) => {
      const wanted = selector[criterion];
      return wanted === undefined || this.#valuesOf(rule, criterion).some((value) => wanted.includes(value));
    });
  }

  /** Whether a selector speaks of a policy of the pack's own: it names it, and has no other criterion. */
  selectsOwn(selector: Selector, id: string): boolean {
    const isNamed = this.own.includes(id) && selector.rule?.includes(id) === true;
    return isNamed && CRITERIA.every((criterion) => criterion === "rule" || selector[criterion] === undefined);
  }

  /** Whether there is anything a selector selects. */
  hasAny(selector: Selector): boolean {
    return (
      this.rules.some((rule) => this.selects(selector, rule)) || this.own.some((id) => this.selectsOwn(selector, id))
    );
  }

  /** Every value a criterion may take; what a wrong one is compared with. */
  valuesOf(criterion: Criterion): readonly string[] {
    switch (criterion) {
      case "rule":
        return [...this.rules.map(({ id }) => id), ...this.own, EVERY_RULE];
      case "family":
        return FAMILIES;
      case "service":
        return [...new Set([...Object.keys(this.services), ...this.rules.flatMap((rule) => rule.service ?? [])])];
      case "severity":
        return SEVERITIES;
      case "framework":
        return [...new Set(this.rules.flatMap((rule) => this.#valuesOf(rule, criterion)))];
    }
  }

  /** What is wrong with a value of a criterion, or `undefined`. */
  mistakeOf(criterion: Criterion, value: unknown): string | undefined {
    const names = this.valuesOf(criterion);
    if (typeof value === "string") {
      if (names.includes(value)) {
        return undefined;
      }
      const known = criterion === "rule" ? "" : `; there are ${names.join(", ")}`;
      return `there is no ${criterion} ${JSON.stringify(value)}${didYouMean(value, names)}${known}`;
    }
    return `a ${criterion} is a text, not ${shorten(JSON.stringify(value))}`;
  }

  #valuesOf(rule: Rule, criterion: Criterion): readonly string[] {
    switch (criterion) {
      case "rule":
        return [rule.id, EVERY_RULE];
      case "family":
        return [rule.family];
      case "service": {
        const service = this.serviceOf(rule);
        return service === undefined ? [] : [service];
      }
      case "severity":
        return [rule.severity];
      case "framework":
        return rule.frameworks.flatMap(({ name, version }) => {
          const id = frameworkNamed(name)?.id;
          return [...(id === undefined ? [] : [id]), name, `${name} ${version}`];
        });
    }
  }
}

/** A selector in words: `family guard, severity high or critical`. */
export function describeSelector(selector: Selector): string {
  return CRITERIA.flatMap((criterion) => {
    const values = selector[criterion];
    return values === undefined ? [] : [`${criterion} ${values.join(" or ")}`];
  }).join(", ");
}
