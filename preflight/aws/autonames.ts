import { MADE_UP_TOKEN } from "../../policy-pack/engine/made-up";

/** The property an AWS provider fills with an auto-name when the program leaves it out, by type token. */
const AUTO_NAMED: Readonly<Record<string, string>> = {
  "aws:s3/bucket:Bucket": "bucket",
  "aws:s3/bucketV2:BucketV2": "bucket",
  "aws:lb/loadBalancer:LoadBalancer": "name",
  "aws:alb/loadBalancer:LoadBalancer": "name",
  "aws:elb/loadBalancer:LoadBalancer": "name",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "name",
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": "alarmName",
  "aws:sns/topic:Topic": "name",
  "aws:iam/role:Role": "name",
  "aws:iam/policy:Policy": "name",
  "aws:iam/rolePolicy:RolePolicy": "name",
  "aws:rds/instance:Instance": "identifier",
  "aws:rds/cluster:Cluster": "clusterIdentifier",
};

/** Properties that stand in the way of an auto-name: `bucketPrefix` set means AWS makes the name. */
const PREFIX_OF: Readonly<Record<string, string>> = {
  bucket: "bucketPrefix",
  name: "namePrefix",
  identifier: "identifierPrefix",
  clusterIdentifier: "clusterIdentifierPrefix",
};

/**
 * The auto-name a provider's Check would fill in: logical name, dash, seven hexadecimal digits
 * (https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming).
 *
 * @returns property and value, or `undefined` when the type has none or the program named the resource.
 */
export function autoName(
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  suffix = MADE_UP_TOKEN,
): { readonly property: string; readonly value: string } | undefined {
  const property = AUTO_NAMED[type];
  if (property === undefined || inputs[property] !== undefined || inputs[PREFIX_OF[property] ?? ""] !== undefined) {
    return undefined;
  }
  return { property, value: `${name}-${suffix}` };
}
