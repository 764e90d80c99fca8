/** Which instance classes a database or cache engine runs on, from dated data. */
import type * as data from "../../data/database-classes.json";

/** The lists of `policy-pack/data/database-classes.json`. */
export type ClassService = "instance" | "multiAzCluster" | "docdb" | "neptune" | "elasticache";

type Families = Readonly<Record<string, string | undefined>>;
interface Loaded extends Readonly<Record<ClassService, Readonly<Record<string, Families | undefined>>>> {
  readonly source: string;
  readonly date: string;
}

let loaded: Loaded | undefined;

function classes(): Loaded {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (loaded ??= require("../../data/database-classes.json") as typeof data as unknown as Loaded);
}

/** `2026-11-28, cfn-lint 1.58.0`. */
export function classSource(): string {
  const { date, source } = classes();
  return `${date}, ${source}`;
}

/**
 * Whether some region sells an instance class for an engine.
 *
 * @param engine `*` for a service that has only one.
 * @returns `unknown` for an engine the data says nothing of, and for a family that may be later than the data.
 */
export function isSold(service: ClassService, engine: string, name: string): "yes" | "no" | "unknown" {
  const families = classes()[service][engine];
  if (families === undefined) {
    return "unknown";
  }
  const dot = name.lastIndexOf(".");
  const [family, size] = [name.slice(0, Math.max(dot, 0)), name.slice(dot + 1)];
  if (families[family]?.split(" ").includes(size) === true) {
    return "yes";
  }
  return isLater(family, Object.keys(families)) || size === "serverless" ? "unknown" : "no";
}

/**
 * What the price lists still name and no current version of the engine runs on. AWS ended M4, R4 and T2, and their
 * predecessors before, for MySQL, MariaDB, PostgreSQL and SQL Server in June 2024
 * (https://repost.aws/questions/QUPWRLaLp-QC2qDBLLQc20lg); for Aurora see
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.SupportAurora.html.
 */
const ENDED: readonly (readonly [engine: RegExp, version: RegExp, classes: RegExp])[] = [
  [/^(mysql|mariadb|postgres|sqlserver-.*)$/, /^/, /^db\.(m[1-4]|r[34]|t[12])\./],
  [/^aurora-postgresql$/, /^/, /^db\.(r[34]|t2)\.|^db\.t(3|4g)\.(micro|small|xlarge|2xlarge)$/],
  [/^aurora-mysql$/, /^/, /^db\.(r3\.|t(3|4g)\.(micro|xlarge|2xlarge)$|t4g\.small$)/],
  [/^aurora-mysql$/, /^8\./, /^db\.(r4\.|t2\.|t3\.small$)/],
];

/** Whether an engine (of a version, if that is known) has left a class behind that some price list still names. */
export function isEnded(engine: string, version: string | undefined, name: string): boolean {
  return ENDED.some(
    ([engines, versions, classes]) => engines.test(engine) && versions.test(version ?? "") && classes.test(name),
  );
}

/** The sizes of the same family, else the families of burstable classes, for a hint. */
export function soldInstead(service: ClassService, engine: string, name: string): string {
  const families = classes()[service][engine] ?? {};
  const family = name.slice(0, Math.max(name.lastIndexOf("."), 0));
  const sizes = families[family];
  const small = Object.entries(families)
    .filter(([each]) => /\.t\d/.test(each))
    .map(([each, all = ""]) => `${each}: ${all}`);
  return sizes === undefined ? small.join("; ") : `${family}: ${sizes}`;
}

/** Whether a family is of a later generation than any known one of the same letter: `db.m12g` beside `db.m9g`. */
function isLater(family: string, known: readonly string[]): boolean {
  const [prefix, letter, generation] = partsOf(family);
  const generations = known.map(partsOf).filter((each) => each[0] === prefix && each[1] === letter);
  return generations.length > 0 && generations.every((each) => generation > each[2]);
}

function partsOf(family: string): readonly [prefix: string, letter: string, generation: number] {
  const [, prefix = "", letter = "", generation = ""] = /^(\w+)\.([a-z]+)(\d+)/.exec(family) ?? [];
  return [prefix, letter, Number.parseInt(generation, 10)];
}
