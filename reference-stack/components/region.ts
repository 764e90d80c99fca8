import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config";
import type { Naming } from "../naming";
import { backupAlarms, databaseAlarms } from "./alarm-specs/data";
import type { AlarmSpec } from "./alarm-specs/spec";
import { loadBalancerAlarms } from "./alarm-specs/traffic";
import { functionAlarms, groupAlarms, natAlarms } from "./alarm-specs/work";
import { AppRole } from "./app-role";
import { AppSecrets } from "./app-secrets";
import { BackupVault } from "./backup-vault";
import { Certificate } from "./certificate";
import { Compute } from "./compute";
import { Database, DATABASE_PORT } from "./database";
import { FlowLogs } from "./flow-logs";
import { Keys } from "./keys";
import { LoadBalancer } from "./load-balancer";
import { LogBucket } from "./log-bucket";
import { Network } from "./network";
import { NetworkEndpoints } from "./network-endpoints";
import { loadBalancerDelivery } from "./policies/buckets";
import type { Place } from "./policies/document";
import type { ScalingRole } from "./scaling-role";
import { SecurityGroups } from "./security-groups";
import { Storage } from "./storage";
import { UploadArchiver } from "./upload-archiver";
import { WebAcl } from "./web-acl";

/** What a region takes from the settings, as it is. */
type RegionSettings = Pick<
  Settings,
  | "natGateways"
  | "interfaceEndpoints"
  | "appPort"
  | "healthCheckPath"
  | "instanceType"
  | "minInstances"
  | "maxInstances"
  | "databaseInstanceClass"
  | "databaseStorageGiB"
  | "databaseBackupDays"
  | "keepOldVersionsDays"
  | "secretRotationDays"
  | "requestsPerAddress"
  | "logRetentionDays"
  | "deletionProtection"
>;

/** Arguments of {@link Region}. */
export interface RegionArgs extends RegionSettings {
  readonly naming: Naming;
  readonly place: Place;
  readonly zones: readonly string[];
  /** Of its own for each region, so that two can be connected. */
  readonly vpcCidr: string;
  /** Whether the database lives here. In a standby region it is restored from the copied backups when it is needed. */
  readonly hasDatabase: boolean;
  /** The name the load balancer is reached under. */
  readonly originDomainName: string;
  readonly zoneId: pulumi.Input<string>;
  /** In whose name instances are started; a role, and so one for all regions. */
  readonly scalingRole: ScalingRole;
  /** The certificate for the same name in the other region, if that was made first. */
  readonly certificateLike: Certificate | undefined;
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
  readonly loadBalancer: LoadBalancer;
  readonly certificate: Certificate;
  readonly app: AppRole;
  readonly compute: Compute;
  readonly vault: BackupVault;
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
    const { vpcId, publicSubnetIds, privateSubnetIds } = this.network;
    const flowLogs = { naming, place, vpcId, keyArn: logs.logKeyArn, retentionDays: logRetentionDays };
    new FlowLogs(`${name}-flow-logs`, flowLogs, parent);
    new NetworkEndpoints(
      `${name}-endpoints`,
      {
        ...args,
        ...place,
        vpcId,
        routeTableIds: this.network.innerRouteTableIds,
        subnetIds: privateSubnetIds,
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
    const archiver = new UploadArchiver(
      `${name}-archiver`,
      {
        naming,
        place,
        ...logs,
        source: this.storage.data,
        target: this.storage.backup,
        storageKeyArn: this.keys.storage.keyArn,
        subnetIds: privateSubnetIds,
        securityGroupId: this.securityGroups.functionsId,
      },
      parent,
    );
    const secrets = new AppSecrets(
      `${name}-secrets`,
      {
        ...common,
        ...logs,
        keyArn: this.keys.appConfig.keyArn,
        rotationDays: args.secretRotationDays,
        parameters: {
          "data-bucket": this.storage.data.bucket,
          ...(this.database === undefined ? {} : { "database-endpoint": this.database.endpoint }),
        },
      },
      parent,
    );

    this.certificate = new Certificate(
      `${name}-web-tls`,
      { domainName: args.originDomainName, zoneId: args.zoneId, validatedLike: args.certificateLike },
      parent,
    );
    const webAcl = new WebAcl(
      `${name}-web-firewall`,
      { naming, ...logs, purpose: "web", scope: "REGIONAL", requestsPerAddress: args.requestsPerAddress },
      parent,
    );
    this.loadBalancer = new LoadBalancer(
      `${name}-web`,
      {
        naming,
        vpcId,
        subnetIds: publicSubnetIds,
        securityGroupId: this.securityGroups.loadBalancerId,
        certificateArn: this.certificate.certificateArn,
        webAclArn: webAcl.webAclArn,
        logBucket: new LogBucket(
          `${name}-web-logs`,
          {
            ...common,
            purpose: "alb-logs",
            delivery: loadBalancerDelivery,
            writerNeedsAcl: false,
            retentionDays: logRetentionDays,
          },
          parent,
        ),
        targetPort: args.appPort,
        healthCheckPath: args.healthCheckPath,
        deletionProtection,
      },
      parent,
    );
    this.app = new AppRole(
      `${name}-app`,
      {
        naming,
        place,
        ...logs,
        databaseResourceId: this.database?.resourceId,
        dataBucketArn: this.storage.data.arn,
        storageKeyArn: this.keys.storage.keyArn,
        signingKeyArn: secrets.signingKeyArn,
        parameterPath: secrets.parameterPath,
        secretsKeyArn: this.keys.appConfig.keyArn,
      },
      parent,
    );
    const { arnSuffix, targetGroupArn, targetGroupArnSuffix } = this.loadBalancer;
    this.compute = new Compute(
      `${name}-app`,
      {
        ...common,
        subnetIds: privateSubnetIds,
        securityGroupId: this.securityGroups.appId,
        instanceProfileArn: this.app.instanceProfileArn,
        instanceType: args.instanceType,
        minInstances: args.minInstances,
        maxInstances: args.maxInstances,
        scalingRole: args.scalingRole,
        targetGroupArn,
        requestCountLabel: pulumi.interpolate`${arnSuffix}/${targetGroupArnSuffix}`,
        appPort: args.appPort,
        healthCheckPath: args.healthCheckPath,
        startAfter: [...this.app.ready, ...this.loadBalancer.ready, ...this.network.ready],
      },
      parent,
    );
    this.alarmSpecs = [
      ...natAlarms(this.network.natGatewayIds),
      ...(this.database === undefined ? [] : databaseAlarms(this.database.identifier, args.databaseStorageGiB)),
      ...loadBalancerAlarms(arnSuffix, targetGroupArnSuffix),
      ...groupAlarms(this.compute.groupName, args.minInstances),
      ...functionAlarms("archive-upload", archiver.worker),
      ...functionAlarms("rotate-secret", secrets.rotation),
      ...backupAlarms(this.vault.vaultName),
    ];
    this.registerOutputs({ vpcId, loadBalancerDnsName: this.loadBalancer.dnsName });
  }
}
