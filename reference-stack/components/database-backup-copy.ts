import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

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
