import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountKeyPolicy } from "../documents/keys";
import { fromAccount, trustPolicy, type Place } from "../documents/policy";
import { resourceName, type Naming } from "../naming";
import { named } from "../tags";
import { EncryptionKey } from "./keys";

/** Arguments of {@link BackupVault}. */
export interface BackupVaultArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** Whether `pulumi destroy` stops at a vault that holds backups. */
  readonly deletionProtection: boolean;
}

/** Where backups are kept, under a key of their own: whoever can open the data cannot open, or lose, its backups with it. */
export class BackupVault extends pulumi.ComponentResource {
  readonly vaultArn: pulumi.Output<string>;
  readonly vaultName: pulumi.Output<string>;

  constructor(name: string, args: BackupVaultArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:BackupVault", name, {}, opts);
    const { naming, deletionProtection } = args;
    const key = new EncryptionKey(
      `${name}-key`,
      { naming, purpose: "backups", policy: accountKeyPolicy(args.place), deletionProtection },
      { parent: this },
    );
    const vaultName = resourceName(naming, "backups", { maxLength: 50 });
    const vault = new aws.backup.Vault(
      `${name}-vault`,
      { name: vaultName, kmsKeyArn: key.keyArn, forceDestroy: !deletionProtection, tags: { Name: vaultName } },
      { parent: this },
    );
    this.vaultArn = vault.arn;
    this.vaultName = vault.name;
    this.registerOutputs({ vaultArn: this.vaultArn, vaultName: this.vaultName });
  }
}

/** What AWS Backup needs for databases and for buckets; AWS made both policies for its role and nobody else. */
const MANAGED_POLICIES = {
  backup: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
  "backup-s3": "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
};

/** Arguments of {@link BackupPlan}. */
export interface BackupPlanArgs {
  readonly naming: Naming;
  readonly place: Place;
  readonly vaultName: pulumi.Input<string>;
  /** A vault in another region that receives a copy of each backup. */
  readonly copyToVaultArn?: pulumi.Input<string>;
  /** What is backed up; buckets must be versioned. */
  readonly resourceArns: pulumi.Input<string>[];
  readonly keepDays: number;
}

/** A backup every night, kept for so many days, and copied to the second region if there is one. */
export class BackupPlan extends pulumi.ComponentResource {
  readonly planArn: pulumi.Output<string>;

  constructor(name: string, args: BackupPlanArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:BackupPlan", name, {}, opts);
    const { naming, place } = args;
    const parent = { parent: this };
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        ...named(resourceName(naming, "backup", place)),
        description: "Makes the nightly backups",
        assumeRolePolicy: trustPolicy("backup.amazonaws.com", fromAccount(place.accountId)),
      },
      parent,
    );
    const rights = Object.entries(MANAGED_POLICIES).map(
      ([type, policyArn]) =>
        new aws.iam.RolePolicyAttachment(`${name}-${type}-rights`, { role: role.name, policyArn }, parent),
    );
    const lifecycle = { deleteAfter: args.keepDays };
    const planName = resourceName(naming, "nightly", { maxLength: 50 });
    const plan = new aws.backup.Plan(
      `${name}-plan`,
      {
        name: planName,
        rules: [
          {
            ruleName: "nightly",
            targetVaultName: args.vaultName,
            // Not in the hour of the database's own backup and maintenance: RDS refuses both at once.
            schedule: "cron(0 5 ? * * *)",
            startWindow: 60,
            completionWindow: 360,
            lifecycle,
            ...(args.copyToVaultArn === undefined
              ? {}
              : { copyActions: [{ destinationVaultArn: args.copyToVaultArn, lifecycle }] }),
          },
        ],
        tags: { Name: planName },
      },
      parent,
    );
    new aws.backup.Selection(
      `${name}-selection`,
      {
        name: resourceName(naming, "nightly", { maxLength: 50 }),
        planId: plan.id,
        iamRoleArn: role.arn,
        resources: args.resourceArns,
      },
      { ...parent, dependsOn: rights },
    );
    this.planArn = plan.arn;
    this.registerOutputs({ planArn: this.planArn });
  }
}

/** Arguments of {@link DatabaseBackupCopy}. */
export interface DatabaseBackupCopyArgs {
  /** The database, in the other region. */
  readonly databaseArn: pulumi.Input<string>;
  /** Encrypts the copy; a key of this region. */
  readonly keyArn: pulumi.Input<string>;
  readonly keepDays: number;
}

/**
 * A running copy of a database's backups and transaction logs in the region of the component's provider: there, the database
 * can be restored to any second up to a few minutes ago. A read replica would be ready sooner, but RDS makes none of a
 * database whose master password it manages.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
 */
export class DatabaseBackupCopy extends pulumi.ComponentResource {
  constructor(name: string, args: DatabaseBackupCopyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:DatabaseBackupCopy", name, {}, opts);
    new aws.rds.InstanceAutomatedBackupsReplication(
      `${name}-replication`,
      { sourceDbInstanceArn: args.databaseArn, kmsKeyId: args.keyArn, retentionPeriod: args.keepDays },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
