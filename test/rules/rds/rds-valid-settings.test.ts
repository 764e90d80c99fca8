import { rdsValidSettings } from "../../../policy-pack/rules/rds/rds-valid-settings";
import { ref, resource, secret, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const instance = (props: Props, name = "db") =>
  resource("aws:rds/instance:Instance", name, {
    engine: "postgres",
    instanceClass: "db.t4g.medium",
    allocatedStorage: 20,
    ...props,
  });
const cluster = (props: Props = {}, name = "db") =>
  resource("aws:rds/cluster:Cluster", name, { engine: "aurora-postgresql", ...props });
const member = (props: Props = {}, name = "one") =>
  resource("aws:rds/clusterInstance:ClusterInstance", name, {
    clusterIdentifier: ref("db"),
    instanceClass: "db.r6g.large",
    engine: "aurora-postgresql",
    ...props,
  });
const parameters = (family: string, ...all: Props[]) =>
  resource("aws:rds/parameterGroup:ParameterGroup", "parameters", { family, parameters: all });
const key = resource("aws:kms/key:Key", "key", {});
const world = (props: Props = {}) =>
  resource("aws:rds/globalCluster:GlobalCluster", "world", {
    globalClusterIdentifier: "world",
    engine: "aurora-postgresql",
    ...props,
  });
const subnet = (name: string, zone?: string) =>
  resource("aws:ec2/subnet:Subnet", name, {
    vpcId: "vpc-0a1b2c3d4e5f60718",
    ...(zone === undefined ? {} : { availabilityZone: zone }),
  });
const subnetGroup = (subnetIds: unknown, type = "aws:rds/subnetGroup:SubnetGroup") =>
  resource(type, "group", { subnetIds });
const at = (property: string, message: string, name = "db") => [{ resource: name, property, message }];

testRule(rdsValidSettings, {
  judgedByCompanions: ["aws:rds/clusterInstance:ClusterInstance"],
  invalid: [
    {
      name: "admin, in PostgreSQL",
      resources: [instance({ username: "admin" })],
      findings: at("username", 'username: "admin"`: postgres keeps that name'),
    },
    {
      name: "admin, in Aurora PostgreSQL",
      resources: [cluster({ masterUsername: "admin" })],
      findings: at("masterUsername", "aurora-postgresql keeps that name"),
    },
    {
      name: "rdsadmin, in MySQL",
      resources: [instance({ engine: "mysql", username: "rdsadmin" })],
      findings: at("username", "mysql keeps that name"),
    },
    {
      name: "admin, in DocumentDB",
      resources: [resource("aws:docdb/cluster:Cluster", "db", { masterUsername: "admin" })],
      findings: at("masterUsername", "docdb keeps that name"),
    },
    {
      name: "a T2 class, which ended",
      resources: [instance({ engine: "mysql", instanceClass: "db.t2.micro" })],
      findings: at("instanceClass", "mysql does not run on that class any more"),
    },
    {
      name: "a micro class in Aurora, once for all members",
      resources: [cluster(), member({ instanceClass: "db.t3.micro" }), member({ instanceClass: "db.t3.micro" }, "two")],
      findings: at("instanceClass", '(also of "two")', "one"),
    },
    {
      name: "a small class of Aurora MySQL 3",
      resources: [
        cluster({ engine: "aurora-mysql" }),
        member({ engine: "aurora-mysql", engineVersion: "8.0.mysql_aurora.3.04.0", instanceClass: "db.t3.small" }),
      ],
      findings: at("instanceClass", "does not run on that class any more", "one"),
    },
    {
      name: "a class of EC2",
      resources: [instance({ instanceClass: "t3.medium" })],
      findings: at("instanceClass", "is no class postgres runs on"),
    },
    {
      name: "a size that its family has not",
      resources: [resource("aws:docdb/clusterInstance:ClusterInstance", "db", { instanceClass: "db.t3.small" })],
      findings: at("instanceClass", "is no class docdb runs on"),
    },
    {
      name: "the engine of a member is its cluster's",
      resources: [cluster(), member({ engine: undefined, instanceClass: "db.m5.large" })],
      findings: at("instanceClass", "is no class aurora-postgresql runs on", "one"),
    },
    {
      name: "a class without local disk for a Multi-AZ cluster",
      resources: [cluster({ engine: "mysql", dbClusterInstanceClass: "db.t3.medium", allocatedStorage: 100 })],
      findings: at("dbClusterInstanceClass", "is no class mysql runs on"),
    },
    {
      name: "a dash in the database's name",
      resources: [instance({ dbName: "my-app" })],
      findings: at("dbName", "letters, digits and underscores"),
    },
    {
      name: "a cluster's database that begins with a digit",
      resources: [cluster({ databaseName: "2shop" })],
      findings: at("databaseName", "begins with a letter"),
    },
    {
      name: "a database in SQL Server",
      resources: [instance({ engine: "sqlserver-ex", instanceClass: "db.t3.small", dbName: "shop" })],
      findings: at("dbName", "refuses a name for one"),
    },
    {
      name: "a monitoring interval between",
      resources: [instance({ monitoringInterval: 20 })],
      findings: at("monitoringInterval", "0, 1, 5, 10, 15, 30 or 60 seconds"),
    },
    {
      name: "more than 35 days of backups",
      resources: [cluster({ backupRetentionPeriod: 90 })],
      findings: at("backupRetentionPeriod", "0 to 35 days"),
    },
    {
      name: "a DocumentDB cluster without backups",
      resources: [resource("aws:docdb/cluster:Cluster", "db", { backupRetentionPeriod: 0 })],
      findings: at("backupRetentionPeriod", "a cluster always has backups"),
    },
    {
      name: "a month of Performance Insights in days",
      resources: [instance({ performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 30 })],
      findings: at("performanceInsightsRetentionPeriod", "a multiple of 31 days"),
    },
    {
      name: "backtracking PostgreSQL",
      resources: [cluster({ backtrackWindow: 3600 })],
      findings: at("backtrackWindow", "only Aurora MySQL can backtrack"),
    },
    {
      name: "Aurora Serverless v1",
      resources: [cluster({ engineMode: "serverless" })],
      findings: at("engineMode", "ended Aurora Serverless v1"),
    },
    {
      name: "a window without a day",
      resources: [instance({ maintenanceWindow: "04:00-05:00" })],
      findings: at("maintenanceWindow", "is not of the form"),
    },
    {
      name: "a window of a quarter of an hour",
      resources: [cluster({ preferredBackupWindow: "03:00-03:15" })],
      findings: at("preferredBackupWindow", "shorter than 30 minutes"),
    },
    {
      name: "windows that overlap",
      resources: [instance({ backupWindow: "03:00-04:00", maintenanceWindow: "Sun:03:30-Sun:04:30" })],
      findings: at("maintenanceWindow", "overlap"),
    },
    {
      name: "windows that overlap over midnight, Sunday to Monday",
      resources: [instance({ backupWindow: "23:30-00:30", maintenanceWindow: "mon:00:00-mon:01:00" })],
      findings: at("maintenanceWindow", "overlap"),
    },
    {
      name: "MySQL's log from PostgreSQL",
      resources: [instance({ enabledCloudwatchLogsExports: ["postgresql", "slowquery"] })],
      findings: at("enabledCloudwatchLogsExports[1]", "postgres has no such log"),
    },
    {
      name: "an upgrade log from Aurora",
      resources: [cluster({ enabledCloudwatchLogsExports: ["upgrade"] })],
      findings: at("enabledCloudwatchLogsExports[0]", "aurora-postgresql has no such log"),
    },
    {
      name: "a key's id",
      resources: [instance({ storageEncrypted: true, kmsKeyId: "1234abcd-12ab-34cd-56ef-1234567890ab" })],
      findings: at("kmsKeyId", "is not an ARN"),
    },
    {
      name: "a key's id, by reference",
      resources: [key, instance({ storageEncrypted: true, kmsKeyId: ref("key", "keyId") })],
      findings: at("kmsKeyId", "is not an ARN"),
      undecided: ["preview"],
    },
    {
      name: "an alias",
      resources: [cluster({ storageEncrypted: true, kmsKeyId: "alias/shop" })],
      findings: at("kmsKeyId", "is not an ARN"),
    },
    {
      name: "provisioned IOPS of a small disk",
      resources: [instance({ engine: "mysql", iops: 1000, allocatedStorage: 50 })],
      findings: at("allocatedStorage", "io1 storage of mysql begins at 100 GiB"),
    },
    {
      name: "IOPS of a small gp3 disk",
      resources: [instance({ storageType: "gp3", allocatedStorage: 100, iops: 3000 })],
      findings: at("iops", "below 400 GiB"),
    },
    {
      name: "throughput of gp2",
      resources: [instance({ storageType: "gp2", storageThroughput: 250 })],
      findings: at("storageThroughput", "is not for gp2 storage"),
    },
    {
      name: "storage that cannot grow",
      resources: [instance({ allocatedStorage: 100, maxAllocatedStorage: 100 })],
      findings: at("maxAllocatedStorage", "leaves no room above `allocatedStorage: 100`"),
    },
    {
      name: "a static parameter at once, the default",
      resources: [parameters("postgres15", { name: "shared_buffers", value: "1" }, { name: "work_mem", value: "1" })],
      findings: at("parameters[0].applyMethod", "`shared_buffers`: static in postgres15", "parameters"),
    },
    {
      name: "two static parameters of MySQL",
      resources: [
        parameters(
          "mysql8.0",
          { name: "max_connections", value: "9" },
          { name: "performance_schema", value: "1", applyMethod: "immediate" },
          { name: "lower_case_table_names", value: "1" },
        ),
      ],
      findings: at("parameters[1].applyMethod", "`performance_schema`, `lower_case_table_names`: static", "parameters"),
    },
    {
      name: "a family with a minor version",
      resources: [parameters("postgres15.4")],
      findings: at("family", "no family of parameter groups `postgres15.4`", "parameters"),
    },
    {
      name: "a cluster's family with a minor version",
      resources: [
        resource("aws:rds/clusterParameterGroup:ClusterParameterGroup", "parameters", { family: "aurora-mysql8" }),
      ],
      findings: at("family", "no family of parameter groups `aurora-mysql8`", "parameters"),
    },
    {
      name: "parameters of another major version",
      resources: [
        parameters("postgres14"),
        instance({ engineVersion: "15.13", parameterGroupName: ref("parameters", "name") }),
      ],
      findings: at("parameterGroupName", "a group of the family postgres14, and the database is postgres 15.13"),
    },
    {
      name: "cluster parameters of another engine",
      resources: [
        resource("aws:rds/clusterParameterGroup:ClusterParameterGroup", "parameters", { family: "aurora-mysql8.0" }),
        cluster({ dbClusterParameterGroupName: ref("parameters", "name") }),
      ],
      findings: at("dbClusterParameterGroupName", "the family aurora-mysql8.0"),
    },
    {
      name: "a member's parameters, by its cluster's version",
      resources: [
        parameters("aurora-postgresql14"),
        cluster({ engineVersion: "16.10" }),
        member({ dbParameterGroupName: ref("parameters", "name") }),
      ],
      findings: at("dbParameterGroupName", "aurora-postgresql14", "one"),
    },
    {
      name: "a replica of a database without backups",
      resources: [
        instance({ identifier: "source" }, "source"),
        resource("aws:rds/instance:Instance", "db", {
          replicateSourceDb: ref("source", "identifier"),
          instanceClass: "db.t4g.medium",
        }),
      ],
      findings: at("replicateSourceDb", 'The source "source" keeps no automated backups', "source"),
    },
    {
      name: "a secondary of an encrypted global cluster without a key",
      resources: [world({ storageEncrypted: true }), cluster({ globalClusterIdentifier: ref("world") })],
      findings: at("kmsKeyId", 'The global cluster "world" is encrypted'),
    },
    {
      name: "serverless members of a cluster without scaling, once",
      resources: [
        cluster(),
        member({ instanceClass: "db.serverless" }),
        member({ instanceClass: "db.serverless" }, "two"),
      ],
      findings: at("instanceClass", "no `serverlessv2ScalingConfiguration`", "one"),
    },
    {
      name: "MySQL where Aurora was meant",
      resources: [cluster({ engine: "mysql", masterUsername: "shop" })],
      findings: at("engine", "is a Multi-AZ DB cluster, not Aurora"),
    },
    {
      name: "a group of one subnet",
      resources: [subnet("a"), subnetGroup([ref("a")])],
      findings: at("subnetIds", "has one subnet", "group"),
    },
    {
      name: "a DocumentDB group in one zone",
      resources: [
        subnet("a", "eu-west-1a"),
        subnet("b", "eu-west-1a"),
        subnetGroup([ref("a"), ref("b")], "aws:docdb/subnetGroup:SubnetGroup"),
      ],
      findings: at("subnetIds", "subnets of one zone, eu-west-1a", "group"),
    },
  ],
  valid: [
    { name: "admin, in MySQL", resources: [instance({ engine: "mysql", username: "admin" })] },
    { name: "a user's name that contains a reserved one", resources: [instance({ username: "dbadmin" })] },
    { name: "a secret name", resources: [instance({ username: secret("shop") })] },
    { name: "a micro class, in PostgreSQL", resources: [instance({ instanceClass: "db.t3.micro" })] },
    {
      name: "Aurora's smallest",
      resources: [
        cluster(),
        member({ instanceClass: "db.t3.medium" }),
        member({ instanceClass: "db.t4g.medium" }, "two"),
      ],
    },
    { name: "a later generation than the data", resources: [instance({ instanceClass: "db.m99g.large" })] },
    { name: "an engine without data", resources: [instance({ engine: "acme", instanceClass: "db.x.y" })] },
    { name: "underscores", resources: [instance({ dbName: "my_app_2" })] },
    { name: "a monitoring interval", resources: [instance({ monitoringInterval: 60, backupRetentionPeriod: 35 })] },
    {
      name: "Performance Insights for three months and for two years",
      resources: [
        instance({ performanceInsightsRetentionPeriod: 93 }),
        instance({ performanceInsightsRetentionPeriod: 731 }, "other"),
      ],
    },
    { name: "backtracking Aurora MySQL", resources: [cluster({ engine: "aurora-mysql", backtrackWindow: 259200 })] },
    {
      name: "windows that touch",
      resources: [instance({ backupWindow: "03:00-04:00", maintenanceWindow: "sun:04:00-sun:05:00" })],
    },
    {
      name: "a maintenance window over midnight",
      resources: [cluster({ preferredBackupWindow: "02:00-03:00", preferredMaintenanceWindow: "sun:23:30-mon:01:00" })],
    },
    {
      name: "the engine's own logs",
      resources: [
        instance({ engine: "mysql", enabledCloudwatchLogsExports: ["error", "general", "slowquery", "audit"] }),
        cluster({ enabledCloudwatchLogsExports: ["postgresql"] }, "aurora"),
      ],
    },
    {
      name: "a key's ARN",
      resources: [key, instance({ storageEncrypted: true, kmsKeyId: ref("key", "arn") })],
      undecided: ["preview"],
    },
    { name: "ten gigabytes", resources: [instance({ allocatedStorage: 10 })] },
    { name: "magnetic storage", resources: [instance({ storageType: "standard", allocatedStorage: 5 })] },
    {
      name: "IOPS and throughput of a large gp3 disk",
      resources: [instance({ storageType: "gp3", allocatedStorage: 400, iops: 12000, storageThroughput: 500 })],
    },
    {
      name: "storage that grows by a tenth",
      resources: [instance({ allocatedStorage: 100, maxAllocatedStorage: 110 })],
    },
    { name: "storage that does not grow", resources: [instance({ allocatedStorage: 100, maxAllocatedStorage: 0 })] },
    { name: "storage that grows", resources: [instance({ allocatedStorage: 20, maxAllocatedStorage: 100 })] },
    {
      name: "storage restored from a snapshot",
      resources: [instance({ allocatedStorage: 5, snapshotIdentifier: "before" })],
    },
    {
      name: "a static parameter with the next reboot, a dynamic one at once",
      resources: [
        parameters(
          "postgres15",
          { name: "shared_buffers", value: "1", applyMethod: "pending-reboot" },
          { name: "work_mem", value: "1" },
        ),
      ],
    },
    {
      name: "MySQL reads max_connections at any time",
      resources: [parameters("mysql8.0", { name: "max_connections", value: "100" })],
    },
    {
      name: "parameters of the same major version",
      resources: [
        parameters("postgres15"),
        instance({ engineVersion: "15", parameterGroupName: ref("parameters", "name") }),
      ],
    },
    {
      name: "parameters without a version to compare",
      resources: [parameters("postgres15"), instance({ parameterGroupName: ref("parameters", "name") })],
    },
    {
      name: "a replica of a database with backups",
      resources: [
        instance({ identifier: "source", backupRetentionPeriod: 1 }, "source"),
        resource("aws:rds/instance:Instance", "db", {
          replicateSourceDb: ref("source", "identifier"),
          instanceClass: "db.t4g.medium",
        }),
      ],
    },
    {
      name: "a replica of a database elsewhere",
      resources: [instance({ engine: undefined, allocatedStorage: undefined, replicateSourceDb: "elsewhere" })],
    },
    {
      name: "the first cluster of an encrypted global one",
      resources: [
        world({ storageEncrypted: true }),
        cluster({ globalClusterIdentifier: ref("world"), masterUsername: "shop", storageEncrypted: true }),
      ],
    },
    {
      name: "a secondary with a key",
      resources: [
        world({ storageEncrypted: true }),
        cluster({ globalClusterIdentifier: ref("world"), kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1" }),
      ],
    },
    {
      name: "a secondary of an unencrypted global cluster",
      resources: [world(), cluster({ globalClusterIdentifier: ref("world") })],
    },
    {
      name: "serverless members of a cluster that scales",
      resources: [
        cluster({ serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 2 } }),
        member({ instanceClass: "db.serverless" }),
      ],
    },
    {
      name: "a Multi-AZ cluster",
      resources: [
        cluster({
          engine: "mysql",
          dbClusterInstanceClass: "db.r6gd.large",
          allocatedStorage: 100,
          storageType: "io1",
        }),
      ],
    },
    {
      name: "subnets of two zones",
      resources: [subnet("a", "eu-west-1a"), subnet("b", "eu-west-1b"), subnetGroup([ref("a"), ref("b")])],
    },
    {
      name: "subnets whose zones nobody says",
      resources: [subnet("a"), subnet("b"), subnetGroup([ref("a"), ref("b")])],
    },
    {
      name: "a cluster's static parameter at once, which RDS puts off by itself",
      resources: [
        resource("aws:rds/clusterParameterGroup:ClusterParameterGroup", "parameters", {
          family: "aurora-postgresql16",
          parameters: [{ name: "shared_preload_libraries", value: "pg_stat_statements" }],
        }),
      ],
    },
    { name: "a family later than the data", resources: [parameters("postgres99")] },
    { name: "subnets of another stack", resources: [subnetGroup(unknown)] },
    { name: "one known subnet and one of another stack", resources: [subnet("a"), subnetGroup([ref("a"), unknown])] },
  ],
});
