/** When AWS takes which Lambda runtimes. */
import type * as runtimes from "../data/lambda-runtimes.json";
import { nearest } from "./nearest";

interface LifeCycle {
  readonly "create-block": string | null;
  readonly "update-block": string | null;
  readonly deprecated: string | null;
  readonly successor: string | null;
}

let loaded: typeof runtimes | undefined;

function data(): { readonly all: Readonly<Record<string, LifeCycle | undefined>>; readonly date: string } {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  loaded ??= require("../data/lambda-runtimes.json") as typeof runtimes;
  return { all: loaded.runtimes, date: loaded.date };
}

/** What AWS does about a runtime. */
export type RuntimeVerdict =
  /** It takes it, or nobody here knows better. */
  | { readonly is: "taken" }
  /** Functions with it are not created any more, or not even updated. */
  | { readonly is: "ended"; readonly since: string; readonly updates: boolean; readonly successor: string | undefined }
  /** There is no such runtime. */
  | { readonly is: "unknown"; readonly meant: string | undefined };

/** The day the data was made. */
export function runtimesDate(): string {
  return data().date;
}

/**
 * Judges a runtime by what was so on the day the data was made: dates after it are plans, and AWS has moved such dates
 * again and again.
 */
export function judgeRuntime(runtime: string): RuntimeVerdict {
  const { all, date } = data();
  const cycle = Object.hasOwn(all, runtime) ? all[runtime] : undefined;
  if (cycle === undefined) {
    return isNewer(runtime) ? { is: "taken" } : { is: "unknown", meant: meantBy(runtime) };
  }
  const blocked = (day: string | null): day is string => day !== null && day <= date;
  const created = cycle["create-block"];
  return blocked(created)
    ? { is: "ended", since: created, updates: !blocked(cycle["update-block"]), successor: cycle.successor ?? undefined }
    : { is: "taken" };
}

/** The version a runtime of one of the numbered families has: `nodejs22.x`, `python3.13`, `java21`, `dotnet8`, `ruby3.4`. */
const VERSION = /^(nodejs|python|java|dotnet|ruby|provided\.al)(\d+)(?:\.(\d+|x))?$/;
/** Which families write what after the major version. */
const MINOR: Readonly<Record<string, RegExp>> = {
  nodejs: /^x$/,
  python: /^\d+$/,
  ruby: /^\d+$/,
  java: /^$/,
  dotnet: /^$/,
  "provided.al": /^$/,
};

/** Whether a runtime may have come after the data was made. */
function isNewer(runtime: string): boolean {
  const [, family = "", major = "", minor = ""] = VERSION.exec(runtime) ?? [];
  if (MINOR[family]?.test(minor) !== true) {
    return false;
  }
  const numberOf = (text: string | undefined) => (text === undefined || text === "x" ? 0 : Number(text));
  const rank = (all: readonly (string | undefined)[]) => numberOf(all[0]) * 1000 + numberOf(all[1]);
  const known = Object.keys(data().all).flatMap((each) => {
    const match = VERSION.exec(each);
    return match?.[1] === family && MINOR[family]?.test(match[3] ?? "") === true ? [rank(match.slice(2))] : [];
  });
  return known.length > 0 && rank([major, minor]) > Math.max(...known);
}

/** The runtime of today a name comes nearest to. */
function meantBy(runtime: string): string | undefined {
  const { all, date } = data();
  const current = Object.entries(all).flatMap(([name, cycle]) =>
    cycle !== undefined && (cycle["create-block"] ?? "9") > date ? [name] : [],
  );
  // A missing `.x` is the commonest mistake, and its repair the surest.
  return current.find((each) => each === `${runtime.toLowerCase()}.x`) ?? nearest(runtime, current, form, 0.34);
}

function form(text: string): string {
  return text.toLowerCase().replace(/^node(?!js)/, "nodejs");
}
