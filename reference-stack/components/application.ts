import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings";
import type { Naming } from "../naming";
import type { AlarmSpec } from "../alarm-specs/spec";
import { functionAlarms, groupAlarms } from "../alarm-specs/work";
import { AppRole, type ScalingRole } from "./app-role";
import { AppSecrets } from "./app-secrets";
import type { Certificate } from "./certificate";
import { Compute } from "./compute";
import type { Database } from "./database";
import type { Keys } from "./keys";
import type { LoadBalancer } from "./load-balancer";
import type { Network } from "./network";
import type { Place } from "../documents/policy";
import type { SecurityGroups } from "./security-groups";
import type { Storage } from "./storage";
import { UploadArchiver } from "./upload-archiver";
import { WebFront } from "./web-front";

/** What the application takes from the settings, as it is. */
export type ApplicationSettings = Pick<
  Settings,
  | "appPort"
  | "healthCheckPath"
  | "instanceType"
  | "minInstances"
  | "maxInstances"
  | "secretRotationDays"
  | "requestsPerAddress"
  | "logRetentionDays"
  | "deletionProtection"
>;

/** Arguments of {@link Application}. */
export interface ApplicationArgs extends ApplicationSettings {
  readonly naming: Naming;
  readonly place: Place;
  readonly keys: Keys;
  readonly network: Network;
  readonly securityGroups: SecurityGroups;
  readonly storage: Storage;
  readonly database: Database | undefined;
  /** The name the load balancer is reached under. */
  readonly originDomainName: string;
  readonly zoneId: pulumi.Input<string>;
  /** In whose name instances are started; a role, and so one for all regions. */
  readonly scalingRole: ScalingRole;
  /** The certificate for the same name in the other region, if that was made first. */
  readonly certificateLike: Certificate | undefined;
}

/** What runs in a region: the load balancer, the instances behind it, what they read when they start, and the functions. */
export class Application extends pulumi.ComponentResource {
  readonly loadBalancer: LoadBalancer;
  readonly certificate: Certificate;
  readonly role: AppRole;
  readonly compute: Compute;
  /** The alarms on all of it. */
  readonly alarmSpecs: readonly AlarmSpec[];

  constructor(name: string, args: ApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Application", name, {}, opts);
    const { naming, place, logRetentionDays, deletionProtection } = args;
    const parent = { parent: this };
    const common = { naming, place, deletionProtection };
    const logs = { logKeyArn: args.keys.logs.keyArn, logRetentionDays };
    const { vpcId, publicSubnetIds, privateSubnetIds } = args.network;
    const archiver = new UploadArchiver(
      `${name}-archiver`,
      {
        naming,
        place,
        ...logs,
        source: args.storage.data,
        target: args.storage.backup,
        storageKeyArn: args.keys.storage.keyArn,
        subnetIds: privateSubnetIds,
        securityGroupId: args.securityGroups.functionsId,
      },
      parent,
    );
    const secrets = new AppSecrets(
      `${name}-secrets`,
      {
        ...common,
        ...logs,
        keyArn: args.keys.appConfig.keyArn,
        rotationDays: args.secretRotationDays,
        parameters: {
          "data-bucket": args.storage.data.bucket,
          ...(args.database === undefined ? {} : { "database-endpoint": args.database.endpoint }),
        },
      },
      parent,
    );

    const front = new WebFront(
      `${name}-web`,
      {
        ...common,
        ...logs,
        vpcId,
        subnetIds: publicSubnetIds,
        securityGroupId: args.securityGroups.loadBalancerId,
        domainName: args.originDomainName,
        zoneId: args.zoneId,
        certificateLike: args.certificateLike,
        targetPort: args.appPort,
        healthCheckPath: args.healthCheckPath,
        requestsPerAddress: args.requestsPerAddress,
      },
      parent,
    );
    this.loadBalancer = front.loadBalancer;
    this.certificate = front.certificate;
    this.role = new AppRole(
      `${name}-app`,
      {
        naming,
        place,
        ...logs,
        databaseResourceId: args.database?.resourceId,
        dataBucketArn: args.storage.data.arn,
        storageKeyArn: args.keys.storage.keyArn,
        signingKeyArn: secrets.signingKeyArn,
        parameterPath: secrets.parameterPath,
        secretsKeyArn: args.keys.appConfig.keyArn,
      },
      parent,
    );
    const { arnSuffix, targetGroupArn, targetGroupArnSuffix } = this.loadBalancer;
    this.compute = new Compute(
      `${name}-app`,
      {
        ...common,
        subnetIds: privateSubnetIds,
        securityGroupId: args.securityGroups.appId,
        instanceProfileArn: this.role.instanceProfileArn,
        instanceType: args.instanceType,
        minInstances: args.minInstances,
        maxInstances: args.maxInstances,
        scalingRole: args.scalingRole,
        targetGroupArn,
        requestCountLabel: pulumi.interpolate`${arnSuffix}/${targetGroupArnSuffix}`,
        appPort: args.appPort,
        healthCheckPath: args.healthCheckPath,
        startAfter: [...this.role.ready, ...this.loadBalancer.ready, ...args.network.ready],
      },
      parent,
    );
    this.alarmSpecs = [
      ...front.alarmSpecs,
      ...groupAlarms(this.compute.groupName, args.minInstances),
      ...functionAlarms("archive-upload", archiver.worker),
      ...functionAlarms("rotate-secret", secrets.rotation),
    ];
    this.registerOutputs({
      loadBalancerDnsName: this.loadBalancer.dnsName,
      autoScalingGroupName: this.compute.groupName,
    });
  }
}
