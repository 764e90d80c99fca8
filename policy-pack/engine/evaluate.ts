import type { ProgramContext } from "./context";
import { STACK_TYPE, type Resource } from "./resource";
import {
  looksAt,
  mayRemediate,
  type NotApplicableYield,
  type ProgramRule,
  type ProgramRuleContext,
  type ResourceRule,
  type Rule,
  type Settings,
  type Severity,
  type StackRule,
  type StackRuleContext,
  type Yield,
} from "./rule";
import { applyEdits, checkedEdit, type Edit } from "./remediation";
import { resolveSettings, type ResolvedSettings } from "./settings";
import type { ExemptedFinding, ExemptionBook } from "../settings/exemption-book";
import { Stack } from "./stack";

/** A violation, ready for any report. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly resource: Resource;
  /** All resources it stands for, where it is not the one alone. */
  readonly about?: readonly Resource[] | undefined;
  /** Property path; empty when something is missing altogether. */
  readonly property: string;
  readonly message: string;
  readonly remediation: string;
  /**
   * The rule itself failed or is configured wrongly, or this only says what was exempted; reported at most as advisory in
   * the first case and the last.
   */
  readonly problem?: "internal-error" | "settings" | "trail";
}

/** What one rule said of one resource. */
export interface Evaluation {
  readonly rule: Rule;
  readonly resource: Resource;
  /** `exempted`: it violates, and every finding is exempt. */
  readonly outcome: "violates" | "exempted" | "complies" | "undecided" | "notApplicable";
  readonly findings: readonly Finding[];
  /** Findings that are exempt, beside {@link findings}. */
  readonly exempted: readonly ExemptedFinding[];
  /** Why it is undecided or does not apply. */
  readonly reasons: readonly string[];
}

/** What a rule changed of a resource's inputs. */
export interface RemediatedBy {
  readonly rule: Rule;
  readonly edits: readonly Edit[];
}

/** Settings of every rule by id; what a policy-pack configuration file holds, without the enforcement levels. */
export type SettingsOf = (rule: Rule) => Settings;

const noSettings: SettingsOf = () => ({});

/**
 * Runs rules over resources and never lets one throw into the engine: an error inside a rule is a finding that names
 * the rule and asks for a report.
 */
export class Evaluator {
  readonly #rules: readonly Rule[];
  readonly #resolved = new Map<Rule, ResolvedSettings>();
  readonly #byType = new Map<string, Map<Rule["scope"], readonly Rule[]>>();

  #looked: Stack | undefined;

  /**
   * @param settingsOf read once per rule, when it first meets a resource.
   * @param isOff see {@link StackRuleContext.isOff}; by default, no rule is.
   */
  constructor(
    rules: readonly Rule[],
    readonly program: ProgramContext,
    private readonly settingsOf: SettingsOf = noSettings,
    private readonly book?: ExemptionBook,
    private readonly isOff: StackRuleContext["isOff"] = () => false,
  ) {
    this.#rules = rules;
  }

  /** Every resource rule that looks at this resource's type. */
  evaluateResource(resource: Resource): readonly Evaluation[] {
    this.book?.see(resource);
    return this.rulesFor(resource.type, "resource").map((rule) => this.run(rule, resource, undefined));
  }

  /** Every stack rule, over every resource it looks at; rule by rule, resources in the order of URNs. */
  evaluateStack(resources: readonly Resource[]): readonly Evaluation[] {
    const stack = new Stack(resources);
    return this.#rules.flatMap((rule) => (rule.scope === "stack" ? this.evaluateStackRule(rule, stack) : []));
  }

  /** One stack rule over every resource it looks at. */
  evaluateStackRule(rule: StackRule, stack: Stack): readonly Evaluation[] {
    this.#look(stack);
    const isListed = rule.targets.every((target) => !target.endsWith("*"));
    const resources = isListed ? stack.ofKind(rule.targets) : stack.resources.filter(({ type }) => looksAt(rule, type));
    return resources.map((resource) => this.run(rule, resource, stack));
  }

