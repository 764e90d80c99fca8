/**
 * Settings of a database that its service refuses. Unless another source is named, what is allowed is from the parameters
 * of https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html and …API_CreateDBCluster.html.
 */
import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { finding, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { declaredAt } from "../declared";
import { quotedNames } from "../words";
import { classSource, isEnded, isSold, soldInstead, type ClassService } from "./classes";
import { copiedBy, engineOf, isAurora } from "./engine";
import { backupWindow, collide, maintenanceWindow, SHORTEST_WINDOW } from "./windows";

const DOCUMENT: Kind = [...kinds.documentCluster, ...kinds.documentClusterInstance];
const NEPTUNE: Kind = [...kinds.neptuneCluster, ...kinds.neptuneClusterInstance];

/** The engine, as the lists name it. */
function engineName(stack: Stack, resource: Resource): string | undefined {
  if (resource.is(DOCUMENT)) {
    return "docdb";
  }
  return resource.is(NEPTUNE) ? "neptune" : engineOf(stack, resource).string;
}

/** Every check of a single database's own settings. */
export function* ownSettings(stack: Stack, resource: Resource): Generator<Yield> {
  yield* userName(stack, resource);
  yield* instanceClass(stack, resource);
  yield* databaseName(stack, resource);
  yield* ranges(stack, resource);
  yield* windows(stack, resource);
  yield* logExports(stack, resource);
  yield* keys(stack, resource);
  yield* storage(stack, resource);
}

/**
 * Names engines keep for themselves: https://github.com/aws-cloudformation/cfn-lint/pull/4425 (tried on RDS),
 * https://github.com/aws/aws-cdk/pull/13295 (DocumentDB).
 */
const RESERVED_USERS: readonly (readonly [engine: RegExp, name: string])[] = [
  [/^(?!neptune|docdb)/, "rdsadmin"],
  [/^(postgres|aurora-postgresql|docdb)$/, "admin"],
];

function* userName(stack: Stack, resource: Resource): Generator<Yield> {
  const engine = engineName(stack, resource);
  const user = ["username", "masterUsername"]
    .map((name) => declaredAt(stack, resource, name))
    .find((each) => !each.absent);
  if (user?.string === undefined || engine === undefined) {
    return;
  }
  const name = user.string.toLowerCase();
  if (RESERVED_USERS.some(([engines, reserved]) => engines.test(engine) && reserved === name)) {
    yield finding(
      user,
      `\`${user.path}: ${user.show()}\`: ${engine} keeps that name for itself. RDS answers \`MasterUsername ${user.secret ? "…" : user.string} cannot be used as it is a reserved word used by the engine\`.`,
      { remediation: 'Take another name, such as `"dbadmin"`.' },
    );
  }
}

const CLASS_PROPERTIES = ["instanceClass", "dbClusterInstanceClass"];

function* instanceClass(stack: Stack, resource: Resource): Generator<Yield> {
  const engine = engineName(stack, resource);
  const value = CLASS_PROPERTIES.map((name) => declaredAt(stack, resource, name)).find((each) => !each.absent);
  if (engine === undefined || value?.string === undefined || value.halfKnown) {
    return;
  }
  const service: ClassService =
    engine === "docdb" || engine === "neptune"
      ? engine
      : value.path === "dbClusterInstanceClass"
        ? "multiAzCluster"
        : "instance";
  const key = engine === service ? "*" : engine;
  const version = declaredAt(stack, resource, "engineVersion").string;
  const alike = stack
    .ofKind([resource.type])
    .filter((each) => each.at(value.path).string === value.string && engineName(stack, each) === engine);
  if (alike[0] !== resource) {
    // One constant, one finding.
    return;
  }
  const also =
    alike.length > 1
      ? ` (also of ${quotedNames(
          alike.slice(1).map(({ name }) => name),
          5,
        )})`
      : "";
  if (service === "instance" && isEnded(engine, version, value.string)) {
    yield finding(
      value,
      `\`${value.path}: ${value.show()}\`${also}: ${engine}${version === undefined ? "" : ` ${version}`} does not run on that class any more. ` +
        "RDS answers `RDS does not support creating a DB instance with the following combination`.",
      {
        about: alike,
        remediation: isAurora(engine)
          ? "Aurora's smallest are `db.t3.medium` and `db.t4g.medium`."
          : "Take its successor: T3 or T4g, M6i or M7g, R6i or R7g.",
      },
    );
  } else if (isSold(service, key, value.string) === "no") {
    yield finding(
      value,
      `\`${value.path}: ${value.show()}\`${also} is no class ${engine} runs on, in any region (list of ${classSource()}).`,
      {
        about: alike,
        remediation: `Take one of these, or of a larger family: ${soldInstead(service, key, value.string)}.`,
      },
    );
  }
}

const DATABASE_NAMES: readonly (readonly [engine: RegExp, longest: number])[] = [
  [/^(mysql|mariadb|aurora-mysql)$/, 64],
  [/^(postgres|aurora-postgresql)$/, 63],
  [/^oracle-/, 8],
];

function* databaseName(stack: Stack, resource: Resource): Generator<Yield> {
  const engine = engineOf(stack, resource).string ?? "";
  const name = ["dbName", "databaseName"].map((each) => declaredAt(stack, resource, each)).find((each) => !each.absent);
  if (name?.string === undefined || name.halfKnown || copiedBy(stack, resource) !== undefined) {
    return;
  }
  if (engine.startsWith("sqlserver-")) {
    yield finding(
      name,
      `\`${name.path}: ${name.show()}\`: RDS creates no database in SQL Server, and refuses a name for one.`,
      {
        remediation: `Leave \`${name.path}\` out.`,
      },
    );
    return;
  }
  const longest = DATABASE_NAMES.find(([engines]) => engines.test(engine))?.[1];
  if (longest !== undefined && (name.string.length > longest || !/^[A-Za-z]\w*$/.test(name.string))) {
    yield finding(
      name,
      `\`${name.path}: ${name.show()}\`: a database of ${engine} has a name of at most ${longest} letters, digits and underscores that begins with a letter.`,
      { remediation: "No dashes: write an underscore, or nothing." },
    );
  }
}

interface Range {
  readonly property: string;
  readonly allows: (value: number) => boolean;
  readonly says: string;
  /** Types it holds for; all by default. */
  readonly types?: Kind;
}

const CLUSTERS: Kind = [...kinds.documentCluster, ...kinds.neptuneCluster];
const RANGES: readonly Range[] = [
  {
    property: "monitoringInterval",
    allows: (value) => [0, 1, 5, 10, 15, 30, 60].includes(value),
    says: "0, 1, 5, 10, 15, 30 or 60 seconds",
  },
  {
    property: "backupRetentionPeriod",
    allows: (value) => Number.isInteger(value) && value >= 0 && value <= 35,
    says: "0 to 35 days",
  },
  {
    property: "backupRetentionPeriod",
    types: CLUSTERS,
    allows: (value) => value !== 0,
    says: "1 to 35 days: a cluster always has backups",
  },
  {
    property: "performanceInsightsRetentionPeriod",
    allows: (value) => value === 0 || value === 7 || value === 731 || (value % 31 === 0 && value >= 31 && value <= 713),
    says: "7, 731 or a multiple of 31 days",
  },
  {
    property: "backtrackWindow",
    allows: (value) => value >= 0 && value <= 259_200,
    says: "0 to 259200 seconds (72 hours)",
  },
];

function* ranges(stack: Stack, resource: Resource): Generator<Yield> {
  for (const { property, allows, says, types } of RANGES) {
    const value = declaredAt(stack, resource, property);
    if (value.number !== undefined && (types === undefined || types.includes(resource.type)) && !allows(value.number)) {
      yield finding(value, `\`${property}: ${value.show()}\`: RDS takes ${says}.`, { remediation: `Give ${says}.` });
    }
  }
  const backtrack = declaredAt(stack, resource, "backtrackWindow");
  const engine = engineOf(stack, resource).string;
  if ((backtrack.number ?? 0) > 0 && engine !== undefined && engine !== "aurora-mysql" && engine !== "aurora") {
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Backtrack.html
    yield finding(
      backtrack,
      `\`backtrackWindow: ${backtrack.show()}\`: only Aurora MySQL can backtrack, and this is ${engine}.`,
      {
        remediation:
          "Leave it out. Restore to a point in time instead, with `backupRetentionPeriod` as far back as you need.",
      },
    );
  }
  if (declaredAt(stack, resource, "engineMode").string === "serverless" && isAurora(engine)) {
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless.create.html
    yield finding("engineMode", '`engineMode: "serverless"`: AWS ended Aurora Serverless v1 on 31 March 2025.', {
      remediation:
        "Leave `engineMode` out, set `serverlessv2ScalingConfiguration`, and give the cluster an instance of the class `db.serverless`.",
    });
  }
}

function* windows(stack: Stack, resource: Resource): Generator<Yield> {
  const first = (names: readonly string[]) =>
    names.map((name) => declaredAt(stack, resource, name)).find((each) => each.string !== undefined && !each.halfKnown);
  const backup = first(["backupWindow", "preferredBackupWindow"]);
  const maintenance = first(["maintenanceWindow", "preferredMaintenanceWindow"]);
  const read = [
    { value: backup, window: backupWindow(backup?.string ?? ""), form: "03:00-04:00" },
    { value: maintenance, window: maintenanceWindow(maintenance?.string ?? ""), form: "sun:04:30-sun:05:30" },
  ];
  for (const { value, window, form } of read) {
    if (value !== undefined && (window === undefined || window.length < SHORTEST_WINDOW)) {
      const fault =
        window === undefined ? `is not of the form \`${form}\`` : `is shorter than ${SHORTEST_WINDOW} minutes`;
      yield finding(value, `\`${value.path}: ${value.show()}\` ${fault}, as RDS asks (times in UTC).`, {
        remediation: `Write \`"${form}"\`.`,
      });
    }
  }
  const [daily, weekly] = read.map(({ window }) => window);
  if (daily !== undefined && weekly !== undefined && maintenance !== undefined && collide(daily, weekly)) {
    yield finding(
      maintenance,
      `\`${maintenance.path}: ${maintenance.show()}\` and \`${backup?.path ?? ""}: ${backup?.show() ?? ""}\` overlap. RDS answers \`The backup window and maintenance window must not overlap\`.`,
      { remediation: "Let one begin when the other ends, or later." },
    );
  }
}

const INSTANCE_LOGS: readonly (readonly [engine: RegExp, logs: readonly string[]])[] = [
  [/^(mysql|mariadb)$/, ["audit", "error", "general", "slowquery", "iam-db-auth-error"]],
  [/^postgres$/, ["postgresql", "upgrade", "iam-db-auth-error"]],
  [/^sqlserver-/, ["agent", "error"]],
  [/^oracle-/, ["alert", "audit", "listener", "trace", "oemagent"]],
  [/^db2-/, ["diag.log", "notify.log", "iam-db-auth-error"]],
];
const CLUSTER_LOGS: readonly (readonly [engine: RegExp, logs: readonly string[]])[] = [
  [/^aurora-mysql$/, ["audit", "error", "general", "instance", "slowquery", "iam-db-auth-error"]],
  [/^aurora-postgresql$/, ["instance", "postgresql", "iam-db-auth-error"]],
  [/^mysql$/, ["error", "general", "slowquery", "iam-db-auth-error"]],
  [/^postgres$/, ["postgresql", "upgrade", "iam-db-auth-error"]],
];

function* logExports(stack: Stack, resource: Resource): Generator<Yield> {
  const engine = engineOf(stack, resource).string;
  const table = resource.is(kinds.rdsCluster) ? CLUSTER_LOGS : INSTANCE_LOGS;
  const logs = table.find(([engines]) => engines.test(engine ?? ""))?.[1];
  if (engine === undefined || logs === undefined) {
    return;
  }
  for (const value of declaredAt(stack, resource, "enabledCloudwatchLogsExports").items) {
    if (value.string !== undefined && !value.halfKnown && !logs.includes(value.string)) {
      yield finding(
        value,
        `\`${value.path}: ${value.show()}\`: ${engine} has no such log to export. RDS refuses the list.`,
        {
          remediation: `Its logs are ${logs.map((each) => `\`${each}\``).join(", ")}.`,
        },
      );
    }
  }
}

/** Properties for which RDS, or the provider, wants an ARN. */
const KEYS = ["kmsKeyId", "performanceInsightsKmsKeyId"];

function* keys(stack: Stack, resource: Resource): Generator<Yield> {
  for (const property of KEYS) {
    const value = declaredAt(stack, resource, property);
    const text = value.string ?? "";
    if (value.unknown) {
      yield undecided(value, `whether \`${property}\` is an ARN is not known yet`);
    } else if (
      text !== "" &&
      !text.startsWith("arn:") &&
      (!value.halfKnown || isKeyId(stack, resource, property, text))
    ) {
      yield notAnArn(value);
    }
  }
}

