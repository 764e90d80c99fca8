/** One extractor per data file. Each returns the facts; `update-data.ts` adds source and date. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readArguments } from "../sdk/arguments";
import { deprecationsOfProvider6 } from "../sdk/deprecations";
import { nameRules } from "./name-rules";
import { prowlerCompliance } from "./prowler-compliance";
import type { PackageName, Sources } from "./sources";

export interface Extractor {
  readonly file: string;
  /** Where the file goes; default: `policy-pack/data`. */
  readonly directory?: string;
  readonly from: readonly PackageName[];
  /** What the facts say, for whoever opens the file. */
  readonly about: string;
  extract(sources: Sources): Record<string, unknown>;
}

interface ManagedPolicy {
  readonly Path: string;
  readonly Document: { readonly Statement: Statement | readonly Statement[] };
}
type Statement = Readonly<Record<string, unknown>>;

function managedPolicies(sources: Sources): readonly (readonly [string, ManagedPolicy])[] {
  const all = sources.python(
    `import importlib.util
spec = importlib.util.spec_from_file_location("m", sys.argv[1] + "/moto/iam/aws_managed_policies.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.aws_managed_policies_data)`,
  ) as Record<string, ManagedPolicy>;
  return Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What follows `:policy` in the ARN: `/service-role/AWSLambdaBasicExecutionRole`. */
function arnPath([name, policy]: readonly [string, ManagedPolicy]): string {
  return `${policy.Path}${name}`;
}

interface CfnSchema {
  readonly properties: Readonly<Record<string, { readonly enum?: readonly unknown[] }>>;
}

function cfnSchema(sources: Sources, type: string): CfnSchema {
  const root = "cfnlint/data/schemas";
  const index = json(sources, `${root}/providers/us-east-1.json`) as Record<string, string>;
  return json(sources, `${root}/resources/${index[type] ?? ""}.json`) as CfnSchema;
}

function json(sources: Sources, relative: string): unknown {
  return JSON.parse(readFileSync(sources.file(relative), "utf8")) as unknown;
}

/** `{if: {properties: {Engine: {const}}}, then: {properties: {EngineVersion: {enum}}}}`, as cfn-lint writes it. */
interface EngineCondition {
  readonly if?: {
    readonly properties?: {
      readonly Engine?: { readonly const?: string };
      readonly EngineVersion?: { readonly enum?: readonly string[] };
    };
  };
  readonly then?: { readonly properties?: { readonly EngineVersion?: { readonly enum?: readonly string[] } } };
}

function engineVersions(sources: Sources, resource: "dbinstance" | "dbcluster") {
  const root = `cfnlint/data/schemas/extensions/aws_rds_${resource}`;
  const conditions = (file: string) =>
    (json(sources, `${root}/${file}`) as { allOf: readonly EngineCondition[] }).allOf;
  const known: Record<string, readonly string[]> = {};
  for (const condition of conditions("engine_version.json")) {
    const engine = condition.if?.properties?.Engine?.const;
    const versions = condition.then?.properties?.EngineVersion?.enum;
    if (engine !== undefined && versions !== undefined) {
      known[engine] = versions;
    }
  }
  const deprecated: Record<string, readonly string[]> = {};
  for (const condition of conditions("engine_version_deprecated.json")) {
    const engine = condition.if?.properties?.Engine?.const;
    const versions = condition.if?.properties?.EngineVersion?.enum;
    if (engine !== undefined && versions !== undefined) {
      deprecated[engine] = versions;
    }
  }
  return { known, deprecated };
}

interface FargateSize {
  readonly properties: {
    readonly Cpu: { readonly then: { readonly enum: readonly [string] } };
    readonly Memory: {
      readonly then: {
        readonly enum?: readonly number[];
        readonly minimum?: number;
        readonly maximum?: number;
        readonly multipleOf?: number;
      };
    };
  };
}

/** Memory in MiB that Fargate takes, by CPU units. */
function fargateSizes(sources: Sources): Readonly<Record<string, readonly number[]>> {
  const file = "cfnlint/data/schemas/extensions/aws_ecs_taskdefinition/fargate_cpu_memory.json";
  const { then } = json(sources, file) as { readonly then: { readonly anyOf: readonly FargateSize[] } };
  return Object.fromEntries(
    then.anyOf.map(({ properties: { Cpu: cpu, Memory: memory } }) => {
      const { enum: listed, minimum = 0, maximum = 0, multipleOf = 1 } = memory.then;
      const count = (maximum - minimum) / multipleOf + 1;
      return [cpu.then.enum[0], listed ?? Array.from({ length: count }, (_, index) => minimum + index * multipleOf)];
    }),
  );
}

/** A list of classes, or conditions that each hold one, somewhere inside: cfn-lint writes both, by region. */
interface ClassSchema {
  readonly enum?: readonly string[];
  readonly allOf?: readonly {
    readonly if: { readonly properties: { readonly Engine: { readonly const: string } } };
    readonly then: { readonly properties: Readonly<Record<string, ClassSchema>> };
  }[];
}

/**
 * What the price lists of all regions sell, by engine (`*` where the service has only one), each family with its sizes:
 * `{"mysql": {"db.t3": "large medium"}}`. A region may sell less.
 */
function soldClasses(sources: Sources, extension: string): Record<string, Record<string, string>> {
  const regions = json(sources, `cfnlint/data/schemas/extensions/${extension}.json`) as Record<string, ClassSchema>;
  const found = new Map<string, Map<string, Set<string>>>();
  const add = (engine: string, classes: readonly string[]) => {
    const families = found.get(engine) ?? new Map<string, Set<string>>();
    found.set(engine, families);
    for (const each of classes) {
      const dot = each.lastIndexOf(".");
      const family = each.slice(0, dot);
      families.set(family, (families.get(family) ?? new Set()).add(each.slice(dot + 1)));
    }
  };
  for (const region of Object.values(regions)) {
    add("*", region.enum ?? []);
    for (const condition of region.allOf ?? []) {
      const lists = Object.values(condition.then.properties).flatMap((each) => each.enum ?? []);
      add(condition.if.properties.Engine.const, lists);
    }
  }
  return sorted(new Map([...found].filter(([, families]) => families.size > 0)), (families) =>
    sorted(families, (sizes) => [...sizes].sort().join(" ")),
  );
}

interface Endpoints {
  readonly partitions: readonly {
    readonly partition: string;
    readonly dnsSuffix: string;
    readonly regions: Readonly<Record<string, { readonly description: string }>>;
  }[];
}

/** Metrics by namespace, each with the sets of dimensions it is published with; all sorted. */
type CannedMetrics = Record<string, Record<string, readonly (readonly string[])[]>>;

/**
 * The CDK's canned metrics, which AWS generates from what its own console graphs: in the `.js` file every method's
 * namespace and metric, in the `.d.ts` file one overload of the method per set of dimensions.
 */
function cannedMetrics(directory: string): CannedMetrics {
  const found = new Map<string, Map<string, Set<string>>>();
  const ending = "-canned-metrics.generated.js";
  const modules = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(ending));
  for (const file of modules) {
    const source = path.join(directory, file);
    const metrics = methodsOf(readFileSync(source, "utf8"), /class (\w+)\s*\{/g, METRIC);
    const overloads = methodsOf(readFileSync(source.replace(/\.js$/, ".d.ts"), "utf8"), /class (\w+) \{/g, OVERLOAD);
    for (const { key, groups } of overloads) {
      const { namespace, metric } = metrics.find((one) => one.key === key)?.groups ?? {};
      if (namespace === undefined || metric === undefined) {
        throw new Error(`${file}: ${key} is declared and has no metric`);
      }
      const dimensions = [...(groups.dimensions ?? "").matchAll(/(\w[\w ]*)["']?: string/g)].map(([, name]) => name);
      const metricsHere = found.get(namespace) ?? new Map<string, Set<string>>();
      found.set(namespace, metricsHere);
      metricsHere.set(metric, (metricsHere.get(metric) ?? new Set()).add(JSON.stringify(dimensions.sort())));
    }
  }
  return sorted(found, (metrics) =>
    sorted(metrics, (sets) => [...sets].sort().map((set) => JSON.parse(set) as string[])),
  );
}

const METRIC =
  /static (?<method>\w+)\([^)]*\)\s*\{\s*return\s*\{\s*namespace:\s*"(?<namespace>[^"]*)",\s*metricName:\s*"(?<metric>[^"]*)"/g;
const OVERLOAD = /static (?<method>\w+)\((?:this: void, )?dimensions: \{(?<dimensions>[^}]*)\}\)/g;

/** All matches of a pattern with a `method` group, keyed by the class they stand in. */
function methodsOf(text: string, classes: RegExp, pattern: RegExp) {
  const starts = [...text.matchAll(classes)].map((match) => ({ name: match[1] ?? "", at: match.index }));
  return [...text.matchAll(pattern)].map(({ index, groups = {} }) => ({
    key: `${starts.findLast((each) => each.at < index)?.name ?? ""}.${groups.method ?? ""}`,
    groups,
  }));
}

function sorted<T, U>(map: ReadonlyMap<string, T>, value: (each: T) => U): Record<string, U> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, value(each)]));
}

interface ConfigRule {
  readonly "Trigger type": string;
}

/**
 * AWS's own list of managed rules, which moto keeps with what triggers each (`Configuration changes and Periodic`), and the
 * names the CDK has beside it.
 */
function configRules(sources: Sources): { readonly changes: readonly string[]; readonly others: readonly string[] } {
  const { ManagedRules: documented } = sources.python(
    `import gzip
print(gzip.open(sys.argv[1] + "/moto/config/resources/aws_managed_rules.json.gz", "rt", encoding="utf-8").read())`,
  ) as { readonly ManagedRules: Readonly<Record<string, ConfigRule>> };
  const declarations = readFileSync(path.join(sources.npm("aws-cdk-lib"), "aws-config/lib/rule.d.ts"), "utf8");
  const named = [...declarations.matchAll(/static readonly \w+ = "([A-Z0-9_]+)";/g)].map(
    ([, identifier]) => identifier,
  );
  const all = [...new Set([...Object.keys(documented), ...named.filter((each) => each !== undefined)])].sort();
  const onChangesOnly = (identifier: string) => {
    const trigger = documented[identifier]?.["Trigger type"] ?? "";
    return trigger.startsWith("Configuration changes") && !trigger.includes("Periodic");
  };
  return { changes: all.filter(onChangesOnly), others: all.filter((each) => !onChangesOnly(each)) };
}

export const EXTRACTORS: readonly Extractor[] = [
  {
    file: "managed-policies.json",
    from: ["moto"],
    about: "Every AWS-managed policy: what follows `arn:aws:iam::aws:policy`.",
    extract: (sources) => ({ policies: managedPolicies(sources).map(arnPath).sort() }),
  },
  {
    file: "managed-policy-documents.json",
    from: ["moto"],
    about: "The statements of every AWS-managed policy, by what follows `arn:aws:iam::aws:policy`; Sids left out.",
    extract: (sources) => ({
      documents: Object.fromEntries(
        managedPolicies(sources).map((entry) => {
          const { Statement: all } = entry[1].Document;
          const statements = Array.isArray(all) ? (all as readonly Statement[]) : [all as Statement];
          const withoutSid = statements.map((each) =>
            Object.fromEntries(Object.entries(each).filter(([key]) => key !== "Sid")),
          );
          return [arnPath(entry), withoutSid];
        }),
      ),
    }),
  },
  {
    file: "ssl-policies.json",
    from: ["moto"],
    about: "TLS protocols each Elastic Load Balancing security policy allows.",
    extract: (sources) => ({
      policies: Object.fromEntries(
        Object.entries(
          sources.python(
            `import importlib.util
spec = importlib.util.spec_from_file_location("m", sys.argv[1] + "/moto/elbv2/ssl_policies.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(json.dumps(module.SSL_POLICIES))`,
          ) as Record<string, { readonly ssl_protocols: readonly string[] }>,
        ).map(([name, policy]) => [name, policy.ssl_protocols]),
      ),
    }),
  },
  {
    file: "log-retention.json",
    from: ["cfn-lint"],
    about: "Days a CloudWatch log group can be told to keep its events.",
    extract: (sources) => ({ days: cfnSchema(sources, "AWS::Logs::LogGroup").properties.RetentionInDays?.enum }),
  },
  {
    file: "lambda-runtimes.json",
    from: ["cfn-lint"],
    about: "Life cycle of every Lambda runtime: dates (YYYY-MM-DD) from which AWS refuses to create and to update.",
    extract: (sources) => ({ runtimes: json(sources, "cfnlint/data/AdditionalSpecs/LmbdRuntimeLifecycle.json") }),
  },
  {
    file: "rds-engine-versions.json",
    from: ["cfn-lint"],
    about: "Engine versions RDS knows, and among them those that can no longer be created, by engine.",
    extract: (sources) => ({
      instance: engineVersions(sources, "dbinstance"),
      cluster: engineVersions(sources, "dbcluster"),
    }),
  },
  {
    file: "database-classes.json",
    from: ["cfn-lint"],
    about:
      "Instance classes that some region sells, by service and engine (`*` where the service has one), each family with its sizes.",
    extract: (sources) => ({
      instance: soldClasses(sources, "aws_rds_dbinstance/dbinstanceclass_enum"),
      multiAzCluster: soldClasses(sources, "aws_rds_dbcluster/dbclusterinstanceclass_enum"),
      docdb: soldClasses(sources, "aws_docdb_dbinstance/dbinstanceclass_enum"),
      neptune: soldClasses(sources, "aws_neptune_dbinstance/dbinstanceclass_enum"),
      elasticache: soldClasses(sources, "aws_elasticache_cachecluster/cachenodetype_enum"),
    }),
  },
  {
    file: "regions.json",
    from: ["botocore"],
    about: "Regions and DNS suffix by partition.",
    extract: (sources) => ({
      partitions: Object.fromEntries(
        (json(sources, "botocore/data/endpoints.json") as Endpoints).partitions.map((each) => [
          each.partition,
          { dnsSuffix: each.dnsSuffix, regions: Object.keys(each.regions).sort() },
        ]),
      ),
    }),
  },
  {
    file: "cloudwatch-metrics.json",
    from: ["aws-cdk-lib"],
    about:
      "Metrics the CloudWatch console graphs, by namespace, each with the sets of dimensions it is published with. " +
      "What is here exists; a namespace may publish more.",
    extract: (sources) => ({ namespaces: cannedMetrics(sources.npm("aws-cdk-lib")) }),
  },
  {
    file: "deprecations-6.json",
    from: ["@pulumi/aws"],
    about:
      "Resource types and arguments that provider 6 calls deprecated, with its advice; `deprecations.json` is of 7.",
    extract: (sources) => ({ ...deprecationsOfProvider6(readArguments(sources.npm("@pulumi/aws"))) }),
  },
  {
    file: "fargate-sizes.json",
    from: ["cfn-lint"],
    about: "Memory in MiB that a Fargate task may have, by its CPU units.",
    extract: (sources) => ({ sizes: fargateSizes(sources) }),
  },
  {
    file: "name-rules.json",
    from: ["botocore"],
    about:
      "What AWS takes as a name, by type and argument: length and pattern of the API's model, or what its reference says.",
    extract: (sources) => ({ rules: nameRules(sources) }),
  },
  {
    file: "config-managed-rules.json",
    from: ["moto", "aws-cdk-lib"],
    about:
      "Identifiers of the managed rules of AWS Config: `changes` are evaluated when a resource changes and at no other " +
      "time, `others` periodically, both ways, or nobody says.",
    extract: (sources) => configRules(sources),
  },
  {
    file: "prowler-compliance.json",
    directory: "tools/data",
    from: ["prowler"],
    about:
      "Requirements to which Prowler relates the checks that policy-pack/frameworks/checks/prowler.ts names. Only the test " +
      "of the frameworks reads this.",
    extract: (sources) => prowlerCompliance(sources),
  },
];
