import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { databaseAlarms, distributionAlarms, loadBalancerAlarms } from "./components/alarm-specs";
import { AlarmTopic } from "./components/alarm-topic";
import { Alarms } from "./components/alarms";
import { AppRole } from "./components/app-role";
import { Certificate } from "./components/certificate";
import { Database, DATABASE_PORT } from "./components/database";
import { DnsZone } from "./components/dns-zone";
import { Edge } from "./components/edge";
import { EncryptionKey } from "./components/encryption-key";
import { FlowLogs } from "./components/flow-logs";
import { LoadBalancer } from "./components/load-balancer";
import { LogBucket } from "./components/log-bucket";
import { Network } from "./components/network";
import { cloudFrontDelivery, loadBalancerDelivery } from "./components/policies/buckets";
import { databaseKeyPolicy, logKeyPolicy } from "./components/policies/keys";
import { SecurityGroups } from "./components/security-groups";
import { WebAcl } from "./components/web-acl";
import { readSettings } from "./config";
import { defaultTags } from "./tags";
import { pickZones } from "./zones";

/** CloudFront takes its certificate from this region, and publishes its metrics there. */
const EDGE_REGION = "us-east-1";

/** The program: the only place that reads configuration, makes providers and knows all the components. */
export = async function referenceStack(): Promise<Record<string, unknown>> {
  const settings = readSettings({
    values: pulumi.runtime.allConfig(),
    namespace: pulumi.getProject(),
    stack: pulumi.getStack(),
    updating: !pulumi.runtime.isDryRun(),
  });
  const { domainName, deletionProtection } = settings;
  const naming = { project: settings.project, environment: settings.environment };
  const tags = { tags: defaultTags(naming) };
  const regional = { provider: new aws.Provider("regional", { region: settings.region, defaultTags: tags }) };
  const global = { provider: new aws.Provider("edge", { region: EDGE_REGION, defaultTags: tags }) };

  const { accountId } = await aws.getCallerIdentity({}, regional);
  const place = { region: settings.region, accountId };
  const edgePlace = { region: EDGE_REGION, accountId };
  const zones = settings.zones ?? (await availableZones(settings.region, regional));

  const keys = {
    database: new EncryptionKey(
      "database-key",
      { naming, purpose: "database", policy: databaseKeyPolicy(place), deletionProtection },
      regional,
    ),
    logs: new EncryptionKey(
      "logs-key",
      { naming, purpose: "logs", policy: logKeyPolicy(place), deletionProtection },
      regional,
    ),
    edgeLogs: new EncryptionKey(
      "edge-logs-key",
      { naming, purpose: "edge-logs", policy: logKeyPolicy(edgePlace), deletionProtection },
      global,
    ),
  };

  const network = new Network(
    "network",
    { naming, vpcCidr: settings.vpcCidr, zones, natGateways: settings.natGateways },
    regional,
  );
  new FlowLogs(
    "flow-logs",
    {
      naming,
      place,
      vpcId: network.vpcId,
      keyArn: keys.logs.keyArn,
      retentionDays: settings.logRetentionDays,
    },
    regional,
  );
  const securityGroups = new SecurityGroups(
    "firewall",
    { naming, vpcId: network.vpcId, appPort: settings.appPort, databasePort: DATABASE_PORT },
    regional,
  );

  const database = new Database(
    "database",
    {
      naming,
      place,
      subnetIds: network.dataSubnetIds,
      securityGroupId: securityGroups.databaseId,
      key: keys.database,
      logKeyArn: keys.logs.keyArn,
      instanceClass: settings.databaseInstanceClass,
      storageGiB: settings.databaseStorageGiB,
      backupDays: settings.databaseBackupDays,
      logRetentionDays: settings.logRetentionDays,
      deletionProtection,
    },
    regional,
  );
  const app = new AppRole(
    "app",
    {
      naming,
      place,
      databaseResourceId: database.resourceId,
      logKeyArn: keys.logs.keyArn,
      logRetentionDays: settings.logRetentionDays,
    },
    regional,
  );

  const zone =
    settings.hostedZoneId === undefined
      ? new DnsZone("dns", { naming, domainName, deletionProtection }, regional)
      : { zoneId: settings.hostedZoneId, nameServers: undefined };
  const { zoneId } = zone;
  const originDomainName = `origin.${domainName}`;
  const bucketArgs = { naming, retentionDays: settings.logRetentionDays, deletionProtection };

  const webAclArgs = { naming, requestsPerAddress: 2000, logRetentionDays: settings.logRetentionDays };

  const loadBalancer = new LoadBalancer(
    "web",
    {
      naming,
      vpcId: network.vpcId,
      subnetIds: network.publicSubnetIds,
      securityGroupId: securityGroups.loadBalancerId,
      certificateArn: new Certificate("web-tls", { domainName: originDomainName, zoneId }, regional).certificateArn,
      domainName: originDomainName,
      zoneId,
      logBucket: new LogBucket(
        "web-logs",
        { ...bucketArgs, place, purpose: "alb-logs", delivery: loadBalancerDelivery, writerNeedsAcl: false },
        regional,
      ),
      webAclArn: new WebAcl(
        "web-firewall",
        { ...webAclArgs, purpose: "web", scope: "REGIONAL", logKeyArn: keys.logs.keyArn },
        regional,
      ).webAclArn,
      targetPort: settings.appPort,
      healthCheckPath: settings.healthCheckPath,
      deletionProtection,
    },
    regional,
  );

  const edge = new Edge(
    "edge",
    {
      naming,
      domainName,
      zoneId,
      certificateArn: new Certificate("edge-tls", { domainName, zoneId }, global).certificateArn,
      originDomainName,
      webAclArn: new WebAcl(
        "edge-firewall",
        { ...webAclArgs, purpose: "edge", scope: "CLOUDFRONT", logKeyArn: keys.edgeLogs.keyArn },
        global,
      ).webAclArn,
      // In us-east-1 because CloudFront writes to most regions, but not to all.
      logBucket: new LogBucket(
        "edge-logs",
        { ...bucketArgs, place: edgePlace, purpose: "edge-logs", delivery: cloudFrontDelivery, writerNeedsAcl: true },
        global,
      ),
    },
    global,
  );

  const topicArgs = { naming, email: settings.alarmEmail, deletionProtection };
  const topic = new AlarmTopic("alarms", { ...topicArgs, place, purpose: "alarms" }, regional);
  const edgeTopic = new AlarmTopic("edge-alarms", { ...topicArgs, place: edgePlace, purpose: "edge-alarms" }, global);
  new Alarms(
    "regional-alarms",
    {
      naming,
      topicArn: topic.topicArn,
      specs: [
        ...databaseAlarms(database.identifier, settings.databaseStorageGiB),
        ...loadBalancerAlarms(loadBalancer.arnSuffix, loadBalancer.targetGroupArnSuffix),
      ],
    },
    regional,
  );
  new Alarms(
    "global-alarms",
    { naming, topicArn: edgeTopic.topicArn, specs: distributionAlarms(edge.distributionId) },
    global,
  );

  return {
    url: `https://${domainName}`,
    nameServers: zone.nameServers,
    vpcId: network.vpcId,
    privateSubnetIds: network.privateSubnetIds,
    appSecurityGroupId: securityGroups.appId,
    appInstanceProfileArn: app.instanceProfileArn,
    appLogGroupName: app.logGroupName,
    targetGroupArn: loadBalancer.targetGroupArn,
    distributionId: edge.distributionId,
    databaseEndpoint: database.endpoint,
    databaseMasterSecretArn: database.masterSecretArn,
    alarmTopicArns: [topic.topicArn, edgeTopic.topicArn],
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
