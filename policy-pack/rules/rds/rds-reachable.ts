import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import type { Answer } from "../../iam/answer";
import { DATABASES, portOf } from "../../helpers/database-ports";
import { isDeclared } from "../../helpers/declared";
import {
  groupAt,
  isAttached,
  isHandedOut,
  opensPort,
  rulesOfGroup,
  type SecurityRule,
} from "../../helpers/security-groups";
import { quotedNames } from "../../helpers/words";

export const rdsReachable = defineRule({
  id: "rds-reachable",
  title: "Something can reach the database",
  rationale: "The database is made, and paid for, and every connection times out.",
  remediation:
    "Let the application's group in: an `aws.vpc.SecurityGroupIngressRule` on the database's group with " +
    "`referencedSecurityGroupId` and the port, and that group on the instances, tasks or functions that connect.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...DATABASES.keys()],
  *check(database, { stack }) {
    const property = DATABASES.get(database.type)?.property ?? "";
    if (!isDeclared(stack, database, property) || isEmpty(database.at(property))) {
      yield notApplicable("it has the VPC's default group, which is not of this stack");
      return;
    }
    if (isReplica(stack, database)) {
      yield notApplicable("it is a replica, which may wait for the day it is needed");
      return;
    }
    const dataApi = database.at("enableHttpEndpoint");
    if (dataApi.boolean === true) {
      yield notApplicable("it is reached through the Data API, which needs no connection");
      return;
    }
    if (dataApi.unknown && isDeclared(stack, database, "enableHttpEndpoint")) {
      yield undecided(dataApi, "whether it is reached through the Data API is not known yet");
      return;
    }
    const groups = groupsOf(stack, database, property);
    const port = portOf(stack, database);
    if (groups === undefined || port === undefined) {
      yield undecided(property, "which groups it has, or its port, is not known yet");
      return;
    }
    yield* judge(stack, database, property, groups, port);
  },
});

/** A secondary cluster of a global one has no user of its own. */
function isReplica(stack: Stack, database: Resource): boolean {
  const declares = (property: string) => isDeclared(stack, database, property);
  return (
    ["replicateSourceDb", "replicationSourceIdentifier", "globalReplicationGroupId"].some(declares) ||
    (declares("globalClusterIdentifier") && !declares("masterUsername"))
  );
}

function isEmpty(list: Value): boolean {
  return !list.unknown && list.items.length === 0;
}

function* judge(
  stack: Stack,
  database: Resource,
  property: string,
  groups: readonly Resource[],
  port: number,
): Generator<Yield> {
  const quoted = quotedNames(
    groups.map(({ name }) => name),
    3,
  );
  const whoLets = groups.length === 1 ? `group ${quoted} lets` : `groups ${quoted} let`;
  const all = groups.map((group) => rulesOfGroup(stack, group, "ingress"));
  const opening = all
    .flatMap(({ rules }) => rules)
    .map((rule) => ({ rule, opens: opensPort(rule, port) }))
    .filter(({ opens }) => opens !== "no");
  const answers = opening.map(({ rule, opens }) => {
    const admits = admitsAnything(stack, rule, database, groups);
    return admits === "yes" && opens === "unknown" ? "unknown" : admits;
  });
  if (answers.includes("yes")) {
    return;
  }
  const open = all.some((each) => each.open) || groups.some((group) => isHandedOut(stack, group) !== "no");
  if (answers.includes("unknown") || open) {
    yield undecided(property, `whether anything reaches port ${port} is not known yet`);
  } else if (opening.length === 0) {
    yield finding(property, `The ${whoLets} nothing in on port ${port}: nobody can connect.`);
  } else {
    const sources = opening.flatMap(({ rule }) =>
      rule.groups.flatMap((value) => groupAt(stack, rule.holder, value).targets.map(({ name }) => name)),
    );
    yield finding(
      property,
      sources.length === 0
        ? `The ${whoLets} only itself in on port ${port}, and nothing else has it: nobody can connect.`
        : `The ${whoLets} only ${quotedNames([...new Set(sources)], 3)} in on port ${port}, and nothing in the stack has that group: nobody can connect.`,
    );
  }
}

/** Whether a rule lets in anything that may exist. Address ranges do; a group does if something has it. */
function admitsAnything(stack: Stack, rule: SecurityRule, database: Resource, groups: readonly Resource[]): Answer {
  if (rule.ranges.length > 0 || rule.prefixLists.length > 0) {
    return "yes";
  }
  const answers = rule.groups.flatMap((value): readonly Answer[] => {
    const { targets, certain } = groupAt(stack, rule.holder, value);
    return certain && targets.length > 0
      ? targets.map((group) => isAttached(stack, group, [database]))
      : [certain ? "yes" : "unknown"];
  });
  const own: readonly Answer[] =
    rule.self.boolean === true
      ? groups.map((group) => isAttached(stack, group, [database]))
      : rule.self.unknown
        ? ["unknown"]
        : [];
  const both = [...answers, ...own];
  return both.includes("yes") ? "yes" : both.includes("unknown") ? "unknown" : "no";
}

/** The groups a database has, if all are of this stack and known. */
function groupsOf(stack: Stack, database: Resource, property: string): readonly Resource[] | undefined {
  const named = database.at(property);
  if (named.unknown) {
    return undefined;
  }
  const links = named.items.map((value) => groupAt(stack, database, value));
  return links.length > 0 && links.every(({ certain, targets }) => certain && targets.length === 1)
    ? [...new Set(links.flatMap(({ targets }) => targets))]
    : undefined;
}
