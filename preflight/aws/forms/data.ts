/** Databases, caches, search. */
import type { Form, Forms, Maker } from "../maker";

/** Ports RDS opens when a program names none (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html). */
function portOf(engine: string): number {
  return (
    (
      [
        [/postgres/, 5432],
        [/mysql|mariadb|^aurora$/, 3306],
        [/oracle/, 1521],
        [/sqlserver/, 1433],
        [/db2/, 50000],
      ] as const
    ).find(([pattern]) => pattern.test(engine))?.[1] ?? 3306
  );
}

/** `name.x.region.rds.amazonaws.com`, where `x` is the same for an account and region. */
function rdsHost(make: Maker, label: string, middle = ""): string {
  return make.regionalHost("rds", label, `${middle}${make.hex(12, "cluster")}`);
}

/** The secret RDS manages for a master user; there is none unless the program asks for it. */
function masterUserSecrets(make: Maker): readonly object[] {
  return make.inputs.manageMasterUserPassword === true
    ? [
        {
          kmsKeyId: make.text("masterUserSecretKmsKeyId") ?? make.arn("kms", `key/${make.uuid("master")}`),
          secretArn: make.arn("secretsmanager", `secret:rds!db-${make.uuid()}-${make.hex(6, "secret")}`),
          secretStatus: "active",
        },
      ]
    : [];
}

const rdsInstance: Form = (make) => {
  const identifier = make.text("identifier") ?? make.named(make.text("identifierPrefix") ?? make.name);
  const engine = make.text("engine") ?? "mysql";
  const port = make.number("port") ?? portOf(engine);
  const address = rdsHost(make, identifier);
  return {
    // Since version 6 of the provider the id is the resource id, not the identifier.
    id: `db-${make.upper(26)}`,
    resourceId: `db-${make.upper(26)}`,
    identifier,
    arn: make.arn("rds", `db:${identifier}`),
    address,
    endpoint: `${address}:${port}`,
    port,
    engineVersionActual: make.text("engineVersion") ?? "",
    hostedZoneId: `Z${make.upper(13, "rds-zone")}`,
    latestRestorableTime: "",
    listenerEndpoints: [],
    masterUserSecrets: masterUserSecrets(make),
    replicas: [],
    status: "available",
  };
};

/** Clusters are `tf-` and a stamp when the program does not say how they are called: Pulumi gives them no auto-name. */
function clusterIdentifier(make: Maker): string {
  return make.text("clusterIdentifier") ?? make.named(make.text("clusterIdentifierPrefix") ?? "tf-");
}

/** RDS, DocumentDB and Neptune are one control plane. */
const cluster =
  (defaultPort: (make: Maker) => number, more: (make: Maker) => object = () => ({})): Form =>
  (make) => {
    const identifier = clusterIdentifier(make);
    return {
      id: identifier,
      clusterIdentifier: identifier,
      clusterResourceId: `cluster-${make.upper(26)}`,
      arn: make.arn("rds", `cluster:${identifier}`),
      endpoint: rdsHost(make, identifier, "cluster-"),
      readerEndpoint: rdsHost(make, identifier, "cluster-ro-"),
      port: make.number("port") ?? defaultPort(make),
      hostedZoneId: `Z${make.upper(13, "rds-zone")}`,
      ...more(make),
    };
  };

const clusterInstance =
  (port: (make: Maker) => number): Form =>
  (make) => {
    const identifier = make.text("identifier") ?? make.named(make.text("identifierPrefix") ?? "tf-");
    return {
      id: identifier,
      identifier,
      arn: make.arn("rds", `db:${identifier}`),
      dbiResourceId: `db-${make.upper(26)}`,
      endpoint: rdsHost(make, identifier),
      port: port(make),
      writer: true,
    };
  };

/** Groups and snapshots of the RDS control plane: `arn:aws:rds:region:account:subgrp:name`. */
const rdsNamed =
  (kind: string, property = "name"): Form =>
  (make) => {
    const name = make.physical(property);
    return { id: name, [property]: name, arn: make.arn("rds", `${kind}:${name}`) };
  };

