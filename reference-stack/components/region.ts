import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings";
import { backupAlarms, databaseAlarms } from "../alarm-specs/data";
import type { AlarmSpec } from "../alarm-specs/spec";
import { natAlarms } from "../alarm-specs/work";
import { Application, type ApplicationArgs } from "./application";
import { BackupVault } from "./backup";
import { Database, DATABASE_PORT } from "./database";
import { FlowLogs } from "./flow-logs";
import { Keys } from "./keys";
import { Network } from "./network";
import { NetworkEndpoints } from "./network-endpoints";
import { SecurityGroups } from "./security-groups";
import { Storage } from "./storage";

/** What a region takes from the settings, as it is. */
type RegionSettings = Pick<
  Settings,
  | "natGateways"
  | "interfaceEndpoints"
  | "databaseInstanceClass"
  | "databaseStorageGiB"
  | "databaseBackupDays"
  | "keepOldVersionsDays"
>;

/** Arguments of {@link Region}; those of the application are passed on. */
export interface RegionArgs
  extends RegionSettings, Omit<ApplicationArgs, "keys" | "network" | "securityGroups" | "storage" | "database"> {
  readonly zones: readonly string[];
  /** Of its own for each region, so that two can be connected. */
  readonly vpcCidr: string;
  /** Whether the database lives here. In a standby region it is restored from the copied backups when it is needed. */
  readonly hasDatabase: boolean;
}

/**
 * Everything that exists once in each region. The program makes one, and a second one if a second region is configured: the
 * region is that of the component's provider, and nothing in here knows which of the two it is.
 */
export class Region extends pulumi.ComponentResource {
  readonly keys: Keys;
  readonly network: Network;
  readonly securityGroups: SecurityGroups;
  readonly storage: Storage;
  readonly database: Database | undefined;
  readonly vault: BackupVault;
  readonly application: Application;
  /** The alarms on all of it. */
  readonly alarmSpecs: readonly AlarmSpec[];

  constructor(name: string, args: RegionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Region", name, {}, opts);
    const { naming, place, logRetentionDays, deletionProtection } = args;
    const parent = { parent: this };
    const common = { naming, place, deletionProtection };
    this.keys = new Keys(`${name}-keys`, common, parent);
    const logs = { logKeyArn: this.keys.logs.keyArn, logRetentionDays };

    this.network = new Network(`${name}-network`, args, parent);
    const { vpcId } = this.network;
    const flowLogs = { naming, place, vpcId, keyArn: logs.logKeyArn, retentionDays: logRetentionDays };
    new FlowLogs(`${name}-flow-logs`, flowLogs, parent);
    new NetworkEndpoints(
      `${name}-endpoints`,
      {
        ...args,
        ...place,
        vpcId,
        routeTableIds: this.network.innerRouteTableIds,
        subnetIds: this.network.privateSubnetIds,
      },
      parent,
    );
    this.securityGroups = new SecurityGroups(
      `${name}-firewall`,
      { naming, vpcId, appPort: args.appPort, databasePort: DATABASE_PORT },
      parent,
    );

    const storageArgs = { ...args, keyArn: this.keys.storage.keyArn };
    this.storage = new Storage(`${name}-storage`, storageArgs, parent);
    this.vault = new BackupVault(`${name}-backups`, common, parent);
    this.database = args.hasDatabase
      ? new Database(
          `${name}-database`,
          {
            ...common,
            ...logs,
            subnetIds: this.network.dataSubnetIds,
            securityGroupId: this.securityGroups.databaseId,
            key: this.keys.database,
            instanceClass: args.databaseInstanceClass,
            storageGiB: args.databaseStorageGiB,
            backupDays: args.databaseBackupDays,
          },
          parent,
        )
      : undefined;
    // It has no prefix of its own: what it makes is the region's.
    this.application = new Application(
      name,
      {
        ...args,
        keys: this.keys,
        network: this.network,
        securityGroups: this.securityGroups,
        storage: this.storage,
        database: this.database,
      },
      parent,
    );
    this.alarmSpecs = [
      ...natAlarms(this.network.natGatewayIds),
      ...(this.database === undefined ? [] : databaseAlarms(this.database.identifier, args.databaseStorageGiB)),
      ...this.storage.alarmSpecs,
      ...this.application.alarmSpecs,
      ...backupAlarms(this.vault.vaultName),
    ];
    this.registerOutputs({ vpcId, vaultArn: this.vault.vaultArn });
  }
}
