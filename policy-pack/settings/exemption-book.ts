/** Which findings are exempt in one run, and what is wrong with the exemptions themselves. */
import type { Finding } from "../engine/evaluate";
import { STACK_TYPE, type Resource } from "../engine/resource";
import { looksAt, type Rule, type StackRule } from "../engine/rule";
import { nameOfUrn, stackOfUrn, typeOfUrn } from "../helpers/urn";
import { ExemptionIndex } from "./exemption-index";
import { matchesGlob } from "./glob";
import { exemptionTrail, exemptionValid } from "./pack-rules";
import {
  mistypedTerms,
  policyMistakes,
  readTagValue,
  ruleOfTag,
  tagMeant,
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

/** What becomes of a finding: it is kept, or it is exempt, by one exemption or by several that cover a part each. */
export interface Judged {
  readonly kept: Finding | undefined;
  readonly exempted: readonly ExemptedFinding[];
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
/** An auditor reads the trail: it is cut only where the engine would refuse it. */
const MOST_ON_TRAIL = 1_000;

export class ExemptionBook {
  readonly #settings: ExemptionSettings;
  readonly #exemptions: readonly Exemption[];
  readonly #index: ExemptionIndex;
  /** By URN, what covers a resource whatever the rule. */
  readonly #covering = new Map<string, readonly Exemption[]>();
  readonly #parents = new Map<string, string | undefined>();
  /** By rule, URNs: where the rule could not tell when it was last asked. */
  readonly #open = new Map<string, Set<string>>();
  readonly #evaluated = new Set<string>();
  /** By exemption, rule and URN. */
  readonly #used = new Set<string>();
  /** By terms, rule and URN. */
  readonly #exempted = new Map<string, { readonly terms: string; readonly id: string; readonly name: string }>();

  constructor(settings: ExemptionSettings) {
    this.#settings = settings;
    this.#exemptions = settings.read.flatMap(({ exemption }) => exemption ?? []);
    this.#index = new ExemptionIndex(this.#exemptions);
  }

  /** Takes note of a resource: where it stands in the tree. */
  see({ urn, parent }: Resource): void {
    if (this.#parents.get(urn) !== parent) {
      this.#covering.clear();
    }
    this.#parents.set(urn, parent);
  }

  /**
   * Whether a finding is exempt. One that stands for several resources is only where each of them is: else it would take
   * whatever comes to the group later with it. What is wrong with a rule or its settings is never exempt.
   */
  judge(finding: Finding): Judged {
    const { rule, resource, problem, about = [resource] } = finding;
    if (problem !== undefined || this.#settings.exemptable.never.includes(rule.id)) {
      return { kept: finding, exempted: [] };
    }
    const covered = about.flatMap((each) => {
      const exemption = this.#exemptionOf(rule.id, each);
      return exemption === undefined ? [] : [{ resource: each, exemption }];
    });
    if (covered.length < about.length) {
      return {
        kept: withoutExempt(
          finding,
          about,
          covered.map((each) => each.resource),
        ),
        exempted: [],
      };
    }
    for (const { resource: each, exemption } of covered) {
      const terms = describeTerms(exemption);
      this.#exempted.set([terms, rule.id, each.urn].join("\n"), { terms, id: rule.id, name: each.name });
    }
    const exemptions = new Set(covered.map(({ exemption }) => exemption));
    return { kept: undefined, exempted: [...exemptions].map((exemption) => ({ finding, exemption })) };
  }

  /** Whether a resource is exempt from a rule, so that nothing is changed about it either. */
  isExempt(rule: Rule, resource: Resource): boolean {
    if (this.#settings.exemptable.never.includes(rule.id)) {
      return false;
    }
    this.see(resource);
    return this.#meaning(rule.id, resource).length > 0;
  }

  /** Takes note of what a rule said of a resource: whether it could not tell. */
  note({ id }: Rule, { urn }: Resource, isOpen: boolean): void {
    this.#evaluated.add(id);
    if (isOpen) {
      this.#open.set(id, (this.#open.get(id) ?? new Set()).add(urn));
    } else {
      this.#open.get(id)?.delete(urn);
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
    const there = new Set(resources.map(({ urn }) => urn));
    const meant = new Map<Exemption, Resource[]>(this.#exemptions.map((each) => [each, []]));
    const components = new Map<string, Resource[]>();
    for (const resource of resources) {
      this.#coveringOf(resource).forEach((each) => meant.get(each)?.push(resource));
      if (isComponent(resource.urn)) {
        components.set(resource.name, [...(components.get(resource.name) ?? []), resource]);
      }
    }
    const ofSettings =
      root === undefined
        ? []
        : [
            ...this.#settings.read.flatMap(({ mistakes }) => mistakes),
            ...this.#exemptions.flatMap((each) => [
              ...this.#ambiguous(each, components),
              ...this.#idle(each, meant.get(each) ?? [], there, stackOfUrn(root.urn)),
            ]),
          ].map((message) => invalid(root, message));
    return [...ofSettings, ...resources.flatMap((each) => this.#findingsOfTags(each))];
  }

  /** What was exempted, together by reason: so that nothing is silent. Advisory, whatever the level of the rule. */
  trail(root: Resource): readonly Finding[] {
    const groups = new Map<string, Map<string, string[]>>();
    for (const { terms, id, name } of this.#exempted.values()) {
      const group = groups.get(terms) ?? new Map<string, string[]>();
      group.set(id, [...(group.get(id) ?? []), name]);
      groups.set(terms, group);
    }
    return [...groups].map(([terms, byRule]) => {
      const rules = [...byRule].sort(([a], [b]) => (a < b ? -1 : 1));
      const parts = rules.map(([id, names]) => `${id} on ${listed(names.sort(), MOST_ON_TRAIL)}`);
      return { ...reportBy(exemptionTrail, root, `Exempt, ${terms}: ${parts.join("; ")}.`), problem: "trail" };
    });
  }

  /** The first exemption that covers a rule on a resource. All that do are of use, so that none is called idle. */
  #exemptionOf(id: string, resource: Resource): Exemption | undefined {
    this.see(resource);
    const meant = this.#meaning(id, resource);
    for (const { source } of meant) {
      this.#used.add(usage(source, id, resource.urn));
    }
    return meant[0];
  }

  /** The exemptions from a rule that mean a resource, the settings' before the program's. */
  #meaning(id: string, resource: Resource): readonly Exemption[] {
    return [...this.#coveringOf(resource), ...this.#ofTags(resource)].filter(({ policies }) => policies.includes(id));
  }

  /** The exemptions of the settings that mean a resource, in the order of the configuration. */
  #coveringOf(resource: Resource): readonly Exemption[] {
    let found = this.#covering.get(resource.urn);
    if (found === undefined) {
      const candidates = this.#index.candidates(resource, this.#chainOf(resource.urn));
      found = candidates.filter((each) => this.#isMeant(each, resource));
      this.#covering.set(resource.urn, found);
    }
    return found;
  }

  #isMeant({ targets, types, names, within, stacks }: Exemption, { urn, type, name }: Resource): boolean {
    return (
      (targets === undefined || targets.includes(urn)) &&
      (types === undefined || types.some((pattern) => matchesGlob(pattern, type))) &&
      (names === undefined || names.some((pattern) => matchesGlob(pattern, name))) &&
      (stacks === undefined || stacks.includes(stackOfUrn(urn))) &&
      (within === undefined || this.#isWithin(urn, within))
    );
  }

  /** Along the chain of parents, never by how a URN or a name begins. What is above an unknown parent is unknown. */
  #isWithin(urn: string, within: string): boolean {
    return this.#chainOf(urn).some((at) => at === within || isComponentNamed(at, within));
  }

  /** A resource and what is above it, from the nearest on. */
  #chainOf(urn: string): readonly string[] {
    const chain = new Set<string>();
    for (let at: string | undefined = urn; at !== undefined && !chain.has(at); at = this.#parents.get(at)) {
      chain.add(at);
    }
    return [...chain];
  }

  /** A name that several components have means one of them, and nobody can tell which. */
  #ambiguous({ within, source }: Exemption, components: ReadonlyMap<string, readonly Resource[]>): readonly string[] {
    const named = within === undefined ? [] : (components.get(within) ?? []);
    const isInside = ({ urn }: Resource, other: Resource) =>
      urn !== other.urn && this.#chainOf(urn).includes(other.urn);
    const apart = named.filter((each) => !named.some((other) => isInside(each, other)));
    const urns = listed(apart.map(({ urn }) => urn));
    return apart.length < 2
      ? []
      : [`\`${source}.within\`: ${apart.length} components are named ${within ?? ""}; take the URN of one (${urns})`];
  }

  /** Why an exemption of the settings has nothing to exempt here; nothing where that cannot be told. */
  #idle(
    { source, policies, targets, stacks }: Exemption,
    meant: readonly Resource[],
    there: ReadonlySet<string>,
    here: string,
  ): readonly string[] {
    const own = targets?.filter((urn) => stackOfUrn(urn) === here);
    if ((stacks !== undefined && !stacks.includes(here)) || own?.length === 0) {
      return []; // Another stack's.
    }
    if (meant.length === 0 && own === undefined) {
      return [`\`${source}\` matches no resource of this stack`];
    }
    const missing = (own ?? []).filter((urn) => !there.has(urn));
    const other = own === undefined ? 0 : own.length - missing.length - meant.length;
    const parts = own === undefined ? [meant] : meant.map((each) => [each]);
    const idle = policies
      .filter((id) => this.#isRun(id))
      .flatMap((id) =>
        parts
          .filter((all) => all.every((each) => !this.#isUsed(source, id, each) && !this.#isOpen(id, each)))
          .map((all) => `${id} finds nothing on ${listed(all.map(({ name }) => name))}`),
      );
    return [
      ...(missing.length === 0 ? [] : [`\`${source}\`: there is no resource ${listed(missing)} any more`]),
      ...(other === 0 ? [] : [`\`${source}\`: of its \`targets\`, ${other} do not meet its other criteria`]),
      ...(idle.length === 0 ? [] : [`\`${source}\` exempts from nothing: ${listed(idle)}`]),
    ];
  }

  #isRun(id: string): boolean {
    return this.#evaluated.has(id) || this.#settings.isRun(id);
  }

  #isUsed(source: string, id: string, { urn }: Resource): boolean {
    return this.#used.has(usage(source, id, urn));
  }

  /** Whether the rule may yet find something there. What a rule reports elsewhere than where it looks, it may report anywhere. */
  #isOpen(id: string, { urn, type }: Resource): boolean {
    const open = this.#open.get(id);
    const rule = this.#settings.exemptable.rules.find((each) => each.id === id);
    return open !== undefined && (open.has(urn) || (open.size > 0 && rule !== undefined && !looksAt(rule, type)));
  }

  /** The exemptions a resource's own tags hold; never those a provider gives to all. */
  #ofTags(resource: Resource): readonly Exemption[] {
    return this.#settings.inProgram ? this.#tags(resource).flatMap(({ exemption }) => exemption ?? []) : [];
  }

  #tags(resource: Resource): readonly (ReadExemption & { readonly id: string; readonly source: string })[] {
    if (!resource.tagKeys.some((name) => ruleOfTag(name) !== undefined)) {
      return [];
    }
    return resource.tags.flatMap(([name, value]) => {
      const id = ruleOfTag(name);
      if (id === undefined || value.unknown) {
        return [];
      }
      const terms = readTagValue(value.string ?? "");
      const { exemptable } = this.#settings;
      const source = `tag ${name} of ${resource.name}`;
      const mistakes = [
        ...policyMistakes(id, source, exemptable),
        ...termMistakes(terms, source, exemptable.today),
        ...mistypedTerms(terms.reason ?? "").map((mistake) => `\`${source}\`: ${mistake}`),
      ];
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
    const mistyped = resource.tagKeys.flatMap((name) => {
      const meant = tagMeant(name);
      return meant === undefined
        ? []
        : [invalid(resource, `\`tag ${name} of ${resource.name}\` exempts from nothing; did you mean "${meant}"?`)];
    });
    const read = this.#tags(resource).flatMap(({ id, source, mistakes, exemption }) => {
      if (!this.#settings.inProgram) {
        return [invalid(resource, `\`${source}\`: the settings of the pack let no tag exempt`)];
      }
      if (exemption === undefined) {
        return mistakes.map((message) => invalid(resource, message));
      }
      const isIdle = this.#isRun(id) && !this.#isUsed(source, id, resource) && !this.#isOpen(id, resource);
      return isIdle ? [invalid(resource, `\`${source}\` exempts from nothing: ${id} finds nothing there`)] : [];
    });
    return [...mistyped, ...read];
  }
}

