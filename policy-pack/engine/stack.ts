import { identityOf, lastSegment, normaliseReference, repeatedAs } from "./identity";
import type { Kind } from "./kinds";
import type { Resource } from "./resource";
import { ResourceReference } from "./wire";

/** Where a property leads. */
export interface Link {
  /** The resources the property may refer to, in the order of URNs. */
  readonly targets: readonly Resource[];
  /** Whether that is decided: the property refers to the one target, or, without a target, to nothing in this stack. */
  readonly certain: boolean;
  /**
   * Whether the property surely refers to *one of* `targets` (without targets: to nothing in this stack). Otherwise it may
   * also lead elsewhere, so what holds for all targets need not hold for it.
   */
  readonly exhaustive: boolean;
}

/** Refers to nothing in this stack. */
const OUTSIDE: Link = { targets: [], certain: true, exhaustive: true };
/** Nobody knows yet what it refers to. */
const ANYWHERE: Link = { targets: [], certain: false, exhaustive: false };

/** What one walk over the resources of a kind finds out about whom they refer to. */
interface Companions {
  readonly byTarget: ReadonlyMap<Resource, readonly Resource[]>;
  readonly strays: readonly Resource[];
}

/** An identity index: resources by every text that denotes them. */
type Names = ReadonlyMap<string, readonly Resource[]>;

/**
 * All resources of a stack, indexed once and shared by every stack rule.
 *
 * Links are found by dependency first, which works while every id is unknown, and by equality of a literal name, id or
 * ARN. All answers are in the order of URNs, because the engine hands resources over in random order. Every question is
 * answered once and remembered, so a rule may ask again for each resource it looks at.
 */
export class Stack {
  readonly resources: readonly Resource[];
  readonly #byUrn: ReadonlyMap<string, Resource>;
  readonly #byType = new Map<string, Resource[]>();
  // Kinds are remembered by their content: a rule may put one together anew in every call.
  readonly #ofKind = new Map<string, readonly Resource[]>();
  readonly #names = new Map<string, Names>();
  readonly #links = new Map<Resource, Map<string, Link>>();
  readonly #companions = new Map<string, Companions>();
  readonly #dependencies = new Map<Resource, readonly Resource[]>();
  readonly #derived = new Map<unknown, unknown>();

