/**
 * The properties that hold the password of a data store, a broker, a directory or what joins one, by type token.
 *
 * Read from the argument types of `@pulumi/aws` 7.48.0; `test/helpers/master-passwords.test.ts` holds each property
 * against the installed SDK. Neptune has none: it knows IAM only
 * (https://docs.aws.amazon.com/neptune/latest/userguide/iam-auth.html).
 */

import type { Resource } from "../engine/resource";
import type { Value } from "../engine/value";

/** The password properties of one resource type. */
export interface MasterPasswords {
  /** What the password opens, for messages. */
  readonly of: string;
  /** Property paths; `[]` stands for every element of a list. */
  readonly paths: readonly string[];
  /** The change that takes the password out of the program, where the service offers one. One sentence. */
  readonly fix?: string;
  /** What lets the service manage the password, and whose password it is: top-level properties. */
  readonly managed?: { readonly by: string; readonly of: string };
  /** With this setting the password property holds the ARN of a secret. */
  readonly secretArnIf?: { readonly property: string; readonly value: string };
}

const RDS_MANAGED =
  "Set `manageMasterUserPassword: true` and leave the password out: the service makes it, keeps it in Secrets Manager and rotates it";
const OPENSEARCH: MasterPasswords = {
  of: "search domain's master user",
  paths: ["advancedSecurityOptions.masterUserOptions.masterUserPassword"],
  fix: "Make an IAM role the master user, with `masterUserOptions.masterUserArn` and `internalUserDatabaseEnabled: false`",
};
const INFLUX: MasterPasswords = { of: "database's admin user", paths: ["password"] };

export const MASTER_PASSWORDS: Readonly<Record<string, MasterPasswords>> = {
  "aws:rds/instance:Instance": {
    of: "database's master user",
    paths: ["password", "passwordWo"],
    fix: RDS_MANAGED,
    managed: { by: "manageMasterUserPassword", of: "username" },
  },
  "aws:rds/cluster:Cluster": {
    of: "database cluster's master user",
    paths: ["masterPassword", "masterPasswordWo"],
    fix: RDS_MANAGED,
    managed: { by: "manageMasterUserPassword", of: "masterUsername" },
  },
  "aws:docdb/cluster:Cluster": {
    of: "DocumentDB cluster's master user",
    paths: ["masterPassword", "masterPasswordWo"],
    fix: RDS_MANAGED,
    managed: { by: "manageMasterUserPassword", of: "masterUsername" },
  },
  "aws:docdb/elasticCluster:ElasticCluster": {
    of: "DocumentDB cluster's administrator",
    paths: ["adminUserPassword"],
    fix: 'Set `authType: "SECRET_ARN"` and give the ARN of a Secrets Manager secret as `adminUserPassword`',
    secretArnIf: { property: "authType", value: "SECRET_ARN" },
  },
  "aws:redshift/cluster:Cluster": {
    of: "Redshift cluster's master user",
    paths: ["masterPassword", "masterPasswordWo"],
    fix: "Set `manageMasterPassword: true` and leave the password out: Redshift makes it, keeps it in Secrets Manager and rotates it",
    managed: { by: "manageMasterPassword", of: "masterUsername" },
  },
  "aws:redshiftserverless/namespace:Namespace": {
    of: "Redshift namespace's administrator",
    paths: ["adminUserPassword", "adminUserPasswordWo"],
    fix: "Set `manageAdminPassword: true` and leave the password out: Redshift makes it and keeps it in Secrets Manager",
    managed: { by: "manageAdminPassword", of: "adminUsername" },
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    of: "cache",
    paths: ["authToken", "authTokenWo"],
    fix: 'Leave the token out and let users in with IAM: an `aws.elasticache.User` with `authenticationMode: { type: "iam" }`',
  },
  "aws:elasticache/user:User": {
    of: "cache user",
    paths: ["passwords[]", "passwordsWo", "authenticationMode.passwords[]"],
    fix: 'Set `authenticationMode: { type: "iam" }`: such a user needs no password',
  },
  "aws:memorydb/user:User": {
    of: "MemoryDB user",
    paths: ["authenticationMode.passwords[]"],
    fix: 'Set `authenticationMode: { type: "iam" }`: such a user needs no password',
  },
  "aws:mq/broker:Broker": {
    of: "broker user",
    paths: ["users[].password", "ldapServerMetadata.serviceAccountPassword"],
  },
  "aws:opensearch/domain:Domain": OPENSEARCH,
  "aws:elasticsearch/domain:Domain": OPENSEARCH,
  "aws:dms/endpoint:Endpoint": {
    of: "database behind the endpoint",
    paths: [
      "password",
      "kafkaSettings.saslPassword",
      "kafkaSettings.sslClientKeyPassword",
      "oracleSettings.asmPassword",
      "redisSettings.authPassword",
    ],
    fix: "Where the engine allows it, give DMS the secret itself: `secretsManagerArn` and `secretsManagerAccessRoleArn`",
  },
  "aws:lightsail/database:Database": { of: "database's master user", paths: ["masterPassword"] },
  "aws:timestreaminfluxdb/dbInstance:DbInstance": INFLUX,
  "aws:timestreaminfluxdb/dbCluster:DbCluster": INFLUX,
  "aws:directoryservice/directory:Directory": { of: "directory's administrator", paths: ["password"] },
  "aws:fsx/windowsFileSystem:WindowsFileSystem": {
    of: "service account of the directory",
    paths: ["selfManagedActiveDirectory.password", "selfManagedActiveDirectory.passwordWo"],
    fix: "Give FSx the secret itself: `selfManagedActiveDirectory.domainJoinServiceAccountSecret`, the ARN of a Secrets Manager secret",
  },
  "aws:fsx/ontapFileSystem:OntapFileSystem": { of: "file system's administrator", paths: ["fsxAdminPassword"] },
  "aws:fsx/ontapStorageVirtualMachine:OntapStorageVirtualMachine": {
    of: "storage virtual machine",
    paths: ["svmAdminPassword", "activeDirectoryConfiguration.selfManagedActiveDirectoryConfiguration.password"],
  },
};

