import { identityOf, normaliseReference } from "./identity";
import type { Kind } from "./kinds";
import type { Resource } from "./resource";

/** Where a property leads. */
export interface Link {
  /**
   * The resources the property may refer to. With `certain` there is exactly one, or none.
   */
  readonly targets: readonly Resource[];
  /** Whether `targets` is the whole truth; otherwise the property is unknown and leads to one of them, or elsewhere. */
  readonly certain: boolean;
}

const NOWHERE: Link = { targets: [], certain: true };
const UNCERTAIN: Link = { targets: [], certain: false };

/**
 * All resources of a stack, indexed once and shared by every stack rule.
 *
 * Links are found by dependency first, which works while every id is unknown, and by equality of a literal name, id or
 * ARN. All answers are in the order of URNs, because the engine hands resources over in random order.
 */
export class Stack {
  readonly resources: readonly Resource[];
  readonly #byUrn: ReadonlyMap<string, Resource>;
  readonly #byType = new Map<string, Resource[]>();
  readonly #ofKind = new Map<Kind, readonly Resource[]>();
  readonly #identities = new Map<Kind, ReadonlyMap<string, readonly Resource[]>>();
  readonly #links = new Map<Resource, Map<Kind, Map<string, Link>>>();
  readonly #companions = new Map<Kind, Map<Kind, Map<string, ReadonlyMap<Resource, readonly Resource[]>>>>();

  constructor(resources: readonly Resource[]) {
    this.resources = [...resources].sort((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
    this.#byUrn = new Map(this.resources.map((resource) => [resource.urn, resource]));
    for (const resource of this.resources) {
      const same = this.#byType.get(resource.type);
      if (same === undefined) {
        this.#byType.set(resource.type, [resource]);
      } else {
        same.push(resource);
      }
    }
  }

  /** The resource with this URN, if it is part of the stack. */
  get(urn: string): Resource | undefined {
    return this.#byUrn.get(urn);
  }

  /** All resources of a kind. */
  ofKind(kind: Kind): readonly Resource[] {
    let found = this.#ofKind.get(kind);
    if (found === undefined) {
      const groups = kind.map((type) => this.#byType.get(type) ?? []).filter((group) => group.length > 0);
      found =
        groups.length === 1
          ? (groups[0] ?? [])
          : groups.flat().sort((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
      this.#ofKind.set(kind, found);
    }
    return found;
  }

  /**
   * The resource of `kind` a property refers to.
   *
   * @param path the property, for example `["accessLogs", "bucket"]`.
   */
  link(resource: Resource, path: readonly (string | number)[], kind: Kind): Link {
    const byKind = memo(this.#links, resource, () => new Map<Kind, Map<string, Link>>());
    const byPath = memo(byKind, kind, () => new Map<string, Link>());
    return memo(byPath, path.join("\u0000"), () => this.#findLink(resource, path, kind));
  }

  /**
   * The resources of `kind` whose property refers to `target`; those that only may refer to it (several candidates, and
   * the value unknown) are included.
   *
   * @param targetKind the kind `target` is one of.
   */
  companions(
    target: Resource,
    targetKind: Kind,
    kind: Kind,
    ...path: readonly (string | number)[]
  ): readonly Resource[] {
    const byKind = memo(this.#companions, targetKind, () => new Map());
    const byPath = memo(byKind, kind, () => new Map<string, ReadonlyMap<Resource, readonly Resource[]>>());
    const index = memo(byPath, path.join("\u0000"), () => {
      const found = new Map<Resource, Resource[]>();
      for (const companion of this.ofKind(kind)) {
        for (const linked of this.link(companion, path, targetKind).targets) {
          memo(found, linked, () => []).push(companion);
        }
      }
      return found;
    });
    return index.get(target) ?? [];
  }

  /**
   * Whether the engine creates `first` before `later`: `later` depends on it, directly or through other resources, by
   * data or by `dependsOn`, or is its descendant.
   */
  isOrderedAfter(later: Resource, first: Resource): boolean {
    const seen = new Set<string>();
    const open = [later];
    for (let current = open.pop(); current !== undefined; current = open.pop()) {
      for (const urn of [
        ...current.dependencies,
        ...Object.values(current.propertyDependencies).flat(),
        current.parent,
      ]) {
        if (urn === first.urn) {
          return true;
        }
        const next = urn === undefined || seen.has(urn) ? undefined : this.get(urn);
        if (next !== undefined) {
          seen.add(next.urn);
          open.push(next);
        }
      }
    }
    return false;
  }

  /** The resources of `kind` a top-level property depends on, in the order of URNs. */
  dependenciesOf(resource: Resource, property: string, kind: Kind): readonly Resource[] {
    return this.#ofKindAmong(resource.propertyDependencies[property] ?? [], kind);
  }

  #findLink(resource: Resource, path: readonly (string | number)[], kind: Kind): Link {
    const value = resource.at(...path);
    if (value.absent) {
      return NOWHERE;
    }
    const candidates = this.#candidates(resource, String(path[0]), kind);
    const text = value.string;
    if (text === undefined) {
      return value.unknown ? asLink(candidates) : NOWHERE;
    }
    const named = this.#identityIndex(kind).get(normaliseReference(text)) ?? [];
    const both = named.filter((one) => candidates.includes(one));
    if (both.length > 0 || named.length > 0) {
      return asLink(both.length > 0 ? both : named);
    }
    // A text that denotes none of them by name can still be the text of a candidate whose names are not known yet.
    const open = candidates.filter((one) => identityOf(one).open);
    return open.length === 0 ? (value.halfKnown ? UNCERTAIN : NOWHERE) : asLink(open);
  }

  /** Resources of a kind that a property depends on, or that what it depends on depends on (`policy.bucket`). */
  #candidates(resource: Resource, property: string, kind: Kind): readonly Resource[] {
    const urns = resource.propertyDependencies[property] ?? [];
    const direct = this.#ofKindAmong(urns, kind);
    if (direct.length > 0) {
      return direct;
    }
    const behind = urns.flatMap((urn) => {
      const dependency = this.get(urn);
      return dependency === undefined ? [] : Object.values(dependency.propertyDependencies).flat();
    });
    return this.#ofKindAmong(behind, kind);
  }

  #ofKindAmong(urns: readonly string[], kind: Kind): readonly Resource[] {
    const found = new Set<Resource>();
    for (const urn of urns) {
      const resource = this.get(urn);
      if (resource !== undefined && kind.includes(resource.type)) {
        found.add(resource);
      }
    }
    return [...found].sort((a, b) => (a.urn < b.urn ? -1 : 1));
  }

  #identityIndex(kind: Kind): ReadonlyMap<string, readonly Resource[]> {
    return memo(this.#identities, kind, () => {
      const index = new Map<string, Resource[]>();
      for (const resource of this.ofKind(kind)) {
        for (const text of new Set(identityOf(resource).texts.map(normaliseReference))) {
          memo(index, text, () => []).push(resource);
        }
      }
      return index;
    });
  }
}

function asLink(targets: readonly Resource[]): Link {
  return targets.length === 1 ? { targets, certain: true } : { targets, certain: false };
}

function memo<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