  constructor(resources: readonly Resource[]) {
    this.resources = [...resources].sort(byUrn);
    this.#byUrn = new Map(this.resources.map((resource) => [resource.urn, resource]));
    for (const resource of this.resources) {
      listIn(this.#byType, resource.type).push(resource);
    }
  }

  /** The resource with this URN, if it is part of the stack. */
  get(urn: string): Resource | undefined {
    return this.#byUrn.get(urn);
  }

  /** All resources of a kind. */
  ofKind(kind: Kind): readonly Resource[] {
    return memo(this.#ofKind, keyOf(kind), () => {
      const groups = [...new Set(kind)].map((type) => this.#byType.get(type) ?? []).filter((group) => group.length > 0);
      return groups.length === 1 ? (groups[0] ?? []) : groups.flat().sort(byUrn);
    });
  }

  /**
   * Something a rule works out from the whole stack, once: the first call computes it, later ones get the same answer.
   *
   * @param compute a named function of the rule's file; it is the key.
   */
  derive<T>(compute: (stack: Stack) => T): T {
    if (!this.#derived.has(compute)) {
      this.#derived.set(compute, compute(this));
    }
    return this.#derived.get(compute) as T;
  }

  /**
   * The resource of `kind` a property refers to.
   *
   * @param path the property, for example `["accessLogs", "bucket"]`.
   */
  link(resource: Resource, path: readonly (string | number)[], kind: Kind): Link {
    const links = memo(this.#links, resource, () => new Map<string, Link>());
    const key = `${keyOf(kind)}\u0001${path.join("\u0000")}`;
    let link = links.get(key);
    if (link === undefined) {
      // A damaged state can hold a circle of dependencies; who comes round to this question learns nothing new.
      links.set(key, ANYWHERE);
      link = this.#findLink(resource, path, kind);
      links.set(key, link);
    }
    return link;
  }

  /**
   * The resources of `kind` whose property refers to `target`; those that only may refer to it (several candidates, and
   * the value unknown) are included. See {@link strays} for those that may refer to anything.
   *
   * @param targetKind the kind `target` is one of.
   */
  companions(
    target: Resource,
    targetKind: Kind,
    kind: Kind,
    ...path: readonly (string | number)[]
  ): readonly Resource[] {
    return this.#companionsOf(targetKind, kind, path).byTarget.get(target) ?? [];
  }

  /**
   * The resources of `kind` whose property may refer to any resource of `targetKind`, because nobody knows it yet and it
   * depends on none. While there is one, no target can be said to have no companion.
   */
  strays(targetKind: Kind, kind: Kind, ...path: readonly (string | number)[]): readonly Resource[] {
    return this.#companionsOf(targetKind, kind, path).strays;
  }

  /**
   * Whether the engine creates `first` before `later`: `later` depends on it, directly or through other resources, by
   * data or by `dependsOn`, or is its descendant. (The SDKs register a child after its parent, a component after what the
   * component depends on, and what depends on a component after everything in it.)
   */
  isOrderedAfter(later: Resource, first: Resource): boolean {
    const before = new Set([later]);
    const components = new Set<Resource>();
    // A set is walked in the order of insertion, and what is added on the way is walked too.
    for (const current of before) {
      for (const dependency of this.#dependenciesOf(current)) {
        before.add(dependency);
        if (isComponent(dependency) && !components.has(dependency)) {
          components.add(dependency);
          this.#descendantsOf(dependency).forEach((each) => before.add(each));
        }
      }
      const parent = current.parent === undefined ? undefined : this.get(current.parent);
      if (parent !== undefined) {
        before.add(parent);
      }
      if (before.has(first) && first !== later) {
        return true;
      }
    }
    return false;
  }

  /** The resources of `kind` a top-level property depends on, in the order of URNs. */
  dependenciesOf(resource: Resource, property: string, kind: Kind): readonly Resource[] {
    return this.#resolve(resource.propertyDependencies[property] ?? []).filter((each) => kind.includes(each.type));
  }

  #findLink(resource: Resource, path: readonly (string | number)[], kind: Kind): Link {
    const value = resource.at(...path);
    if (value.raw instanceof ResourceReference) {
      const target = this.get(value.raw.urn);
      return target !== undefined && kind.includes(target.type) ? oneOf([target]) : OUTSIDE;
    }
    if (value.absent) {
      return OUTSIDE;
    }
    const candidates = () => this.#candidates(resource, String(path[0]), kind);
    if (value.unknown) {
      const all = candidates();
      return all.length === 0 ? ANYWHERE : oneOf(all);
    }
    const text = value.string;
    if (text === undefined || text === "") {
      return OUTSIDE;
    }
    const names = this.#namesOf(kind);
    const named = names.get(normaliseReference(text)) ?? [];
    if (named.length > 0) {
      return oneOf(named.length === 1 ? named : likeliest(named, candidates(), resource));
    }
    // None is called so as far as one knows. One whose ARN is not known yet but whose name ends the text may be meant,
    // and so may, for a text that is itself made up, what it was made from.
    const tail = names.get(lastSegment(text)) ?? [];
    const possible = new Set(tail.filter((each) => identityOf(each).open));
    if (value.halfKnown) {
      candidates().forEach((each) => possible.add(each));
    }
    return possible.size > 0 || value.halfKnown
      ? { targets: [...possible].sort(byUrn), certain: false, exhaustive: false }
      : OUTSIDE;
  }

  /** Resources of a kind that a property depends on, itself or through one that repeats their name (`policy.bucket`). */
  #candidates(resource: Resource, property: string, kind: Kind): readonly Resource[] {
    const found = new Set<Resource>();
    for (const dependency of this.#resolve(resource.propertyDependencies[property] ?? [])) {
      if (kind.includes(dependency.type)) {
        found.add(dependency);
        continue;
      }
      for (const name of repeatedAs(kind)) {
        const { targets, exhaustive } = this.link(dependency, [name], kind);
        (exhaustive ? targets : []).forEach((each) => found.add(each));
      }
    }
    return [...found].sort(byUrn);
  }

