import { kinds, type Kind } from "./kinds";
import type { Resource } from "./resource";

/** Properties by which programs refer to a resource of any type. */
const COMMON = ["id", "arn", "name"] as const;

/** Further ones, by kind. */
const FURTHER: readonly (readonly [Kind, readonly string[]])[] = [
  [
    [...kinds.bucket, ...kinds.directoryBucket],
    ["bucket", "bucketDomainName", "bucketRegionalDomainName", "websiteEndpoint"],
  ],
  [kinds.metricAlarm, ["alarmName"]],
  [kinds.compositeAlarm, ["alarmName"]],
  [kinds.kmsKey, ["keyId"]],
  [[...kinds.rdsInstance, ...kinds.rdsClusterInstance], ["identifier"]],
  [[...kinds.documentClusterInstance, ...kinds.neptuneClusterInstance], ["identifier"]],
  [[...kinds.rdsCluster, ...kinds.documentCluster, ...kinds.neptuneCluster], ["clusterIdentifier"]],
  [kinds.queue, ["url"]],
  [kinds.lambdaFunction, ["qualifiedArn", "invokeArn"]],
  [kinds.lambdaAlias, ["invokeArn"]],
  [kinds.dynamodbTable, ["streamArn"]],
  [[...kinds.loadBalancer, ...kinds.classicLoadBalancer], ["dnsName"]],
  [kinds.distribution, ["domainName"]],
  [kinds.hostedZone, ["zoneId"]],
  [kinds.ecsTaskDefinition, ["family", "arnWithoutRevision"]],
  // What AWS makes with a VPC, and a program refers to through it.
  [
    [...kinds.vpc, ...kinds.defaultVpc],
    ["defaultRouteTableId", "mainRouteTableId", "defaultNetworkAclId"],
  ],
];

/**
 * Properties in which another resource repeats what a resource of a kind is called: a bucket policy's `bucket` is its
 * bucket's name. A program that writes `policy.bucket` instead of `logs.bucket` refers to the bucket all the same.
 */
const REPEATED_AS: readonly (readonly [Kind, readonly string[]])[] = [
  [[...kinds.bucket, ...kinds.directoryBucket], ["bucket"]],
  [kinds.topic, ["topic", "arn"]],
  [kinds.kmsKey, ["keyId", "targetKeyId", "targetKeyArn"]],
  [kinds.certificate, ["certificateArn"]],
  [kinds.restApi, ["restApi"]],
  [[...kinds.vpc, ...kinds.defaultVpc], ["vpcId"]],
  [[...kinds.routeTable, ...kinds.defaultRouteTable], ["routeTableId"]],
  [kinds.internetGateway, ["internetGatewayId"]],
  [kinds.subnet, ["subnetId"]],
];

const FURTHER_BY_TYPE = byType(FURTHER);
const REPEATED_BY_TYPE = byType(REPEATED_AS);
const BUCKET_TYPES = new Set<string>([...kinds.bucket, ...kinds.directoryBucket]);

/** What a resource can be called by: the values of its identifying properties. */
export interface Identity {
  /** Known texts that denote this resource, in the form {@link normaliseReference} gives them. */
  readonly texts: readonly string[];
  /** Whether some identifying property is not known yet, or made up, so that another text may denote it all the same. */
  readonly open: boolean;
}

/** The identity of a resource. Reads its properties, so ask only for resources a rule looks at. */
export function identityOf(resource: Resource): Identity {
  const values = [...COMMON, ...(FURTHER_BY_TYPE.get(resource.type) ?? [])].map((name) => resource.at(name));
  const known = values.flatMap((value) => (value.string === undefined || value.string === "" ? [] : [value.string]));
  const texts = [...new Set(known.map(normaliseReference))];
  if (BUCKET_TYPES.has(resource.type)) {
    // The name alone decides every other form, so a bucket whose name is known can be told from any other text.
    const name = resource.at("bucket");
    return { texts, open: name.string === undefined || name.halfKnown };
  }
  return { texts, open: texts.length === 0 || values.some((value) => value.halfKnown) };
}

/** Properties of a dependency that repeat the name of a resource of `kind`, see {@link REPEATED_AS}. */
export function repeatedAs(kind: Kind): readonly string[] {
  return [...new Set(kind.flatMap((type) => REPEATED_BY_TYPE.get(type) ?? []))];
}

/**
 * S3's own domains, by partition
 * (https://docs.aws.amazon.com/general/latest/gr/s3.html, https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html).
 */
const DOMAIN = String.raw`(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|cloud\.adc-e\.uk)`;
const REGION = String.raw`[a-z]{2,4}(?:-[a-z]+)+-\d+`;

/**
 * A bucket's own host name in every form S3 has or had: global, regional, with a dash (`s3-eu-west-1`), dual-stack, FIPS,
 * accelerated and website endpoints (https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html).
 */
const BUCKET_HOST = new RegExp(
  String.raw`^(?:https?://)?([a-z0-9][a-z0-9.-]+)\.s3(?:-accelerate|-website|-fips)?(?:\.dualstack)?(?:[.-](?:${REGION}|external-1))?\.${DOMAIN}/?$`,
);
/** A bucket's ARN, not that of an object in it. */
const BUCKET_ARN = /^arn:[a-z0-9-]+:s3:::([^/*]+)$/;
/** The form of Athena, EMR and others; what follows the name is a place in that bucket. */
const S3_URI = /^s3:\/\/([^/]+)(?:\/.*)?$/;

/**
 * One form for all the texts that denote the same thing: a bucket's ARN, host name or `s3://` address becomes its name.
 * Bucket names are unique in a partition, so the region in a host name decides nothing. Other texts stay as they are.
 */
export function normaliseReference(text: string): string {
  // Three anchored expressions over every text of an index: a cheap look first.
  if (!text.includes("s3")) {
    return text;
  }
  return (BUCKET_ARN.exec(text) ?? BUCKET_HOST.exec(text) ?? S3_URI.exec(text))?.[1] ?? text;
}

/** The last segment of an ARN or a path, which usually is the resource's name. */
export function lastSegment(text: string): string {
  return text.slice(Math.max(text.lastIndexOf(":"), text.lastIndexOf("/")) + 1);
}

function byType(table: readonly (readonly [Kind, readonly string[]])[]): ReadonlyMap<string, readonly string[]> {
  return new Map(table.flatMap(([kind, names]) => kind.map((type) => [type, names] as const)));
}
