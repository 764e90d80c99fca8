import type { Resource } from "../engine/resource";
import type { Value } from "../engine/value";

/**
 * What a document does where it stands
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types).
 *
 * - `identity`: grants to whoever it is attached to.
 * - `trust`: says who may assume a role; has principals and no resources.
 * - `resource`: says who may use the resource it is attached to; has principals.
 * - `guardrail`: only limits what other policies grant, and grants nothing by itself.
 */
export type DocumentKind = "identity" | "trust" | "resource" | "guardrail";

/** A property that holds a policy document. */
export interface DocumentPlace {
  readonly type: string;
  /** Property path; `[]` stands for every element of a list. */
  readonly property: string;
  readonly kind: DocumentKind;
}

/** A document of a resource. */
export interface PlacedDocument {
  readonly value: Value;
  readonly place: DocumentPlace;
}

type Row = readonly [type: string, ...properties: string[]];

const IDENTITY: readonly Row[] = [
  ["aws:iam/groupPolicy:GroupPolicy", "policy"],
  ["aws:iam/policy:Policy", "policy"],
  ["aws:iam/role:Role", "inlinePolicies[].policy"],
  ["aws:iam/rolePolicy:RolePolicy", "policy"],
  ["aws:iam/userPolicy:UserPolicy", "policy"],
  // Grants to the certificates it is attached to (https://docs.aws.amazon.com/iot/latest/developerguide/iot-policies.html).
  ["aws:iot/policy:Policy", "policy"],
  ["aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", "inlinePolicy"],
];

const TRUST: readonly Row[] = [["aws:iam/role:Role", "assumeRolePolicy"]];

/** Key policies are resource policies in which `*` means "this key" and the account root stands for its IAM policies. */
const KEY: readonly Row[] = [
  ["aws:kms/externalKey:ExternalKey", "policy"],
  ["aws:kms/key:Key", "policy"],
  ["aws:kms/keyPolicy:KeyPolicy", "policy"],
  ["aws:kms/replicaExternalKey:ReplicaExternalKey", "policy"],
  ["aws:kms/replicaKey:ReplicaKey", "policy"],
];

const RESOURCE: readonly Row[] = [
  ...KEY,
  ["aws:acmpca/policy:Policy", "policy"],
  ["aws:amp/resourcePolicy:ResourcePolicy", "policyDocument"],
  ["aws:apigateway/domainName:DomainName", "policy"],
  ["aws:apigateway/restApi:RestApi", "policy"],
  ["aws:apigateway/restApiPolicy:RestApiPolicy", "policy"],
  ["aws:backup/vaultPolicy:VaultPolicy", "policy"],
  ["aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy", "policy"],
  ["aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy", "accessPolicy"],
  ["aws:cloudwatch/eventBusPolicy:EventBusPolicy", "policy"],
  ["aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy", "deliveryDestinationPolicy"],
  ["aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy", "accessPolicy"],
  ["aws:cloudwatch/logResourcePolicy:LogResourcePolicy", "policyDocument"],
  ["aws:codeartifact/domainPermissions:DomainPermissions", "policyDocument"],
  ["aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy", "policyDocument"],
  ["aws:codebuild/resourcePolicy:ResourcePolicy", "policy"],
  ["aws:dsql/clusterPolicy:ClusterPolicy", "policy"],
  ["aws:dynamodb/resourcePolicy:ResourcePolicy", "policy"],
  ["aws:ecr/registryPolicy:RegistryPolicy", "policy"],
  ["aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate", "repositoryPolicy"],
  ["aws:ecr/repositoryPolicy:RepositoryPolicy", "policy"],
  ["aws:ecrpublic/repositoryPolicy:RepositoryPolicy", "policy"],
  ["aws:efs/fileSystemPolicy:FileSystemPolicy", "policy"],
  ["aws:elasticsearch/domain:Domain", "accessPolicies"],
  ["aws:elasticsearch/domainPolicy:DomainPolicy", "accessPolicies"],
  ["aws:glacier/vault:Vault", "accessPolicy"],
  ["aws:glacier/vaultLock:VaultLock", "policy"],
  ["aws:glue/resourcePolicy:ResourcePolicy", "policy"],
  ["aws:kinesis/resourcePolicy:ResourcePolicy", "policy"],
  ["aws:lambda/resourcePolicy:ResourcePolicy", "policy"],
  ["aws:mediastore/containerPolicy:ContainerPolicy", "policy"],
  ["aws:msk/clusterPolicy:ClusterPolicy", "policy"],
  ["aws:networkfirewall/resourcePolicy:ResourcePolicy", "policy"],
  ["aws:oam/sinkPolicy:SinkPolicy", "policy"],
  ["aws:opensearch/domain:Domain", "accessPolicies"],
  ["aws:opensearch/domainPolicy:DomainPolicy", "accessPolicies"],
  ["aws:opensearchingest/resourcePolicy:ResourcePolicy", "policy"],
  ["aws:organizations/resourcePolicy:ResourcePolicy", "content"],
  ["aws:pinpoint/smsvoicev2ResourcePolicy:Smsvoicev2ResourcePolicy", "policy"],
  ["aws:redshift/resourcePolicy:ResourcePolicy", "policy"],
  ["aws:redshiftserverless/resourcePolicy:ResourcePolicy", "policy"],
  ["aws:s3/accessPoint:AccessPoint", "policy"],
  ["aws:s3/bucket:Bucket", "policy"],
  ["aws:s3/bucketPolicy:BucketPolicy", "policy"],
  ["aws:s3/bucketV2:BucketV2", "policy"],
  ["aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy", "policy"],
  ["aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy", "policy"],
  ["aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy", "policy"],
  ["aws:s3control/accessPointPolicy:AccessPointPolicy", "policy"],
  ["aws:s3control/bucketPolicy:BucketPolicy", "policy"],
  ["aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy", "details.policy"],
  ["aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy", "policy"],
  ["aws:s3tables/tableBucketPolicy:TableBucketPolicy", "resourcePolicy"],
  ["aws:s3tables/tablePolicy:TablePolicy", "resourcePolicy"],
  ["aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy", "resourcePolicy"],
  ["aws:schemas/registryPolicy:RegistryPolicy", "policy"],
  ["aws:secretsmanager/secret:Secret", "policy"],
  ["aws:secretsmanager/secretPolicy:SecretPolicy", "policy"],
  ["aws:ses/identityPolicy:IdentityPolicy", "policy"],
  ["aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy", "policy"],
  ["aws:sns/topic:Topic", "policy"],
  ["aws:sns/topicPolicy:TopicPolicy", "policy"],
  ["aws:sqs/queue:Queue", "policy"],
  ["aws:sqs/queuePolicy:QueuePolicy", "policy"],
  ["aws:vpclattice/authPolicy:AuthPolicy", "policy"],
  ["aws:vpclattice/resourcePolicy:ResourcePolicy", "policy"],
  ["aws:xray/resourcePolicy:ResourcePolicy", "policyDocument"],
];