/** Whether a text that is made up is the id of the key it comes from. */
function isKeyId(stack: Stack, resource: Resource, property: string, text: string): boolean {
  return stack.link(resource, [property], kinds.kmsKey).targets.some((key) => key.at("keyId").string === text);
}

function notAnArn(value: Value): Yield {
  return finding(
    value,
    `\`${value.path}: ${value.show()}\` is not an ARN. The provider takes nothing else here, and says so only when the value is known, in the middle of the deployment.`,
    { remediation: "Give `key.arn`, not `key.id`, `key.keyId` or an alias." },
  );
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage */
const GP3_THRESHOLDS: readonly (readonly [engine: RegExp, gib: number])[] = [
  [/^(mysql|mariadb|postgres)$/, 400],
  [/^oracle-/, 200],
];

function* storage(stack: Stack, resource: Resource): Generator<Yield> {
  if (!resource.is(kinds.rdsInstance) || copiedBy(stack, resource) !== undefined) {
    return;
  }
  const [size, type, iops, throughput, most] = [
    "allocatedStorage",
    "storageType",
    "iops",
    "storageThroughput",
    "maxAllocatedStorage",
  ].map((property) => declaredAt(stack, resource, property)) as [Value, Value, Value, Value, Value];
  const engine = engineOf(stack, resource).string ?? "";
  if (type.unknown || isAurora(engine)) {
    return;
  }
  // The provider's own choice where the program makes none.
  const kind = type.string ?? (iops.absent ? "gp2" : "io1");
  const gib = size.number;
  const least = leastStorage(kind, engine);
  if (gib !== undefined && least !== undefined && gib < least) {
    yield finding(size, `\`allocatedStorage: ${size.show()}\`: ${kind} storage of ${engine} begins at ${least} GiB.`, {
      remediation: `Give at least ${least}.`,
    });
  }
  if (gib !== undefined && most.number !== undefined && most.number !== 0 && most.number * 10 < gib * 11) {
    // https://github.com/ministryofjustice/cloud-platform-environments/pull/24422 has RDS's answer.
    yield finding(
      most,
      `\`maxAllocatedStorage: ${most.show()}\` leaves no room above \`allocatedStorage: ${gib}\`. RDS answers \`The maximum allocated storage must be increased by at least 10 percent\`.`,
      { remediation: `Give ${Math.ceil((gib * 11) / 10)} or more, or leave it out.` },
    );
  }
  const threshold = GP3_THRESHOLDS.find(([engines]) => engines.test(engine))?.[1];
  for (const each of [iops, throughput].filter(({ number = 0 }) => number > 0)) {
    if (kind === "gp2" || kind === "standard") {
      yield finding(each, `\`${each.path}: ${each.show()}\` is not for ${kind} storage.`, {
        remediation: `Leave it out, or set \`storageType: "gp3"\`.`,
      });
    } else if (kind === "gp3" && threshold !== undefined && gib !== undefined && gib < threshold) {
      yield finding(
        each,
        `\`${each.path}: ${each.show()}\`: below ${threshold} GiB, gp3 storage of ${engine} has 3000 IOPS and 125 MiB/s, and RDS refuses to be told.`,
        { remediation: `Leave it out, or allocate ${threshold} GiB.` },
      );
    }
  }
}

/**
 * What RDS refuses to go below. Its reference also says 20 GiB for gp2 and gp3, but the API takes less for some engines (the
 * provider's own examples have 10), so nothing is said of those.
 */
function leastStorage(kind: string, engine: string): number | undefined {
  return /^(mysql|mariadb|postgres|oracle-|sqlserver-|db2-)/.test(engine) && /^io[12]$/.test(kind) ? 100 : undefined;
}
