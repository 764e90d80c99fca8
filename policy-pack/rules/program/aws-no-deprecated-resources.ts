import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided } from "../../engine/rule";
import { providerMajor } from "../../helpers/aws-provider";
import { deprecationTables, typesWithDeprecations, type DeprecationTable } from "../../helpers/deprecations";
import { classNameOf } from "../../helpers/urn";
import { valuesAt } from "../../helpers/values-at";
import { listed } from "../../helpers/words";

type Tables = ReturnType<typeof deprecationTables>;

export const awsNoDeprecatedResources = defineRule({
  id: "aws-no-deprecated-resources",
  title: "No resource or argument that the AWS provider calls deprecated",
  rationale: "The next major version of the provider drops it, and the upgrade then has to be a migration.",
  remediation:
    "Follow the advice. A type under its new name carries an alias, so renaming it in the program replaces nothing; a " +
    "bucket's separate resource takes over the setting the inline argument made.",
  severity: "medium",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["S1-4", "S3-2", "F"],
  scope: "resource",
  get targets() {
    return typesWithDeprecations();
  },
  *check(resource) {
    const tables = deprecationTables(providerMajor(resource));
    const verdicts = [ofType(resource, tables), ...ofArguments(resource, tables)];
    const found = verdicts.filter((each) => each.verdict === "deprecated");
    const open = verdicts.find((each) => each.verdict === "open");
    if (found.length > 0) {
      const said = byAdvice(found, resource.type);
      const places = [...new Set(found.map((each) => each.path))];
      const table = tables[0].source;
      yield finding(places.length === 1 ? (places[0] ?? "") : "", `Deprecated (as of ${table}): ${said.join(" ")}`);
    } else if (open !== undefined) {
      yield undecided(open.path, open.advice);
    }
  },
});

interface Judged {
  readonly verdict: "deprecated" | "open" | "fine";
  /** Of the argument; empty for the type itself. */
  readonly path: string;
  /** The SDK's, or why nobody can tell. */
  readonly advice: string;
}

function ofType({ type }: Resource, tables: Tables): Judged {
  const advice = tables.map((table) => table.types[type]);
  return { path: "", ...agreed(advice) };
}

function ofArguments(resource: Resource, tables: Tables): readonly Judged[] {
  const paths = new Set(tables.flatMap((table) => Object.keys(table.arguments[resource.type] ?? {})));
  return [...paths].flatMap((path): Judged[] => {
    const values = valuesAt(resource.props, path);
    const set = values.filter((value) => !tables.some((table) => isFilledIn(table, resource.type, path, value.raw)));
    if (set.length === 0) {
      return [];
    }
    if (set.every((value) => value.unknown)) {
      return [{ verdict: "open", path, advice: "whether the deprecated argument has a value is not known yet" }];
    }
    return [{ path, ...agreed(tables.map((table) => table.arguments[resource.type]?.[path])) }];
  });
}

function isFilledIn(table: DeprecationTable, type: string, path: string, raw: unknown): boolean {
  const values = table.filledIn[type];
  return values !== undefined && Object.hasOwn(values, path) && values[path] === raw;
}

/** What all tables in question say. */
function agreed(advice: readonly (string | undefined)[]): Omit<Judged, "path"> {
  const [first] = advice;
  if (first !== undefined && advice.every((each) => each !== undefined)) {
    return { verdict: "deprecated", advice: first };
  }
  const some = advice.some((each) => each !== undefined);
  return { verdict: some ? "open" : "fine", advice: "the version of the AWS provider is not known" };
}

/** What is deprecated and the advice, as often as there is other advice: `` `acl` and `grants`: Use …``. */
function byAdvice(found: readonly Judged[], type: string): readonly string[] {
  return [...new Set(found.map((each) => each.advice))].map((advice) => {
    const things = found.filter((each) => each.advice === advice).map((each) => each.path || classNameOf(type));
    return `${listed(things)}: ${advice}`;
  });
}
