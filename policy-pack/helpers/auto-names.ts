/** The names Pulumi's AWS provider makes for resources the program does not name. */
import { MADE_UP_TOKEN } from "../engine/made-up";
import { isUnknownSentinel } from "../engine/wire";

type Properties = Readonly<Record<string, unknown>>;

/** How the provider fills in a name it makes itself. */
interface Naming {
  readonly property: string;
  /** Between the logical name and the random part; a dash by default. */
  readonly separator?: string;
  readonly lowerCase?: true;
  readonly prefix?: string;
  /** Boolean argument that makes the name end in `.fifo`. */
  readonly fifo?: string;
}

/**
 * Where an auto-name is not simply `name`, dash, seven digits. From the provider's own table
 * (https://github.com/pulumi/pulumi-aws/blob/master/provider/resource_overrides.go).
 */
const NAMINGS: Readonly<Record<string, Naming>> = {
  "aws:appsync/dataSource:DataSource": { property: "name", separator: "_" },
  "aws:appsync/function:Function": { property: "name", separator: "_" },
  "aws:athena/database:Database": { property: "name", separator: "_" },
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": { property: "name", separator: "_" },
  "aws:cloudwatch/eventTarget:EventTarget": { property: "targetId" },
  "aws:codedeploy/deploymentConfig:DeploymentConfig": { property: "deploymentConfigName", separator: "_" },
  "aws:ec2/keyPair:KeyPair": { property: "keyName" },
  "aws:efs/fileSystem:FileSystem": { property: "creationToken" },
  "aws:eks/fargateProfile:FargateProfile": { property: "fargateProfileName" },
  "aws:eks/nodeGroup:NodeGroup": { property: "nodeGroupName" },
  "aws:elasticache/cluster:Cluster": { property: "clusterId", lowerCase: true },
  "aws:elasticache/replicationGroup:ReplicationGroup": { property: "replicationGroupId", lowerCase: true },
  "aws:elasticsearch/domain:Domain": { property: "domainName", lowerCase: true },
  "aws:glue/catalogDatabase:CatalogDatabase": { property: "name", separator: "_", lowerCase: true },
  "aws:glue/catalogTable:CatalogTable": { property: "name", separator: "_", lowerCase: true },
  "aws:iot/topicRule:TopicRule": { property: "name", separator: "_" },
  "aws:kms/alias:Alias": { property: "name", prefix: "alias/" },
  "aws:lambda/permission:Permission": { property: "statementId" },
  "aws:lex/bot:Bot": { property: "name", separator: "_" },
  "aws:lex/botAlias:BotAlias": { property: "name", separator: "_" },
  "aws:lex/intent:Intent": { property: "name", separator: "_" },
  "aws:lex/slotType:SlotType": { property: "name", separator: "_" },
  "aws:mq/broker:Broker": { property: "brokerName" },
  "aws:msk/cluster:Cluster": { property: "clusterName" },
  "aws:msk/serverlessCluster:ServerlessCluster": { property: "clusterName" },
  "aws:opensearch/domain:Domain": { property: "domainName" },
  // No dash here: the identifier of an RDS instance is the logical name and seven digits.
  "aws:rds/instance:Instance": { property: "identifier", separator: "" },
  "aws:s3/bucket:Bucket": { property: "bucket", lowerCase: true },
  "aws:s3/bucketV2:BucketV2": { property: "bucket", lowerCase: true },
  "aws:sns/topic:Topic": { property: "name", fifo: "fifoTopic" },
  "aws:sqs/queue:Queue": { property: "name", fifo: "fifoQueue" },
};

/**
 * The auto-name a provider's Check would fill in: usually logical name, dash, seven hexadecimal digits
 * (https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming).
 *
 * @param suffix the random part; by default the token by which made-up values are recognised.
 * @returns property and value, or `undefined` when the type has none or the program named the resource.
 */
export function autoName(
  type: string,
  name: string,
  inputs: Properties,
  suffix = MADE_UP_TOKEN,
): { readonly property: string; readonly value: string } | undefined {
  const naming = namingOf(type);
  // A prefix stands in the way: with it, AWS or Terraform makes the name.
  if (naming === undefined || isGiven(inputs[naming.property]) || isGiven(inputs[`${naming.property}Prefix`])) {
    return undefined;
  }
  const { property, separator = "-", prefix = "", fifo } = naming;
  const base = naming.lowerCase === true ? name.toLowerCase() : name;
  const ending = fifo !== undefined && inputs[fifo] === true ? ".fifo" : "";
  const value = `${base}${separator}${suffix}${ending}`;
  return { property, value: value.startsWith(prefix) ? value : `${prefix}${value}` };
}

let named: ReadonlySet<string> | undefined;

/** Type tokens whose argument `name` the provider fills in; from the SDK, by `npm run generate`. */
export function typesWithAutoName(): ReadonlySet<string> {
  // Some six hundred tokens; nobody needs them before the first resource comes.
  return (named ??= new Set(
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    (require("../data/named-types.json") as { readonly types: readonly string[] }).types,
  ));
}

/** The argument in which the provider fills in a name for resources of this type, if it does for any. */
export function autoNamedProperty(type: string): string | undefined {
  return namingOf(type)?.property;
}

function namingOf(type: string): Naming | undefined {
  if (!type.startsWith("aws:")) {
    return undefined;
  }
  return NAMINGS[type] ?? (typesWithAutoName().has(type) ? { property: "name" } : undefined);
}

/** Set by the program; an unknown value counts, it will be something. */
function isGiven(value: unknown): boolean {
  return isUnknownSentinel(value) || (value !== undefined && value !== null);
}
