import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { notApplicable, undecided } from "../../engine/rule";
import { defineRule } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { declaredAt } from "../../helpers/declared";
import { copiedBy, engineOf } from "../../helpers/rds/engine";
import { newestOffered, versionSource, versionStatus, type VersionScope } from "../../helpers/rds/engine-versions";
import { reportedOnce, type Verdict } from "../../helpers/shared-fault";

const TARGETS = [...kinds.rdsInstance, ...kinds.rdsCluster, ...kinds.rdsClusterInstance, ...kinds.rdsGlobalCluster];

export const rdsEngineVersion = defineRule({
  id: "rds-engine-version",
  title: "RDS still creates the engine version that is asked for",
  rationale:
    "RDS retires minor versions a year or two after their release and refuses to create them from then on (`Cannot find " +
    "version …`). A preview does not ask it: the deployment stops at the database, with half of the stack in place.",
  remediation:
    "Ask for a version RDS offers (`aws rds describe-db-engine-versions`), or for the major version alone, such as `15` " +
    "or `8.0`: RDS then takes the current minor version.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: TARGETS,
  check: reportedOnce(TARGETS, judge),
});

function* judge(stack: Stack, resource: Resource): Generator<Verdict> {
  const asked = askedVersion(stack, resource);
  const copy = copiedBy(stack, resource);
  if (asked === undefined) {
    const open = [engineOf(stack, resource), declaredAt(stack, resource, "engineVersion")].find(
      (each) => each.halfKnown,
    );
    yield open === undefined
      ? notApplicable("it asks for no version, or for one that is no text")
      : undecided(open, `\`${open.path}\` is not known yet`);
  } else if (copy !== undefined) {
    yield notApplicable(`it continues what \`${copy.path}\` names, in whose version RDS may still run it`);
  } else {
    const { engine, version } = asked;
    const status = engine === "aurora" ? "retired" : versionStatus(scopeOf(resource), engine, version);
    if (status === "newer") {
      yield undecided("engineVersion", `the data of ${versionSource()} is older than this version, if there is one`);
    } else if (status === "no data") {
      yield notApplicable(`no list of versions of ${engine} is at hand`);
    } else if (status !== "offered") {
      const why = status === "retired" ? "RDS no longer creates" : "RDS has never had";
      const newest = newestOffered(scopeOf(resource), engine === "aurora" ? "aurora-mysql" : engine, version);
      yield {
        outcome: "fault",
        at: stack.derive(firstAsking).get(keyOf(asked)) ?? resource,
        property: "engineVersion",
        via: resource.at("engineVersion"),
        message: (users) =>
          `${users}: ${why} ${engine} "${version}" (list of ${versionSource()}). It answers \`Cannot find version ${version} for ${engine}\`.`,
        ...(newest === undefined ? {} : { remediation: remedyOf(engine, newest) }),
      };
    }
  }
}

/** Aurora MySQL version 1 had an engine name of its own; AWS ended it in February 2023. */
function remedyOf(engine: string, newest: string): string {
  const instead =
    engine === "aurora" ? 'Version 1 of Aurora MySQL has ended: move to `engine: "aurora-mysql"`, for example' : "Take";
  return `${instead} \`engineVersion: "${newest}"\`, the newest of its line in that list, or the major version alone.`;
}

interface Asked {
  readonly engine: string;
  readonly version: string;
}

/** Engine and version a resource asks for, if both are known. */
function askedVersion(stack: Stack, resource: Resource): Asked | undefined {
  const engine = engineOf(stack, resource);
  const version = declaredAt(stack, resource, "engineVersion");
  return engine.string === undefined || version.string === undefined || engine.halfKnown || version.halfKnown
    ? undefined
    : { engine: engine.string, version: version.string };
}

/** The first resource that asks for each version, where a fault that all who ask for it share is reported. */
function firstAsking(stack: Stack): ReadonlyMap<string, Resource> {
  const first = new Map<string, Resource>();
  for (const resource of stack.ofKind(TARGETS)) {
    const asked = askedVersion(stack, resource);
    if (asked !== undefined && copiedBy(stack, resource) === undefined && !first.has(keyOf(asked))) {
      first.set(keyOf(asked), resource);
    }
  }
  return first;
}

function keyOf({ engine, version }: Asked): string {
  return `${engine} ${version}`;
}

function scopeOf(resource: Resource): VersionScope {
  return resource.is(kinds.rdsInstance) ? "instance" : "cluster";
}