  #companionsOf(targetKind: Kind, kind: Kind, path: readonly (string | number)[]): Companions {
    return memo(this.#companions, `${keyOf(targetKind)}\u0001${keyOf(kind)}\u0001${path.join("\u0000")}`, () => {
      const byTarget = new Map<Resource, Resource[]>();
      const strays: Resource[] = [];
      for (const companion of this.ofKind(kind)) {
        const { targets, exhaustive } = this.link(companion, path, targetKind);
        targets.forEach((target) => listIn(byTarget, target).push(companion));
        if (targets.length === 0 && !exhaustive) {
          strays.push(companion);
        }
      }
      return { byTarget, strays };
    });
  }

  /** Everything a resource depends on directly, by data or by `dependsOn`. */
  #dependenciesOf(resource: Resource): readonly Resource[] {
    return memo(this.#dependencies, resource, () =>
      this.#resolve([...resource.dependencies, ...Object.values(resource.propertyDependencies).flat()]),
    );
  }

  #descendantsOf(resource: Resource): ReadonlySet<Resource> {
    const children = this.derive(childrenOf);
    const found = new Set(children.get(resource.urn));
    for (const each of found) {
      children.get(each.urn)?.forEach((child) => found.add(child));
    }
    return found;
  }

  /** The resources with these URNs that are part of the stack, each once, in the order of URNs. */
  #resolve(urns: readonly string[]): readonly Resource[] {
    return [...new Set(urns)].flatMap((urn) => this.get(urn) ?? []).sort(byUrn);
  }

  #namesOf(kind: Kind): Names {
    return memo(this.#names, keyOf(kind), () => {
      const names = new Map<string, Resource[]>();
      for (const resource of this.ofKind(kind)) {
        identityOf(resource).texts.forEach((text) => listIn(names, text).push(resource));
      }
      return names;
    });
  }
}

/**
 * Among several resources of the same name, those a property most likely means: what it depends on; else what lives
 * where the referring resource lives, since a name is unique only within a region, an account or a partition.
 */
function likeliest(
  named: readonly Resource[],
  candidates: readonly Resource[],
  referrer: Resource,
): readonly Resource[] {
  const same = (of: (resource: Resource) => string | undefined) => (each: Resource) =>
    of(referrer) !== undefined && of(each) === of(referrer);
  // The region last: since version 7 of the provider resources name it, but not those without one, like a distribution.
  return [
    (each: Resource) => candidates.includes(each),
    same(({ provider }) => provider?.urn),
    same((resource) => resource.at("region").string),
  ].reduce((left, isLikely) => {
    const likely = left.filter(isLikely);
    return likely.length > 0 ? likely : left;
  }, named);
}

function childrenOf(stack: Stack): ReadonlyMap<string, readonly Resource[]> {
  const children = new Map<string, Resource[]>();
  for (const resource of stack.resources) {
    if (resource.parent !== undefined) {
      listIn(children, resource.parent).push(resource);
    }
  }
  return children;
}

/** The engine does not say what is a component. The types of bridged resources name their module with a slash. */
function isComponent(resource: Resource): boolean {
  return !resource.type.includes("/") && !resource.type.startsWith("pulumi:");
}

function oneOf(targets: readonly Resource[]): Link {
  return { targets, certain: targets.length === 1, exhaustive: true };
}

function byUrn(a: Resource, b: Resource): number {
  return a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0;
}

function keyOf(kind: Kind): string {
  return kind.join("\u0002");
}

function memo<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

function listIn<K, V>(map: Map<K, V[]>, key: K): V[] {
  return memo(map, key, () => []);
}