const replicationGroup: Form = (make) => {
  const id = make.physical("replicationGroupId");
  const sharded = make.inputs.clusterMode === "enabled" || (make.number("numNodeGroups") ?? 1) > 1;
  const zone = `${make.hex(6, "zone")}.${(/[a-z]{2}-([a-z]+)-\d/.exec(make.region)?.[1] ?? "use").slice(0, 2)}.cache.amazonaws.com`;
  const host = (label: string) => `${label}.${id}.${make.hex(7)}.${zone}`;
  return {
    id,
    replicationGroupId: id,
    arn: make.arn("elasticache", `replicationgroup:${id}`),
    clusterEnabled: sharded,
    configurationEndpointAddress: sharded ? host("clustercfg") : "",
    primaryEndpointAddress: sharded ? "" : host("master"),
    readerEndpointAddress: sharded ? "" : host("replica"),
    memberClusters: [`${id}-001`],
    port: make.number("port") ?? 6379,
    engineVersionActual: make.text("engineVersion") ?? "",
  };
};

const cacheCluster: Form = (make) => {
  const id = make.physical("clusterId");
  const port = make.number("port") ?? (make.text("engine") === "memcached" ? 11211 : 6379);
  const host = (label: string) => `${id}.${make.hex(7)}.${label}.${make.region}.cache.amazonaws.com`;
  const memcached = make.text("engine") === "memcached";
  return {
    id,
    clusterId: id,
    arn: make.arn("elasticache", `cluster:${id}`),
    cacheNodes: [{ address: host("0001"), availabilityZone: `${make.region}a`, id: "0001", outpostArn: "", port }],
    clusterAddress: memcached ? host("cfg") : "",
    configurationEndpoint: memcached ? `${host("cfg")}:${port}` : "",
    engineVersionActual: make.text("engineVersion") ?? "",
    port,
  };
};

const searchDomain: Form = (make) => {
  const name = make.physical("domainName");
  const arn = make.arn("es", `domain/${name}`);
  const inVpc = make.inputs.vpcOptions !== undefined;
  const endpoint = make.regionalHost("es", `${inVpc ? "vpc" : "search"}-${name}-${make.hex(26)}`);
  return {
    id: arn,
    arn,
    domainId: `${make.account}/${name}`,
    domainName: name,
    endpoint,
    dashboardEndpoint: `${endpoint}/_dashboards`,
    kibanaEndpoint: `${endpoint}/_plugin/kibana/`,
    endpointV2: "",
    dashboardEndpointV2: "",
    domainEndpointV2HostedZoneId: "",
  };
};

const table: Form = (make) => {
  const name = make.physical();
  const arn = make.arn("dynamodb", `table/${name}`);
  const streams = make.inputs.streamEnabled === true;
  // A stream is labelled with the moment it was switched on.
  const streamLabel = streams ? "2020-01-01T00:00:00.000" : "";
  return { id: name, name, arn, streamArn: streams ? `${arn}/stream/${streamLabel}` : "", streamLabel };
};

const redshift: Form = (make) => {
  const identifier = make.text("clusterIdentifier") ?? make.named(`${make.name}-`);
  const dnsName = make.regionalHost("redshift", identifier, make.hex(12, "cluster"));
  return {
    id: identifier,
    arn: make.arn("redshift", `cluster:${identifier}`),
    clusterNamespaceArn: make.arn("redshift", `namespace:${make.uuid()}`),
    dnsName,
    endpoint: `${dnsName}:${make.number("port") ?? 5439}`,
    clusterNodes: [{ nodeRole: "SHARED", privateIpAddress: make.address("private"), publicIpAddress: "" }],
    masterPasswordSecretArn:
      make.inputs.manageMasterPassword === true
        ? make.arn("secretsmanager", `secret:redshift!${identifier}-${make.hex(7)}`)
        : "",
  };
};

const broker: Form = (make) => {
  const id = `b-${make.uuid()}`;
  const host = `${id}-1.mq.${make.region}.amazonaws.com`;
  const rabbit = (make.text("engineType") ?? "").toLowerCase() === "rabbitmq";
  return {
    id,
    arn: make.arn("mq", `broker:${make.physical("brokerName")}:${id}`),
    brokerName: make.physical("brokerName"),
    instances: [
      {
        consoleUrl: rabbit ? `https://${host}` : `https://${host}:8162`,
        endpoints: rabbit ? [`amqps://${host}:5671`] : [`ssl://${host}:61617`, `amqp+ssl://${host}:5671`],
        ipAddress: make.address("private"),
      },
    ],
    sharedResources: [],
    pendingDataReplicationMode: "",
  };
};

