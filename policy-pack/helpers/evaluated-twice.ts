/** What differs between two evaluations of the same program. */
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { Value } from "../engine/value";
import { Asset } from "../engine/wire";
import { findTimestamp } from "./timestamps";

/**
 * How much later the clock of the second evaluation is: a little over a year, so that year, month, day, weekday, hour,
 * minute, second and millisecond all differ.
 */
export const CLOCK_SHIFT_MS = ((397 * 24 + 5) * 60 + 13) * 60_000 + 17_371;

/** How long two evaluations may take to come to the same line. */
const TOLERANCE_MS = 10 * 60_000;

/** Something that is not the same in both evaluations. */
export interface Difference {
  readonly resource: Resource;
  /** Property path; empty for the resource's own name. */
  readonly property: string;
  /** The part that differs, both times; empty where one evaluation has nothing. Never for a report: it may be a secret. */
  readonly parts: readonly [string, string];
  /** What is around it, in the first evaluation. */
  readonly around: readonly [before: string, after: string];
  readonly secret: boolean;
}

/**
 * Every difference that is the program's own. Not those that follow from another: what is made from a resource that
 * differs itself, and what is inside a component that does.
 */
export function differences(stack: Stack, again: Stack): readonly Difference[] {
  const renamed = stack.resources.filter((each) => again.get(each.urn) === undefined);
  const others = again.resources.filter((each) => stack.get(each.urn) === undefined);
  const renamedUrns = new Set<string | undefined>(renamed.map(({ urn }) => urn));
  const isRenamed = (urn: string | undefined) => renamedUrns.has(urn);
  const found = renamed
    .filter((each) => !isRenamed(each.parent))
    .map((each) => named(each, counterpart(each, others)?.name ?? ""));
  const changed = new Map<string, readonly Difference[]>();
  for (const resource of stack.resources) {
    const twin = again.get(resource.urn);
    if (twin !== undefined) {
      const own = compare(resource.props, twin.props).map((each) => ({ ...each, resource }));
      if (own.length > 0) {
        changed.set(resource.urn, own);
      }
    }
  }
  const isCause = (urn: string) => isRenamed(urn) || changed.has(urn);
  for (const [urn, own] of changed) {
    const dependencies = stack.get(urn)?.propertyDependencies ?? {};
    found.push(
      ...own.filter(({ property }) => {
        const [top = ""] = property.split(/[.[]/);
        return !(dependencies[top] ?? []).some((each) => each !== urn && isCause(each));
      }),
    );
  }
  return found;
}

/** The resource of the other evaluation that is most likely the same one under another name. */
function counterpart(resource: Resource, others: readonly Resource[]): Resource | undefined {
  const alike = others.filter(({ type }) => type === resource.type);
  const likeness = (each: Resource) => {
    const [before, , after] = split(resource.name, each.name);
    return before.length + after.length;
  };
  return alike.reduce<Resource | undefined>(
    (best, each) => (best === undefined || likeness(each) > likeness(best) ? each : best),
    undefined,
  );
}

function named(resource: Resource, other: string): Difference {
  const [before, part, after, otherPart] = other === "" ? ["", resource.name, "", ""] : split(resource.name, other);
  return { resource, property: "", parts: [part, otherPart], around: [before, after], secret: false };
}

type Leaf = Omit<Difference, "resource">;

function compare(first: Value, second: Value): readonly Leaf[] {
  const [a, b] = [first.raw, second.raw];
  if (a === b) {
    return [];
  }
  const secret = first.secret || second.secret;
  if (typeof a === "string" && typeof b === "string") {
    const [before, part, after, otherPart] = split(a, b);
    return [{ property: first.path, parts: [part, otherPart], around: [before, after], secret }];
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => index).flatMap((index) =>
      compare(first.at(index), second.at(index)),
    );
  }
  if (a instanceof Asset && b instanceof Asset) {
    // A path may lead to a temporary directory; what counts there is its content, which nobody reads here.
    const content = ({ source }: Asset) => ({ text: source.text, ...source.assets });
    return compare(new Value(content(a), first.path, secret), new Value(content(b), second.path, secret));
  }
  if (first.object !== undefined && second.object !== undefined) {
    const keys = new Set([...Object.keys(first.object), ...Object.keys(second.object)]);
    return [...keys].flatMap((key) => compare(first.at(key), second.at(key)));
  }
  if (first.absent && second.absent) {
    return [];
  }
  return [{ property: first.path, parts: [plain(first), plain(second)], around: ["", ""], secret }];
}

function plain(value: Value): string {
  return value.absent ? "" : (value.string ?? JSON.stringify(value.raw));
}

/**
 * The part in which two texts differ, widened to whole numbers and words, and what is around it.
 *
 * @returns what comes before, the part of the first text, what comes after, the part of the second.
 */
function split(a: string, b: string): readonly [string, string, string, string] {
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) {
    start++;
  }
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
    end++;
  }
  const differing = a.slice(start, a.length - end) + b.slice(start, b.length - end);
  // Between digits only digits belong to the number; otherwise letters do too: `lx3k9f2a`.
  const belongs = /^\d*$/.test(differing) ? /\d/ : /[0-9a-z]/i;
  while (start > 0 && belongs.test(a[start - 1] ?? "")) {
    start--;
  }
  while (end > 0 && belongs.test(a[a.length - end] ?? "")) {
    end--;
  }
  return [a.slice(0, start), a.slice(start, a.length - end), a.slice(a.length - end), b.slice(start, b.length - end)];
}

/** Where the part that differs comes from, as far as the two show. */
export function causeOf({ parts: [first, second] }: Difference): "clock" | "chance" | "unknown" {
  if (first === "" || second === "") {
    return "unknown";
  }
  const isLater = [10, 16, 36].some((radix) => {
    const numbers = [first, second].map((part) => (isNumber(part, radix) ? Number.parseInt(part, radix) : Number.NaN));
    const [a = Number.NaN, b = Number.NaN] = numbers;
    return [1, 1_000].some((unit) => Math.abs((b - a) * unit - CLOCK_SHIFT_MS) < TOLERANCE_MS);
  });
  if (
    isLater ||
    (findTimestamp(first) !== undefined && findTimestamp(second) !== undefined) ||
    areDates(first, second)
  ) {
    return "clock";
  }
  return /^[\w-]{4,}$/.test(first) && first.length === second.length ? "chance" : "unknown";
}

function isNumber(text: string, radix: number): boolean {
  return new RegExp(`^[${"0123456789abcdefghijklmnopqrstuvwxyz".slice(0, radix)}]{8,14}$`, "i").test(text);
}

/** Whatever form a date has, both are read as dates that lie as far apart as the clocks. */
function areDates(first: string, second: string): boolean {
  const apart = Date.parse(second) - Date.parse(first);
  return Math.abs(apart - CLOCK_SHIFT_MS) < 24 * 60 * 60_000;
}

/** The form of a part, which may be told of a secret too: `13 digits`. */
export function shapeOf(part: string): string {
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(part)) {
    return "a UUID";
  }
  const kind = /^\d+$/.test(part)
    ? "digit"
    : /^[a-z]+$/i.test(part)
      ? "letter"
      : /^[0-9a-z]+$/i.test(part)
        ? "letter and digit"
        : "character";
  return `${part.length} ${part.length === 1 ? kind : kind.replace("letter and digit", "letters and digit") + "s"}`;
}