const GUARDRAIL: readonly Row[] = [
  // Endpoint policies: whoever uses the endpoint needs the permission from elsewhere, too, and without a policy all is
  // open (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
  ["aws:ec2/vpcEndpoint:VpcEndpoint", "policy"],
  ["aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", "policy"],
  ["aws:odb/network:Network", "kmsPolicyDocument", "s3PolicyDocument", "stsPolicyDocument"],
  // Service and resource control policies
  // (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html).
  ["aws:organizations/policy:Policy", "content"],
  // Session policies (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session).
  ["aws:eks/podIdentityAssociation:PodIdentityAssociation", "policy"],
  ["aws:rolesanywhere/profile:Profile", "sessionPolicy"],
  ["aws:transfer/access:Access", "policy"],
  ["aws:transfer/user:User", "policy"],
];

function places(kind: DocumentKind, rows: readonly Row[]): readonly DocumentPlace[] {
  return rows.flatMap(([type, ...properties]) => properties.map((property) => ({ type, property, kind })));
}

/**
 * Every property of `@pulumi/aws` 6 and 7 that takes a policy document. `test/iam/places.test.ts` holds each against the
 * installed SDK, and fails when the SDK gains one that is not here. (No type of provider 6 that holds a document is
 * gone from 7.)
 */
export const documentPlaces: readonly DocumentPlace[] = [
  ...places("identity", IDENTITY),
  ...places("trust", TRUST),
  ...places("resource", RESOURCE),
  ...places("guardrail", GUARDRAIL),
];

/** Type tokens of everything that may hold a policy document. */
export const documentTypes: readonly string[] = [...new Set(documentPlaces.map((place) => place.type))];

const keyTypes = new Set(KEY.map(([type]) => type));

/** Whether a document is the policy of a KMS key. */
export function isKeyPolicy(place: DocumentPlace): boolean {
  return keyTypes.has(place.type);
}

interface Route {
  readonly place: DocumentPlace;
  readonly path: readonly string[];
}

const routesByType = new Map<string, Route[]>();
for (const place of documentPlaces) {
  const route = { place, path: place.property.split(/\.|(?=\[\])/) };
  routesByType.set(place.type, [...(routesByType.get(place.type) ?? []), route]);
}

/** The documents a resource holds; properties that are not set are left out, unknown ones are not. */
export function documentsOf(resource: Resource): readonly PlacedDocument[] {
  return (routesByType.get(resource.type) ?? []).flatMap(({ place, path }) =>
    valuesAt(resource.props, path)
      .filter((value) => !value.absent)
      .map((value) => ({ value, place })),
  );
}

function valuesAt(value: Value, path: readonly string[]): readonly Value[] {
  const [key, ...rest] = path;
  if (key === undefined || value.unknown) {
    return [value];
  }
  return key === "[]" ? value.items.flatMap((each) => valuesAt(each, rest)) : valuesAt(value.at(key), rest);
}

/** Whether a property path leads to a resource or a principal of one of a resource's policy documents. */
export function isDocumentEntry(resource: Resource, path: string): boolean {
  return documentsOf(resource).some(
    ({ value }) =>
      path.startsWith(value.path) && /\.(?:Not)?(?:Resource|Principal)\b/.test(path.slice(value.path.length)),
  );
}
