import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "./alarm-specs/spec";
import { healthCheckAlarms } from "./alarm-specs/traffic";
import { Alarms } from "./components/alarms";
import { ScalingRole } from "./components/app-role";
import { AuditTrail } from "./components/audit-trail";
import { BucketReplication } from "./components/bucket-replication";
import { BackupPlan, DatabaseBackupCopy } from "./components/backup";
import { DnsZone, OriginDns } from "./components/dns";
import { EdgeSite } from "./components/edge-site";
import { logKeyPolicy } from "./documents/keys";
import type { Place } from "./documents/policy";
import { PrivateBucket } from "./components/private-bucket";
import { EncryptionKey } from "./components/keys";
import { Region } from "./components/region";
import { readSettings } from "./config";
import { defaultTags } from "./tags";
import { availableZones } from "./zones";

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
  const { domainName, deletionProtection, logRetentionDays } = settings;
  const naming = { project: settings.project, environment: settings.environment };
  const inRegion = (name: string, region: string) => ({
    provider: new aws.Provider(name, { region, defaultTags: { tags: defaultTags(naming) } }),
  });
  const regional = inRegion("regional", settings.region);
  const global = inRegion("edge", EDGE_REGION);

  const { accountId } = await aws.getCallerIdentity({}, regional);
  const place: Place = { region: settings.region, accountId };
  const edgePlace: Place = { region: EDGE_REGION, accountId };
  const zones = settings.zones ?? (await availableZones(settings.region, regional));

  const edgeLogs = {
    logKeyArn: new EncryptionKey(
      "edge-logs-key",
      { naming, purpose: "edge-logs", policy: logKeyPolicy(edgePlace), deletionProtection },
      global,
    ).keyArn,
    logRetentionDays,
  };
  const zone =
    settings.hostedZoneId === undefined
      ? new DnsZone("dns", { naming, place: edgePlace, domainName, ...edgeLogs, deletionProtection }, global)
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
    settings.secondaryRegion === undefined
      ? undefined
      : await standbyRegion(settings.secondaryRegion, inRegion("secondary", settings.secondaryRegion));
  const origin = new OriginDns(
    "origin",
    {
      naming,
      zoneId,
      domainName: originDomainName,
      primary: primary.application.loadBalancer,
      standby: standby?.region.application.loadBalancer,
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
      ...edgeLogs,
      deletionProtection,
    },
    global,
  );

  const { database } = primary;
  if (database === undefined) {
    throw new Error("the primary region has a database");
  }
  const replication =
    standby &&
    new BucketReplication(
      "backup-replication",
      {
        naming,
        place,
        source: primary.storage.backup,
        sourceKeyArn: primary.keys.storage.keyArn,
        replica: standby.region.storage.backup,
        replicaRegion: standby.place.region,
        replicaKeyArn: standby.region.keys.storage.keyArn,
      },
      regional,
    );
  if (standby !== undefined) {
    new DatabaseBackupCopy(
      "database-copy",
      {
        databaseArn: database.arn,
        keyArn: standby.region.keys.database.keyArn,
        keepDays: settings.databaseBackupDays,
      },
      standby.options,
    );
  }
  new BackupPlan(
    "nightly",
    {
      naming,
      place,
      vaultName: primary.vault.vaultName,
      copyToVaultArn: standby?.region.vault.vaultArn,
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
    const args = { naming, place: where, purpose, email: settings.alarmEmail, specs, outage, deletionProtection };
    return new Alarms(purpose, args, options).topicArn;
  };
  const outage = ["app-unhealthy", "alb-5xx"];
  const topicArns = [
    watch(
      "alarms",
      place,
      [...primary.alarmSpecs, ...trail.alarmSpecs, ...(replication?.sourceAlarmSpecs ?? [])],
      outage,
      regional,
    ),
    watch(
      "edge-alarms",
      edgePlace,
      [...edge.alarmSpecs, ...healthCheckAlarms(origin.healthCheckId)],
      ["origin-down", "edge-5xx"],
      global,
    ),
  ];
  if (standby !== undefined) {
    const specs = [...standby.region.alarmSpecs, ...(replication?.replicaAlarmSpecs ?? [])];
    topicArns.push(watch("standby-alarms", standby.place, specs, outage, standby.options));
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
      standbyVpcId: standby.region.network.vpcId,
      standbyLoadBalancer: standby.region.application.loadBalancer.dnsName,
    }),
  };

  /** The second region: the first once more, without the database, and under names of its own. */
  async function standbyRegion(name: string, options: { provider: aws.Provider }) {
    const standbyPlace: Place = { region: name, accountId };
    const region = new Region(
      "standby",
      {
        ...regionArgs,
        place: standbyPlace,
        zones: await availableZones(name, options),
        vpcCidr: settings.secondaryVpcCidr,
        hasDatabase: false,
        certificateLike: primary.application.certificate,
      },
      options,
    );
    return { place: standbyPlace, options, region };
  }
};
