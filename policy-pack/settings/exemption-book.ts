/** Which findings are exempt in one run, and what is wrong with the exemptions themselves. */
import type { Evaluation, Finding } from "../engine/evaluate";
import { STACK_TYPE, type Resource } from "../engine/resource";
import type { Rule, StackRule } from "../engine/rule";
import { matchesGlob } from "./glob";
import { exemptionTrail, exemptionValid } from "./pack-rules";
import {
  policyMistakes,
  readTagValue,
  ruleOfTag,
  termMistakes,
  type Exemptable,
  type Exemption,
  type ReadExemption,
} from "./exemptions";

/** A finding that is no violation, and why. */
export interface ExemptedFinding {
  readonly finding: Finding;
  readonly exemption: Exemption;
}

/** What a book is made of. */
export interface ExemptionSettings {
  readonly read: readonly ReadExemption[];
  /** Whether tags of the program's exempt. */
  readonly inProgram: boolean;
  readonly exemptable: Exemptable;
  /** Whether a rule is run over every resource it looks at; a program rule's verdict tells by itself. */
  readonly isRun: (id: string) => boolean;
}

/** How many of a list are named. */
const MOST_NAMED = 8;

export class ExemptionBook {
  readonly #settings: ExemptionSettings;
  readonly #exemptions: readonly Exemption[];
  readonly #parents = new Map<string, string | undefined>();
  /** By rule and URN: where the rule could not tell when it was last asked. */
  readonly #open = new Set<string>();
  readonly #evaluated = new Set<string>();
  /** By exemption, rule and URN. */
  readonly #used = new Map<string, ExemptedFinding>();

  constructor(settings: ExemptionSettings) {
    this.#settings = settings;
    this.#exemptions = settings.read.flatMap(({ exemption }) => exemption ?? []);
  }

  /** Takes note of a resource: where it stands in the tree. */
  see({ urn, parent }: Resource): void {
    this.#parents.set(urn, parent);
  }

  /** The exemption of a finding. What is wrong with a rule or its settings is never exempt. */
  match(finding: Finding): Exemption | undefined {
    const { rule, resource, problem } = finding;
    const exemption = problem === undefined ? this.exemptionOf(rule, resource) : undefined;
    if (exemption !== undefined) {
      this.#used.set(`${exemption.source}\n${rule.id}\n${resource.urn}\n${finding.property}`, { finding, exemption });
    }
    return exemption;
  }

  /** What exempts a resource from a rule. */
  exemptionOf(rule: Rule, resource: Resource): Exemption | undefined {
    if (this.#settings.exemptable.never.includes(rule.id)) {
      return undefined;
    }
    this.see(resource);
    return (
      this.#exemptions.find((each) => each.policies.includes(rule.id) && this.#isMeant(each, resource)) ??
      this.#ofTags(resource).find((each) => each.policies.includes(rule.id))
    );
  }

  /** Takes note of a verdict. */
  note({ rule, resource, outcome }: Pick<Evaluation, "rule" | "resource" | "outcome">): void {
    this.#evaluated.add(rule.id);
    if (outcome === "undecided") {
      this.#open.add(key(rule.id, resource.urn));
    } else if (this.#open.size > 0) {
      this.#open.delete(key(rule.id, resource.urn));
    }
  }