  /**
   * Every program rule, over two evaluations of the same program: their resources as they were registered.
   *
   * @param claim see {@link ProgramRuleContext.claim}; by default, nothing is reported by others.
   */
  evaluateProgram(
    resources: readonly Resource[],
    again: readonly Resource[],
    claim: (rule: ProgramRule, resource: Resource, property: string) => boolean = () => true,
  ): readonly Evaluation[] {
    const stack = new Stack(resources);
    const second = new Stack(again);
    return this.#rules
      .filter((rule) => rule.scope === "program")
      .flatMap((rule) => {
        const twice = { again: second, claim: claim.bind(undefined, rule) };
        return stack.ofKind([STACK_TYPE]).map((root) => this.run(rule, root, stack, twice));
      });
  }

  /** A component's place in the tree has to be known before what is below it is judged. */
  #look(stack: Stack): void {
    if (this.book !== undefined && this.#looked !== stack) {
      this.#looked = stack;
      for (const resource of stack.resources) {
        this.book.see(resource);
      }
    }
  }

  /** The rules of a scope that look at a type. */
  rulesFor(type: string, scope: "resource"): readonly ResourceRule[];
  rulesFor(type: string, scope: Rule["scope"]): readonly Rule[];
  rulesFor(type: string, scope: Rule["scope"]): readonly Rule[] {
    let byScope = this.#byType.get(type);
    if (byScope === undefined) {
      byScope = new Map();
      this.#byType.set(type, byScope);
    }
    let found = byScope.get(scope);
    if (found === undefined) {
      found = this.#rules.filter((rule) => rule.scope === scope && looksAt(rule, type));
      byScope.set(scope, found);
    }
    return found;
  }

  /** Wrong settings, as one finding per rule on the resource that stands for the whole stack. */
  settingsFindings(rule: Rule, resource: Resource): readonly Finding[] {
    const { mistakes } = this.#settings(rule);
    return mistakes.map((mistake) => ({
      rule,
      severity: rule.severity,
      resource,
      property: "",
      message: `The settings of rule ${rule.id} are wrong: ${mistake}. The rule ran with its default instead.`,
      remediation: `Correct the policy pack's configuration for ${rule.id}.`,
      problem: "settings",
    }));
  }

  /**
   * Lets rules remediate a resource, one after another, each seeing what those before it made.
   *
   * @param rules those whose level says so.
   * @param properties the inputs; changed in place, see {@link applyEdits}.
   * @param describe the resource as rules see it; called anew for every rule.
   * @returns what each rule changed, the properties being at that point what it made of them. Rules that changed nothing are
   *   left out.
   */
  *remediate(
    rules: readonly Rule[],
    properties: Record<string, unknown>,
    describe: () => Resource,
  ): Generator<RemediatedBy> {
    for (const rule of rules) {
      const resource = describe();
      const edits = mayRemediate(rule, resource.type) ? applyEdits(properties, this.editsOf(rule, resource)) : [];
      if (edits.length > 0) {
        yield { rule, edits };
      }
    }
  }

  /**
   * The changes a rule would make to a resource: none where it is exempt, nor where a resource rule reports nothing. A rule that
   * fails makes none; its check, which comes next, says what is wrong.
   */
  editsOf(rule: Rule, resource: Resource): readonly Edit[] {
    this.book?.see(resource);
    if (rule.remediate === undefined || this.book?.isExempt(rule, resource) === true) {
      return [];
    }
    try {
      const context = { settings: this.#settings(rule).settings, program: this.program };
      const isNeeded =
        rule.scope !== "resource" || [...rule.check(resource, context)].some(({ outcome }) => outcome === "finding");
      return isNeeded ? [...rule.remediate.edits(resource, context)].map(checkedEdit) : [];
    } catch {
      return [];
    }
  }

  private run(rule: Rule, resource: Resource, stack: Stack | undefined, twice?: Twice): Evaluation {
    const findings: Finding[] = [];
    const open: string[] = [];
    const inapplicable: string[] = [];
    try {
      const { settings } = this.#settings(rule);
      for (const item of check(rule, resource, { settings, program: this.program, isOff: this.isOff }, stack, twice)) {
        if (item.outcome === "finding") {
          findings.push({
            rule,
            severity: item.severity ?? rule.severity,
            resource: item.resource ?? resource,
            about: item.about,
            property: item.property,
            message: item.message,
            remediation: item.remediation ?? rule.remediation,
          });
        } else if (item.outcome === "undecided") {
          open.push(item.reason);
        } else {
          inapplicable.push(reasonOf(item));
        }
      }
    } catch (error) {
      findings.push(internalError(rule, resource, error));
    }
    this.book?.note(rule, resource, open.length > 0);
    if (findings.length > 0) {
      const judged = findings.map((each) => this.book?.judge(each) ?? { kept: each, exempted: [] });
      const exempted = judged.flatMap((each) => each.exempted);
      const kept = judged.flatMap((each) => each.kept ?? []);
      const outcome = kept.length > 0 ? "violates" : "exempted";
      return { rule, resource, outcome, findings: kept, exempted, reasons: [] };
    }
    const outcome = open.length > 0 ? "undecided" : inapplicable.length > 0 ? "notApplicable" : "complies";
    return { rule, resource, outcome, findings, exempted: [], reasons: open.length > 0 ? open : inapplicable };
  }

  #settings(rule: Rule): ResolvedSettings {
    let resolved = this.#resolved.get(rule);
    if (resolved === undefined) {
      resolved = resolveSettings(rule.settings, this.settingsOf(rule));
      this.#resolved.set(rule, resolved);
    }
    return resolved;
  }
}