/** Types whose service can manage the password. */
export function managedTypes(): readonly string[] {
  return Object.entries(MASTER_PASSWORDS).flatMap(([type, { managed }]) => (managed === undefined ? [] : [type]));
}

/**
 * What makes a store a copy, a replica or a member of another, whose password it takes over; and what the service cannot
 * manage passwords for (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html).
 */
const NOT_ITS_OWN = [
  "replicateSourceDb",
  "replicationSourceIdentifier",
  "snapshotIdentifier",
  "snapshotArn",
  "restoreToPointInTime",
  "globalClusterIdentifier",
  "s3Import",
];

/**
 * The property that would make the service manage the password of a store that names a master user and says nothing of a
 * password; `undefined` for every other.
 */
export function unsetPassword(resource: Resource): string | undefined {
  const { paths = [], managed } = MASTER_PASSWORDS[resource.type] ?? {};
  const isSet = (property: string) => !resource.at(property).absent && resource.at(property).raw !== "";
  if (managed === undefined || !isSet(managed.of) || [...paths, ...NOT_ITS_OWN].some(isSet)) {
    return undefined;
  }
  const isServerlessV1 = resource.at("engineMode").unknown || resource.at("engineMode").string === "serverless";
  const isCustom = resource.at("engine").unknown || resource.at("engine").string?.startsWith("custom-") === true;
  return resource.at(managed.by).absent && !isServerlessV1 && !isCustom ? managed.by : undefined;
}

/** One password of a resource. */
export interface MasterPassword {
  readonly value: Value;
  /** The top-level property it is, or lies in. */
  readonly property: string;
  /**
   * Whether the program set it and the value is gone: the provider keeps write-only arguments out of the outputs, which
   * are what stack rules see (https://github.com/pulumi/pulumi-terraform-bridge/issues/3201).
   */
  readonly withheld: boolean;
}

/** Every password of a resource, set or not; none of a type that is not in the table. */
export function masterPasswordsOf(resource: Resource): readonly MasterPassword[] {
  const { paths = [], secretArnIf } = MASTER_PASSWORDS[resource.type] ?? {};
  if (secretArnIf !== undefined && resource.at(secretArnIf.property).string === secretArnIf.value) {
    return [];
  }
  return paths.flatMap((path) => {
    const [property = ""] = path.split(/[.[]/, 1);
    const withheld = path.endsWith("Wo") && !resource.at(...`${path}Version`.split(".")).absent;
    return valuesAt(resource.props, path.split(".")).map((value) => ({
      value,
      property,
      withheld: withheld && value.absent,
    }));
  });
}

function valuesAt(holder: Value, [first, ...rest]: readonly string[]): readonly Value[] {
  if (first === undefined) {
    return [holder];
  }
  const inside = holder.at(first.replace("[]", ""));
  if (!first.endsWith("[]") || inside.unknown) {
    // Of an unknown list every element is unknown: it stands for all of them.
    return valuesAt(inside, rest);
  }
  return inside.items.flatMap((item) => valuesAt(item, rest));
}