const kafka: Form = (make) => {
  const name = make.physical("clusterName");
  const uuid = `${make.uuid()}-1`;
  const arn = make.arn("kafka", `cluster/${name}/${uuid}`);
  const brokers = (port: number) =>
    [1, 2, 3].map((each) => `b-${each}.${name}.${make.hex(7)}.c1.kafka.${make.region}.amazonaws.com:${port}`).join(",");
  return {
    id: arn,
    arn,
    clusterName: name,
    clusterUuid: uuid,
    currentVersion: `K${make.upper(13)}`,
    bootstrapBrokers: brokers(9092),
    bootstrapBrokersTls: brokers(9094),
    bootstrapBrokersSaslIam: brokers(9098),
    bootstrapBrokersSaslScram: brokers(9096),
    zookeeperConnectString: brokers(2181).replaceAll("b-", "z-"),
    zookeeperConnectStringTls: brokers(2182).replaceAll("b-", "z-"),
  };
};

const relational = (make: Maker) => portOf(make.text("engine") ?? "aurora-mysql");

export const dataForms: Forms = {
  "aws:rds/instance:Instance": rdsInstance,
  "aws:rds/cluster:Cluster": cluster(relational, (make) => ({
    masterUserSecrets: masterUserSecrets(make),
    engineVersionActual: make.text("engineVersion") ?? "",
  })),
  "aws:rds/clusterInstance:ClusterInstance": clusterInstance(relational),
  "aws:docdb/cluster:Cluster": cluster(
    () => 27017,
    (make) => ({ masterUserSecrets: masterUserSecrets(make) }),
  ),
  "aws:docdb/clusterInstance:ClusterInstance": clusterInstance(() => 27017),
  "aws:neptune/cluster:Cluster": cluster(
    () => 8182,
    () => ({ clusterMembers: [] }),
  ),
  "aws:neptune/clusterInstance:ClusterInstance": clusterInstance(() => 8182),
  "aws:rds/subnetGroup:SubnetGroup": rdsNamed("subgrp"),
  "aws:docdb/subnetGroup:SubnetGroup": rdsNamed("subgrp"),
  "aws:neptune/subnetGroup:SubnetGroup": rdsNamed("subgrp"),
  "aws:rds/parameterGroup:ParameterGroup": rdsNamed("pg"),
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": rdsNamed("cluster-pg"),
  "aws:rds/optionGroup:OptionGroup": rdsNamed("og"),
  "aws:rds/proxy:Proxy": (make) => {
    const name = make.physical();
    return {
      id: name,
      name,
      arn: make.arn("rds", `db-proxy:prx-${make.hex(17)}`),
      endpoint: make.regionalHost("rds", name, `proxy-${make.hex(12, "cluster")}`),
    };
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": replicationGroup,
  "aws:elasticache/cluster:Cluster": cacheCluster,
  "aws:elasticache/subnetGroup:SubnetGroup": (make) => {
    const name = make.physical();
    return { id: name, name, arn: make.arn("elasticache", `subnetgroup:${name}`), vpcId: make.id("vpc") };
  },
  "aws:elasticache/parameterGroup:ParameterGroup": (make) => {
    const name = make.physical();
    return { id: name, name, arn: make.arn("elasticache", `parametergroup:${name}`) };
  },
  "aws:elasticache/serverlessCache:ServerlessCache": (make) => {
    const name = make.physical();
    const address = `${name}-${make.hex(7)}.serverless.${make.region}.cache.amazonaws.com`;
    return {
      id: name,
      name,
      arn: make.arn("elasticache", `serverlesscache:${name}`),
      endpoints: [{ address, port: 6379 }],
      readerEndpoints: [{ address, port: 6380 }],
      status: "available",
    };
  },
  "aws:opensearch/domain:Domain": searchDomain,
  "aws:elasticsearch/domain:Domain": searchDomain,
  "aws:dynamodb/table:Table": table,
  "aws:redshift/cluster:Cluster": redshift,
  "aws:mq/broker:Broker": broker,
  "aws:msk/cluster:Cluster": kafka,
  "aws:dms/replicationInstance:ReplicationInstance": (make) => {
    const id = make.text("replicationInstanceId") ?? make.named(`${make.name}-`);
    return {
      id,
      replicationInstanceArn: make.arn("dms", `rep:${make.upper(26)}`),
      replicationInstancePrivateIps: [make.address("private")],
      replicationInstancePublicIps: [],
    };
  },
  "aws:glue/catalogDatabase:CatalogDatabase": (make) => {
    const name = make.physical();
    return { id: `${make.account}:${name}`, name, catalogId: make.account, arn: make.arn("glue", `database/${name}`) };
  },
  "aws:glue/catalogTable:CatalogTable": (make) => {
    const name = make.physical();
    const database = make.text("databaseName") ?? make.named("database_");
    return {
      id: `${make.account}:${database}:${name}`,
      name,
      catalogId: make.account,
      arn: make.arn("glue", `table/${database}/${name}`),
    };
  },
};