/** What only program rules know. */
type Twice = Pick<ProgramRuleContext, "again" | "claim">;

function check(
  rule: Rule,
  resource: Resource,
  context: Omit<StackRuleContext, "stack">,
  stack: Stack = new Stack([resource]),
  twice: Twice = { again: stack, claim: () => true },
): Iterable<Yield> {
  switch (rule.scope) {
    case "resource":
      return rule.check(resource, context);
    case "stack":
      return rule.check(resource, { ...context, stack });
    case "program":
      return rule.check(resource, { ...context, stack, ...twice });
  }
}

/**
 * Why a rule does not apply.
 * @throws TypeError of what is no outcome at all: somebody's JavaScript can yield anything, and to drop it would be to pass.
 */
function reasonOf(item: NotApplicableYield): string {
  if ((item as Partial<NotApplicableYield> | undefined)?.outcome !== "notApplicable") {
    throw new TypeError("a rule yields finding(), undecided() or notApplicable()");
  }
  return item.reason;
}

function internalError(rule: Rule, resource: Resource, error: unknown): Finding {
  // Only the kind of error and the place in the code: an error's message may quote a property's value.
  const kind = error instanceof Error ? error.name : typeof error;
  const place = error instanceof Error ? placeOf(error) : undefined;
  return {
    rule,
    severity: "low",
    resource,
    property: "",
    message:
      `Rule ${rule.id} failed on this resource with an internal error (${kind}${place === undefined ? "" : ` at ${place}`}). ` +
      `Its verdict is missing; the deployment goes on.`,
    remediation: `Please report it to the policy pack's maintainers with the resource's program text, secrets removed.`,
    problem: "internal-error",
  };
}

/** Where a frame of a stack trace is: `at name (file:1:2)` or `at file:1:2`. */
const FRAME = /^ {4}at (?:.*\()?([^()\s]+:\d+:\d+)\)?$/;
/** Of Node itself, or of a library: what a rule called. The rules of a pack may be installed beside the libraries. */
const NOT_OF_A_RULE = /^node:|[\\/]node_modules[\\/](?!pulumi-preflight[\\/])(?!.*[\\/](?:policy-pack|rules)[\\/])/;

/** The innermost place in the code of a rule, or of what runs it; of the trace only, never of the message above it. */
function placeOf({ message, stack = "" }: Error): string | undefined {
  return stack
    .slice(stack.indexOf(message) + message.length)
    .split("\n")
    .map((line) => FRAME.exec(line)?.[1])
    .find((place) => place !== undefined && !NOT_OF_A_RULE.test(place));
}