  /**
   * What the exemptions themselves are wrong in: no reason, expired, not well formed, or nothing there to exempt.
   *
   * @param resources all of the stack; the one that stands for the stack is where the settings' exemptions are reported.
   */
  findings(resources: readonly Resource[]): readonly Finding[] {
    resources.forEach((each) => {
      this.see(each);
    });
    const root = resources.find(({ type }) => type === STACK_TYPE);
    const ofSettings =
      root === undefined
        ? []
        : [
            ...this.#settings.read.flatMap(({ mistakes }) => mistakes),
            ...this.#exemptions.flatMap((each) => this.#idle(each, resources)),
          ].map((message) => invalid(root, message));
    return [...ofSettings, ...resources.flatMap((each) => this.#findingsOfTags(each))];
  }

  /** What was exempted, together by reason: so that nothing is silent. Advisory, whatever the level of the rule. */
  trail(root: Resource): readonly Finding[] {
    const groups = new Map<string, ExemptedFinding[]>();
    for (const each of this.#used.values()) {
      const terms = describeTerms(each.exemption);
      groups.set(terms, [...(groups.get(terms) ?? []), each]);
    }
    return [...groups].map(([terms, all]) => {
      const names = [...new Set(all.map(({ finding }) => `${finding.rule.id} on ${finding.resource.name}`))].sort();
      const message = `Exempt, ${terms}: ${listed(names)}.`;
      return { ...reportBy(exemptionTrail, root, message), problem: "trail" };
    });
  }

  #isMeant({ targets, types, names, within, stacks }: Exemption, { urn, type, name }: Resource): boolean {
    return (
      (targets === undefined || targets.includes(urn)) &&
      (types === undefined || types.some((pattern) => matchesGlob(pattern, type))) &&
      (names === undefined || names.some((pattern) => matchesGlob(pattern, name))) &&
      (stacks === undefined || stacks.includes(stackOf(urn))) &&
      (within === undefined || this.#isWithin(urn, within))
    );
  }

  /** Along the chain of parents, never by how a URN or a name begins. What is above an unknown parent is unknown. */
  #isWithin(urn: string, within: string): boolean {
    const seen = new Set<string>();
    for (let at: string | undefined = urn; at !== undefined && !seen.has(at); at = this.#parents.get(at)) {
      seen.add(at);
      if (at === within || (typeOf(at) !== STACK_TYPE && nameOf(at) === within)) {
        return true;
      }
    }
    return false;
  }

  /** Why an exemption of the settings has nothing to exempt here; nothing where that cannot be told. */
  #idle(exemption: Exemption, resources: readonly Resource[]): readonly string[] {
    const here = stackOf(resources[0]?.urn ?? "");
    const { targets, stacks, source } = exemption;
    const isHere = (urn: string) => stackOf(urn) === here;
    if ((stacks !== undefined && !stacks.includes(here)) || (targets !== undefined && !targets.some(isHere))) {
      return []; // Another stack's.
    }
    const policies = exemption.policies.filter((id) => this.#isRun(id));
    const meant = resources.filter((each) => this.#isMeant(exemption, each));
    const missing = (targets ?? []).filter((urn) => isHere(urn) && !meant.some((each) => each.urn === urn));
    if (meant.length === 0 && targets === undefined) {
      return [`\`${source}\` matches no resource of this stack`];
    }
    const parts = targets === undefined ? [meant] : meant.map((each) => [each]);
    const idle = policies.flatMap((id) =>
      parts
        .filter((all) => all.every(({ urn }) => !this.#isUsed(source, id, urn) && !this.#isOpen(id, urn)))
        .map((all) => `${id} finds nothing on ${listed(all.map(({ name }) => name))}`),
    );
    return [
      ...(missing.length === 0 ? [] : [`\`${source}\`: there is no resource ${listed(missing)} any more`]),
      ...(idle.length === 0 ? [] : [`\`${source}\` exempts from nothing: ${listed(idle)}`]),
    ];
  }

  #isRun(id: string): boolean {
    return this.#evaluated.has(id) || this.#settings.isRun(id);
  }

  #isUsed(source: string, id: string, urn: string): boolean {
    return [...this.#used.keys()].some((each) => each.startsWith(`${source}\n${id}\n${urn}\n`));
  }

  #isOpen(id: string, urn: string): boolean {
    return this.#open.has(key(id, urn));
  }

  /** The exemptions a resource's own tags hold; never those a provider gives to all. */
  #ofTags(resource: Resource): readonly Exemption[] {
    return this.#settings.inProgram ? this.#tags(resource).flatMap(({ exemption }) => exemption ?? []) : [];
  }

  #tags(resource: Resource): readonly (ReadExemption & { readonly id: string; readonly source: string })[] {
    if (!resource.tagKeys.some((name) => ruleOfTag(name) !== undefined)) {
      return [];
    }
    const tags = resource.at("tags");
    return (tags.unknown ? [] : tags.entries).flatMap(([name, value]) => {
      const id = ruleOfTag(name);
      if (id === undefined || value.unknown) {
        return [];
      }
      const terms = readTagValue(value.string ?? "");
      const { exemptable } = this.#settings;
      const source = `tag ${name} of ${resource.name}`;
      const mistakes = [...policyMistakes(id, source, exemptable), ...termMistakes(terms, source, exemptable.today)];
      const { reason } = terms;
      const holds = mistakes.length === 0 && reason !== undefined;
      return [
        {
          id,
          source,
          mistakes,
          exemption: holds ? { ...terms, reason, source, policies: [id], targets: [resource.urn] } : undefined,
        },
      ];
    });
  }

  #findingsOfTags(resource: Resource): readonly Finding[] {
    return this.#tags(resource).flatMap(({ id, source, mistakes, exemption }) => {
      if (!this.#settings.inProgram) {
        return [invalid(resource, `\`${source}\`: the settings of the pack let no tag exempt`)];
      }
      if (exemption === undefined) {
        return mistakes.map((message) => invalid(resource, message));
      }
      const { urn } = resource;
      const isIdle = this.#isRun(id) && !this.#isUsed(source, id, urn) && !this.#isOpen(id, urn);
      return isIdle ? [invalid(resource, `\`${source}\` exempts from nothing: ${id} finds nothing there`)] : [];
    });
  }
}

/** Reason, owner and last day in words. */
export function describeTerms({ reason, owner, expires }: Exemption): string {
  return [
    expires === undefined ? "without an end" : `until ${expires}`,
    ...(owner === undefined ? [] : [`owner ${owner}`]),
    `because: ${reason}`,
  ].join(", ");
}

function invalid(resource: Resource, message: string): Finding {
  return reportBy(exemptionValid, resource, `${message}.`);
}

function reportBy(rule: StackRule, resource: Resource, message: string): Finding {
  return { rule, severity: rule.severity, resource, property: "", message, remediation: rule.remediation };
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(", ")} and ${more} more` : names.join(", ");
}

function key(id: Rule["id"], urn: string): string {
  return `${id}\n${urn}`;
}

/** `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME` (https://www.pulumi.com/docs/iac/concepts/resources/names/#urns). */
function stackOf(urn: string): string {
  const [head = "", project = ""] = urn.split("::");
  return `${project}/${head.split(":").at(-1) ?? ""}`;
}

function typeOf(urn: string): string {
  return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
