import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "./components/alarm-specs/spec";
import { distributionAlarms, healthCheckAlarms } from "./components/alarm-specs/traffic";
import { AlarmTopic } from "./components/alarm-topic";
import { Alarms } from "./components/alarms";
import { AuditTrail } from "./components/audit-trail";
import { BucketReplication } from "./components/bucket-replication";
import { BackupPlan } from "./components/backup-plan";
import { DatabaseBackupCopy } from "./components/database-backup-copy";
import { DnsZone } from "./components/dns-zone";
import { EdgeSite } from "./components/edge-site";
import { OriginDns } from "./components/origin-dns";
import type { Place } from "./components/policies/document";
import { PrivateBucket } from "./components/private-bucket";
import { Region } from "./components/region";
import { ScalingRole } from "./components/scaling-role";
import { readSettings } from "./config";
import { defaultTags } from "./tags";
import { pickZones } from "./zones";

/** CloudFront takes its certificate and its web ACL from this region, and publishes its metrics there; so does Route 53. */
const EDGE_REGION = "us-east-1";

/** The program: the only place that reads configuration, makes providers and knows all the components. */
export = async function referenceStack(): Promise<Record<string, unknown>> {
  const settings = readSettings({
    values: pulumi.runtime.allConfig(),
    namespace: pulumi.getProject(),
    stack: pulumi.getStack(),
    updating: !pulumi.runtime.isDryRun(),
  });
  const { domainName, deletionProtection, logRetentionDays, secondaryRegion } = settings;
  const naming = { project: settings.project, environment: settings.environment };
  const tags = { tags: defaultTags(naming) };
  const inRegion = (name: string, region: string) => ({
    provider: new aws.Provider(name, { region, defaultTags: tags }),
  });
  const regional = inRegion("regional", settings.region);
  const global = inRegion("edge", EDGE_REGION);
  const secondary = secondaryRegion === undefined ? undefined : inRegion("secondary", secondaryRegion);

  const { accountId } = await aws.getCallerIdentity({}, regional);
  const place: Place = { region: settings.region, accountId };
  const edgePlace: Place = { region: EDGE_REGION, accountId };
  const zones = settings.zones ?? (await availableZones(settings.region, regional));

  const zone =
    settings.hostedZoneId === undefined
      ? new DnsZone("dns", { naming, domainName, deletionProtection }, regional)
      : { zoneId: settings.hostedZoneId, nameServers: undefined };
  const { zoneId } = zone;
  const originDomainName = `origin.${domainName}`;

  const scalingRole = new ScalingRole("scaling", { naming, accountId }, regional);
  const regionArgs = { ...settings, naming, originDomainName, zoneId, scalingRole };
  const primary = new Region(
    "primary",
    { ...regionArgs, place, zones, hasDatabase: true, certificateLike: undefined },
    regional,
  );
  const standby =
    secondary === undefined || secondaryRegion === undefined
      ? undefined
      : new Region(
          "standby",
          {
            ...regionArgs,
            place: { region: secondaryRegion, accountId },
            zones: await availableZones(secondaryRegion, secondary),
            vpcCidr: settings.secondaryVpcCidr,
            hasDatabase: false,
            certificateLike: primary.application.certificate,
          },
          secondary,
        );
  const origin = new OriginDns(
    "origin",
    {
      naming,
      zoneId,
      domainName: originDomainName,
      primary: primary.application.loadBalancer,
      standby: standby?.application.loadBalancer,
      healthCheckPath: settings.healthCheckPath,
    },
    global,
  );

  const accessLogBucket = primary.storage.accessLogs.bucket;
  // Static files are for everybody in the end, and need no key. The distribution's component makes the policy.
  const assets = new PrivateBucket(
    "assets",
    { ...settings, naming, place, purpose: "assets", accessLogBucket, statements: "later" },
    regional,
  );
  const edge = new EdgeSite(
    "edge",
    {
      naming,
      place: edgePlace,
      domainName,
      zoneId,
      originDomainName,
      assets,
      requestsPerAddress: settings.requestsPerAddress,
      logRetentionDays,
      deletionProtection,
    },
    global,
  );

  const { database } = primary;
  if (database === undefined) {
    throw new Error("the primary region has a database");
  }
  if (standby !== undefined && secondary !== undefined && secondaryRegion !== undefined) {
    new BucketReplication(
      "backup-replication",
      {
        naming,
        place,
        source: primary.storage.backup,
        sourceKeyArn: primary.keys.storage.keyArn,
        replica: standby.storage.backup,
        replicaRegion: secondaryRegion,
        replicaKeyArn: standby.keys.storage.keyArn,
      },
      regional,
    );
    new DatabaseBackupCopy(
      "database-copy",
      {
        databaseArn: database.arn,
        keyArn: standby.keys.database.keyArn,
        keepDays: settings.databaseBackupDays,
      },
      secondary,
    );
  }
  new BackupPlan(
    "nightly",
    {
      naming,
      place,
      vaultName: primary.vault.vaultName,
      copyToVaultArn: standby?.vault.vaultArn,
      resourceArns: [database.arn, primary.storage.data.arn],
      keepDays: settings.backupKeepDays,
    },
    regional,
  );
  const trail = new AuditTrail(
    "audit",
    {
      naming,
      place,
      accessLogBucket,
      logKeyArn: primary.keys.logs.keyArn,
      retentionDays: logRetentionDays,
      deletionProtection,
    },
    regional,
  );

  // An alarm can only notify a topic of its own region.
  const watch = (
    purpose: string,
    where: Place,
    specs: readonly AlarmSpec[],
    outage: readonly string[],
    options: pulumi.ComponentResourceOptions,
  ) => {
    const topicArgs = { naming, place: where, purpose, email: settings.alarmEmail, deletionProtection };
    const { topicArn } = new AlarmTopic(purpose, topicArgs, options);
    new Alarms(`${purpose}-set`, { naming, region: where.region, purpose, topicArn, specs, outage }, options);
    return topicArn;
  };
  const outage = ["app-unhealthy", "alb-5xx"];
  const topicArns = [
    watch("alarms", place, [...primary.alarmSpecs, ...trail.alarmSpecs], outage, regional),
    watch(
      "edge-alarms",
      edgePlace,
      [...distributionAlarms(edge.distributionId), ...healthCheckAlarms(origin.healthCheckId)],
      ["origin-down", "edge-5xx"],
      global,
    ),
  ];
  if (standby !== undefined && secondary !== undefined && secondaryRegion !== undefined) {
    const standbyPlace = { region: secondaryRegion, accountId };
    topicArns.push(watch("standby-alarms", standbyPlace, standby.alarmSpecs, outage, secondary));
  }

  return {
    url: `https://${domainName}`,
    nameServers: zone.nameServers,
    vpcId: primary.network.vpcId,
    privateSubnetIds: primary.network.privateSubnetIds,
    appSecurityGroupId: primary.securityGroups.appId,
    appLogGroupName: primary.application.role.logGroupName,
    autoScalingGroupName: primary.application.compute.groupName,
    dataBucket: primary.storage.data.bucket,
    assetsBucket: assets.bucket,
    distributionId: edge.distributionId,
    databaseEndpoint: database.endpoint,
    databaseMasterSecretArn: database.masterSecretArn,
    trailArn: trail.trailArn,
    alarmTopicArns: topicArns,
    ...(standby && {
      standbyVpcId: standby.network.vpcId,
      standbyLoadBalancer: standby.application.loadBalancer.dnsName,
    }),
  };
};

/** The zones a region offers this account without opting in: no Local Zones, which have neither NAT nor RDS. */
async function availableZones(region: string, options: pulumi.InvokeOptions): Promise<string[]> {
  const { names } = await aws.getAvailabilityZones(
    { state: "available", filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }] },
    options,
  );
  return pickZones(names, region);
}
