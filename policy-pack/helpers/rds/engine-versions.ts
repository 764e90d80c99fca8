/** Which engine versions RDS creates, from dated data. */
import type * as data from "../../data/rds-engine-versions.json";

/** What creates the database: `aws.rds.Instance`, or a cluster. */
export type VersionScope = "instance" | "cluster";

/**
 * `offered`: RDS creates it. `retired`: it existed, and RDS no longer creates it. `never`: no version of that engine.
 * `newer`: later than what the data knows, so perhaps offered by now. `no data`: nothing is known of the engine.
 */
export type VersionStatus = "offered" | "retired" | "never" | "newer" | "no data";

type Table = Readonly<Record<string, readonly string[] | undefined>>;
interface Versions {
  readonly known: Table;
  readonly deprecated: Table;
}
interface Loaded {
  readonly instance: Versions;
  readonly cluster: Versions;
  readonly source: string;
  readonly date: string;
}

let loaded: Loaded | undefined;

function versions(): Loaded {
  // Some thousand versions; nobody needs them before the first database comes.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (loaded ??= require("../../data/rds-engine-versions.json") as typeof data as Loaded);
}

/** `2026-11-21, cfn-lint 1.58.0`. */
export function versionSource(): string {
  const { date, source } = versions();
  return `${date}, ${source}`;
}

/**
 * What RDS does when asked for a version. A part of one (`15`, `8.0`) asks for the default among those that begin so
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html), so it is offered while one of
 * them is.
 */
export function versionStatus(scope: VersionScope, engine: string, version: string): VersionStatus {
  const known = versions()[scope].known[engine];
  if (known === undefined) {
    return "no data";
  }
  const meant = longestNames(known.filter((each) => beginsWith(each, version)));
  if (meant.length > 0) {
    return meant.some((each) => isOffered(scope, engine, each)) ? "offered" : "retired";
  }
  return isNewer(version, known) ? "newer" : "never";
}

/**
 * The newest offered version of the line a version belongs to (`15.19` for `15.3`); of the engine, if that line has none.
 */
export function newestOffered(scope: VersionScope, engine: string, version: string): string | undefined {
  const offered = longestNames(versions()[scope].known[engine] ?? [])
    .filter((each) => isOffered(scope, engine, each))
    .sort(compareVersions);
  // Builds with a suffix (`16.10-limitless`, `5.7.44-rds.20250508`) only where there is nothing else.
  const plain = offered.filter((each) => !each.includes("-"));
  for (let line = parentOf(version); line !== ""; line = parentOf(line)) {
    const newest = [plain, offered].map((all) => all.filter((each) => beginsWith(each, line)).at(-1)).find(Boolean);
    if (newest !== undefined) {
      return newest;
    }
  }
  return plain.at(-1);
}

/** Whether a version names one release, not a line of releases: `15.4`, `8.0.35`, `8.0.mysql_aurora.3.04.0`. */
export function isExactVersion(scope: VersionScope, engine: string, version: string): boolean {
  const known = versions()[scope].known[engine] ?? [];
  return known.includes(version) && !known.some((each) => each !== version && beginsWith(each, version));
}

/** The parameter group families of an engine: `postgres15`, `mysql8.0`, `aurora-mysql8.0`; none without data. */
export function familiesOf(engine: string): ReadonlySet<string> {
  const known = [...(versions().instance.known[engine] ?? []), ...(versions().cluster.known[engine] ?? [])];
  return new Set(known.flatMap((each) => familyOf(engine, each) ?? []));
}

/**
 * The family of a version's parameter groups, for the engines that name theirs by the major version
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html).
 */
export function familyOf(engine: string, version: string): string | undefined {
  const parts = version.split(".");
  const [first = "", second] = parts;
  if (engine === "postgres" || engine === "aurora-postgresql") {
    // Before 10 the first two numbers were the major version (https://www.postgresql.org/support/versioning/).
    const major = Number(first) >= 10 ? first : second === undefined ? undefined : `${first}.${second}`;
    return major === undefined ? undefined : `${engine}${major}`;
  }
  if (["mysql", "mariadb", "aurora-mysql"].includes(engine)) {
    return second === undefined || !/^\d+$/.test(second) ? undefined : `${engine}${first}.${second}`;
  }
  return undefined;
}

/** Engines whose families {@link familyOf} knows; the longer names first. */
const ENGINES = ["aurora-postgresql", "aurora-mysql", "postgres", "mysql", "mariadb"];

/**
 * The family somebody most likely meant who wrote one RDS does not have: `postgres15` for `postgres15.4`.
 *
 * @returns `undefined` when RDS has the family, or may have it by now, or nothing is known of its engine.
 */
export function nearestFamily(family: string): string | undefined {
  const engine = ENGINES.find((each) => family.startsWith(each) && /^\d/.test(family.slice(each.length)));
  if (engine === undefined) {
    return undefined;
  }
  const families = [...familiesOf(engine)].sort((a, b) => compareVersions(a, b));
  const isLater = compareVersions(family, families.at(-1) ?? "") > 0 && !family.startsWith(families.at(-1) ?? " ");
  if (families.includes(family) || isLater) {
    return undefined;
  }
  const major = familyOf(engine, family.slice(engine.length)) ?? family;
  return (
    families.find((each) => each === major) ?? families.findLast((each) => each.startsWith(family)) ?? families.at(-1)
  );
}

/** The list also holds the lines (`16` beside `16.4`), with a status of their own that says nothing. */
function longestNames(all: readonly string[]): readonly string[] {
  return all.filter((each) => !all.some((other) => other !== each && other.startsWith(`${each}.`)));
}

function isOffered(scope: VersionScope, engine: string, version: string): boolean {
  return !(versions()[scope].deprecated[engine] ?? []).includes(version);
}

function beginsWith(version: string, line: string): boolean {
  return version === line || version.startsWith(`${line}.`);
}

function parentOf(version: string): string {
  return version.slice(0, Math.max(version.lastIndexOf("."), 0));
}

/** Whether a version that is not known follows all known ones of the line where it leaves them. */
function isNewer(version: string, known: readonly string[]): boolean {
  const parts = version.split(".");
  for (let length = parts.length - 1; length >= 0; length--) {
    const line = parts.slice(0, length).join(".");
    const siblings = known.filter((each) => (line === "" ? true : each.startsWith(`${line}.`)));
    if (siblings.length > 0) {
      const next = numberOf(parts[length]);
      return siblings.every((each) => next > numberOf(each.split(".")[length]));
    }
  }
  return false;
}

/** The number a part begins with; `NaN` without one, which is neither greater nor less. */
function numberOf(part = ""): number {
  return Number.parseInt(part, 10);
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((each) => each.split(/\D+/).map(Number));
  for (let index = 0; index < Math.max(left?.length ?? 0, right?.length ?? 0); index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