/** A finding of which a part is exempt: reported where it is not. */
function withoutExempt(finding: Finding, about: readonly Resource[], exempt: readonly Resource[]): Finding {
  if (exempt.length === 0) {
    return finding;
  }
  const isExempt = ({ urn }: Resource) => exempt.some((each) => each.urn === urn);
  const first = isExempt(finding.resource) ? about.find((each) => !isExempt(each)) : undefined;
  const message = `${finding.message} (Exempt: ${listed(exempt.map(({ name }) => name))}.)`;
  return { ...finding, resource: first ?? finding.resource, message };
}

/** Reason, owner and last day in words. */
function describeTerms({ reason, owner, expires }: Exemption): string {
  return [
    expires === undefined ? "without an end" : `until ${expires}`,
    ...(owner === undefined ? [] : [`owner ${owner}`]),
    `because: ${reason.replace(/\.$/, "")}`,
  ].join(", ");
}

function invalid(resource: Resource, message: string): Finding {
  return reportBy(exemptionValid, resource, `${message}.`);
}

function reportBy(rule: StackRule, resource: Resource, message: string): Finding {
  return { rule, severity: rule.severity, resource, property: "", message, remediation: rule.remediation };
}

function listed(names: readonly string[], most = MOST_NAMED): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(", ")} and ${more} more` : names.join(", ");
}

function usage(source: string, id: string, urn: string): string {
  return [source, id, urn].join("\n");
}

/** Whether a URN is that of a component. A bucket may be called like the component beside it. */
function isComponent(urn: string): boolean {
  const type = typeOfUrn(urn);
  return type !== STACK_TYPE && !/^aws:\w+\//.test(type);
}

function isComponentNamed(urn: string, name: string): boolean {
  return nameOfUrn(urn) === name && isComponent(urn);
}
