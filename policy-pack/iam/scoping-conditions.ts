import { MASK, maskUnknown } from "../engine/made-up";
import type { Value } from "../engine/value";
import { admitsEverything, matches } from "./wildcard";

/**
 * Condition keys that say *which resources* a statement applies to. Keys that say who asks, from where or how
 * (`aws:PrincipalTag`, `aws:SourceIp`, `aws:SourceVpce`, `aws:SecureTransport`, `aws:MultiFactorAuthPresent`,
 * `aws:CalledVia`, `kms:ViaService`, `iam:PassedToService`), where (`aws:RequestedRegion`: an ARN that names only a region
 * names no resource either) are
 * not here; neither are keys that narrow what is done inside any resource (`s3:prefix`, `dynamodb:LeadingKeys`).
 *
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resource-properties
 * and the condition keys of each service in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html.
 */
export const SCOPING_KEYS: readonly string[] = [
  // Properties of the resource, in every service.
  "aws:ResourceAccount",
  "aws:ResourceOrgID",
  "aws:ResourceOrgPaths",
  // The resource that the request names, or that it belongs to.
  "apigateway:Resource/*",
  "cloudwatch:namespace",
  "ec2:AccepterVpc",
  "ec2:AllocationId",
  "ec2:DhcpOptionsID",
  "ec2:ImageID",
  "ec2:InstanceID",
  "ec2:InternetGatewayID",
  "ec2:KeyPairName",
  "ec2:LaunchTemplate",
  "ec2:ManagedResourceOperator",
  "ec2:NetworkAclID",
  "ec2:NetworkInterfaceID",
  "ec2:Owner",
  "ec2:ParentSnapshot",
  "ec2:ParentVolume",
  "ec2:PlacementGroup",
  "ec2:PlacementGroupName",
  "ec2:PublicIpAddress",
  "ec2:RequesterVpc",
  "ec2:RouteTableID",
  "ec2:SecurityGroupID",
  "ec2:SnapshotID",
  "ec2:Subnet",
  "ec2:SubnetID",
  "ec2:transitGatewayAttachmentId",
  "ec2:transitGatewayId",
  "ec2:transitGatewayRouteTableId",
  "ec2:VolumeID",
  "ec2:Vpc",
  "ec2:VpcID",
  "ec2:VpcPeeringConnectionID",
  "ecs:cluster",
  "ecs:container-instances",
  "ecs:service",
  "ecs:task-definition",
  "eks:clusterName",
  "elasticbeanstalk:InApplication",
  "elasticfilesystem:AccessPointArn",
  // The service-linked role's ARN is made from it.
  "iam:AWSServiceName",
  // What was encrypted under one context cannot be decrypted under another.
  "kms:EncryptionContext:*",
  "kms:RequestAlias",
  "kms:ResourceAliases",
  "lambda:FunctionArn",
  "s3:DataAccessPointAccount",
  "s3:DataAccessPointArn",
  "s3:ResourceAccount",
  "s3express:DataAccessPointArn",
  "s3express:ResourceAccount",
  "secretsmanager:Name",
  "secretsmanager:resource/AllowRotationLambdaArn",
  "secretsmanager:SecretId",
  "servicediscovery:NamespaceArn",
  "servicediscovery:NamespaceName",
  "servicediscovery:ServiceArn",
  "servicediscovery:ServiceName",
  // Tags may only be put on what the named call is just creating.
  "*:CreateAction",
];

/** Tags the resource has; for these, that the tag is there at all already leaves out the resources without it. */
export const TAG_KEYS: readonly string[] = [
  "*:ResourceTag/*",
  "datapipeline:Tag/*",
  "dms:*-tag/*",
  "rds:*-tag/*",
  "s3:AccessPointTag/*",
  "s3:BucketTag/*",
  "s3:ExistingObjectTag/*",
  "s3express:AccessPointTag/*",
  "s3express:BucketTag/*",
  "s3tables:TableBucketTag/*",
  "s3vectors:VectorBucketTag/*",
];

/**
 * Tags the request sets. They say which resources are meant only where the request creates them: with permission to tag,
 * they can be put on any existing resource, and with `sts:AssumeRole` they are tags of the session.
 */
const NEW_TAG_KEYS: readonly string[] = ["*:RequestTag/*"];

/**
 * Operators that hold only when the key is there and has a wanted value. Not so the negated ones (`StringNotEquals`: all
 * but one), `…IfExists` and `ForAllValues:`: they hold when the key is missing
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */
const DEMANDING = /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/i;

/**
 * Whether a statement's `Condition` narrows the resources the statement applies to. All of its parts must hold, so one
 * that narrows is enough. Unknown values narrow: the program wrote the condition, only its value is not known yet.
 *
 * @param creates whether all the statement's actions create the resources they are limited to; then the tags of the request
 *   narrow, too.
 * @returns `unknown` when nothing known narrows, and something unknown might.
 */
export function narrowsResources(condition: Value, creates: boolean): "yes" | "no" | "unknown" {
  if (condition.unknown) {
    return "unknown";
  }
  const tagKeys = creates ? [...TAG_KEYS, ...NEW_TAG_KEYS] : TAG_KEYS;
  const isTag = (key: string) => tagKeys.some((pattern) => matches(pattern, key));
  let unknown = false;
  for (const [operator, test] of condition.entries) {
    const demanding = DEMANDING.test(operator);
    if (test.unknown) {
      unknown ||= demanding || isNull(operator);
    }
    for (const [spelled, value] of test.entries) {
      const key = maskUnknown(spelled);
      if (isNull(operator) ? isTag(key) && value.boolean === false : demanding && (isTag(key) || narrows(key, value))) {
        return "yes";
      }
      unknown ||= demanding && key.includes(MASK);
    }
  }
  return unknown ? "unknown" : "no";
}

function narrows(key: string, value: Value): boolean {
  return (
    SCOPING_KEYS.some((pattern) => matches(pattern, key)) &&
    !value.items.some((each) => admitsEverything(each.string ?? ""))
  );
}

function isNull(operator: string): boolean {
  return operator.toLowerCase() === "null";
}
