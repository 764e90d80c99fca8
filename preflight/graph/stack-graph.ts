/** A stack as boxes and arrows: its components, what they hold, and which depends on which. */
import type { Registration } from "../check";
import type { Registered, Registry } from "../model/registry";

/** What is drawn. */
export interface StackGraph {
  readonly title: string;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** A component, a group of resources of one service, or a resource. */
export interface Box {
  /** Unique within the graph; letters and digits. */
  readonly id: string;
  readonly name: string;
  /** Without package and module; empty for a group. */
  readonly type: string;
  /** What is in it, a line each; empty for a resource. */
  readonly contents: readonly string[];
  /** Components in it, or the resources of a small stack. */
  readonly boxes: readonly Box[];
}

/** From what depends to what it depends on. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** How many resources at its end are depended on, from each one at its start. */
  readonly count: number;
}

/** Up to this number every resource is drawn; beyond it they are counted by type. */
const MOST_DRAWN = 30;
/** Lines of one box. */
const MOST_TYPES = 8;

/** The graph of what a program registered. The same program gives the same graph, whatever the order of its resources. */
export function stackGraph({ project, stack, registry, redactor }: Registration): StackGraph {
  const all = registry.resources
    .filter(({ byProgram, type }) => byProgram && !type.startsWith("pulumi:providers:"))
    .sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const drawsAll = all.filter(({ custom }) => custom).length <= MOST_DRAWN;
  const draft = new Draft((text) => redactor.apply(text));
  for (const component of all.filter(({ custom }) => !custom)) {
    draft.box(component.urn, component, ownerOf(component, registry));
  }
  /** The box that stands for a resource, by URN. */
  const boxOf = new Map<string, string>();
  for (const resource of all) {
    if (!resource.custom) {
      boxOf.set(resource.urn, resource.urn);
      continue;
    }
    const owner = ownerOf(resource, registry);
    if (drawsAll) {
      draft.box(resource.urn, resource, owner);
      boxOf.set(resource.urn, resource.urn);
    } else {
      const group = owner ?? `service ${serviceOf(resource.type)}`;
      draft.count(group, resource);
      boxOf.set(resource.urn, group);
    }
  }
  for (const resource of all) {
    const from = boxOf.get(resource.urn);
    const targets = new Set([...resource.dependencies, ...Object.values(resource.propertyDependencies).flat()]);
    for (const urn of targets) {
      const to = boxOf.get(urn);
      if (from !== undefined && to !== undefined && !draft.contains(from, to) && !draft.contains(to, from)) {
        draft.arrow(from, to);
      }
    }
  }
  return { title: `${project}, stack ${stack}`, ...draft.finished() };
}

/** The nearest component a resource is in: a bucket policy may have the bucket for a parent. */
function ownerOf(resource: Registered, registry: Registry): string | undefined {
  let parent = registry.get(resource.parent);
  while (parent?.custom === true) {
    parent = registry.get(parent.parent);
  }
  return parent?.byProgram === true ? parent.urn : undefined;
}

interface DraftBox {
  readonly name: string;
  readonly type: string;
  readonly owner: string | undefined;
  readonly counts: Map<string, number>;
}

/** Boxes and arrows by key: a URN, or the name of a group. */
class Draft {
  readonly #boxes = new Map<string, DraftBox>();
  readonly #arrows = new Map<string, Map<string, number>>();

  constructor(private readonly redact: (text: string) => string) {}

  box(key: string, { name, type }: Registered, owner: string | undefined): void {
    this.#boxes.set(key, { name: this.redact(name), type: shortType(type), owner, counts: new Map() });
  }

  /** Counts a resource in a box, or in a group that is made for it. */
  count(key: string, { type }: Registered): void {
    const name = serviceOf(type);
    const box = this.#boxes.get(key) ?? { name, type: "", owner: undefined, counts: new Map<string, number>() };
    this.#boxes.set(key, box);
    const line = shortType(type);
    box.counts.set(line, (box.counts.get(line) ?? 0) + 1);
  }

  /** Whether a box is the other one, or lies in it: being drawn inside says enough. */
  contains(outer: string, inner: string | undefined): boolean {
    return inner !== undefined && (outer === inner || this.contains(outer, this.#boxes.get(inner)?.owner));
  }

  arrow(from: string, to: string): void {
    const arrows = this.#arrows.get(from) ?? new Map<string, number>();
    this.#arrows.set(from, arrows.set(to, (arrows.get(to) ?? 0) + 1));
  }

  finished(): Pick<StackGraph, "boxes" | "arrows"> {
    const keys = [...this.#boxes.keys()].sort();
    const ids = new Map(keys.map((key, index) => [key, `n${index}`]));
    const inside = (owner: string | undefined): readonly Box[] =>
      keys.flatMap((key) => {
        const box = this.#boxes.get(key);
        return box?.owner === owner && box !== undefined
          ? [
              {
                id: ids.get(key) ?? "",
                name: box.name,
                type: box.type,
                contents: lines(box.counts),
                boxes: inside(key),
              },
            ]
          : [];
      });
    const arrows = [...this.#arrows].flatMap(([from, targets]) =>
      [...targets].map(([to, count]) => ({ from: ids.get(from) ?? "", to: ids.get(to) ?? "", count })),
    );
    const byEnds = (a: Arrow, b: Arrow) => number(a.from) - number(b.from) || number(a.to) - number(b.to);
    return { boxes: inside(undefined), arrows: arrows.sort(byEnds) };
  }
}

function number(id: string): number {
  return Number(id.slice(1));
}

/** The most frequent types first. */
function lines(counts: ReadonlyMap<string, number>): readonly string[] {
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = sorted.length > MOST_TYPES ? sorted.slice(0, MOST_TYPES - 1) : sorted;
  const rest = sorted.slice(shown.length);
  return [
    ...shown.map(([type, count]) => (count === 1 ? type : `${count} × ${type}`)),
    ...(rest.length === 0 ? [] : [`and ${rest.reduce((sum, [, count]) => sum + count, 0)} more`]),
  ];
}

/** `aws:s3/bucketPolicy:BucketPolicy` is `s3.BucketPolicy`, a component's type only its last part. */
function shortType(type: string): string {
  const name = type.split(":").at(-1) ?? type;
  return type.startsWith("aws:") ? `${serviceOf(type)}.${name}` : name;
}

/** `s3` of AWS, the package of anything else. */
function serviceOf(type: string): string {
  const [pkg = "", module = ""] = type.split(":");
  return pkg === "aws" ? (module.split("/")[0] ?? pkg) : pkg;
}
