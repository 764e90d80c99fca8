import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { EncryptionKey } from "./encryption-key";
import type { Place } from "./policies/document";
import { accountKeyPolicy } from "./policies/keys";

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
