import { configRecorderValid } from "../../../policy-pack/rules/config/config-recorder-valid";
import { json, ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const SERVICE_ROLE = "arn:aws:iam::123456789012:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";

const recorder = (more: Props = {}, name = "recorder", options = {}) =>
  resource("aws:cfg/recorder:Recorder", name, { name, roleArn: SERVICE_ROLE, ...more }, options);
const channel = (more: Props = {}, dependsOn: readonly string[] = ["recorder"], name = "channel") =>
  resource("aws:cfg/deliveryChannel:DeliveryChannel", name, { s3BucketName: "logs-elsewhere", ...more }, { dependsOn });
const status = (more: Props = {}, dependsOn: readonly string[] = []) =>
  resource(
    "aws:cfg/recorderStatus:RecorderStatus",
    "status",
    { name: "recorder", isEnabled: true, ...more },
    { dependsOn },
  );
const rule = (more: Props = {}, dependsOn: readonly string[] = [], name = "rule") =>
  resource(
    "aws:cfg/rule:Rule",
    name,
    { source: { owner: "AWS", sourceIdentifier: "S3_BUCKET_VERSIONING_ENABLED" }, ...more },
    { dependsOn },
  );
const managed = (sourceIdentifier: unknown) => ({ source: { owner: "AWS", sourceIdentifier } });
const bucket = resource("aws:s3/bucket:Bucket", "logs");
const toBucket = { s3BucketName: ref("logs", "bucket") };
const document = (Principal: unknown, Action = "s3:PutObject") =>
  json({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action, Resource: "*" }] });
const bucketPolicy = (policy: unknown) =>
  resource("aws:s3/bucketPolicy:BucketPolicy", "policy", { bucket: ref("logs"), policy });
const service = { Service: "config.amazonaws.com" };
const role = (more: Props = {}) => resource("aws:iam/role:Role", "role", { assumeRolePolicy: "{}", ...more });
const withRole = { roleArn: ref("role", "arn") };
const rolePolicy = (policy: unknown) =>
  resource("aws:iam/rolePolicy:RolePolicy", "rights", { role: ref("role"), policy });
const fn = resource("aws:lambda/function:Function", "fn", { handler: "index.handler", role: "r" });
const permission = resource("aws:lambda/permission:Permission", "permission", {
  action: "lambda:InvokeFunction",
  function: ref("fn", "name"),
  principal: "config.amazonaws.com",
});
const custom = { source: { owner: "CUSTOM_LAMBDA", sourceIdentifier: ref("fn", "arn") } };
const aggregator = (source: Props, property = "accountAggregationSource") =>
  resource("aws:cfg/configurationAggregator:ConfigurationAggregator", "aggregator", { [property]: source });

testRule(configRecorderValid, {
  valid: [
    {
      name: "recorder, channel, start and rules in order",
      resources: [recorder(), channel(), status({}, ["channel"]), rule({}, ["recorder"])],
    },
    { name: "ordered by the recorder's name", resources: [recorder(), channel({ name: ref("recorder", "name") }, [])] },
    {
      name: "rules after the start",
      resources: [recorder(), channel(), status({}, ["channel", "recorder"]), rule({}, ["status"])],
    },
    { name: "rules without a recorder in the stack", resources: [rule()] },
    { name: "a channel without a recorder in the stack", resources: [channel({}, [])] },
    { name: "a stopped recorder", resources: [recorder(), channel(), status({ isEnabled: false })] },
    {
      name: "a recorder in each of two regions",
      resources: [recorder(), recorder({ region: "eu-west-1" }, "other")],
    },
    {
      name: "a recorder in each of two accounts",
      resources: [recorder(), recorder({}, "other", { provider: { name: "audit", props: {} } })],
    },
    {
      name: "some types",
      resources: [recorder({ recordingGroup: { allSupported: false, resourceTypes: ["AWS::S3::Bucket"] } })],
    },
    {
      name: "all types and global ones",
      resources: [recorder({ recordingGroup: { allSupported: true, includeGlobalResourceTypes: true } })],
    },
    {
      name: "a frequency of a periodic rule",
      resources: [rule({ ...managed("IAM_PASSWORD_POLICY"), maximumExecutionFrequency: "Six_Hours" })],
    },
    { name: "an identifier nobody knows yet", resources: [rule(managed(unknown))] },
    {
      name: "a rule a setting names",
      settings: { additionalIdentifiers: ["BRAND_NEW_CHECK"] },
      resources: [rule(managed("BRAND_NEW_CHECK"))],
    },
    {
      name: "a bucket policy, and a channel after it",
      resources: [bucket, bucketPolicy(document(service)), recorder(), channel(toBucket, ["recorder", "policy"])],
    },
    {
      name: "a role that may write",
      resources: [
        bucket,
        role(),
        rolePolicy(json({ Statement: [{ Effect: "Allow", Action: "s3:PutObject*", Resource: "*" }] })),
        recorder(withRole),
        channel(toBucket),
      ],
    },
    {
      name: "a role whose policy nobody knows yet",
      resources: [
        bucket,
        role(),
        rolePolicy(json({ Statement: [{ Effect: "Allow", Action: "s3:PutObject", Resource: ref("logs", "arn") }] })),
        recorder(withRole),
        channel(toBucket),
      ],
      undecided: ["preview"],
    },
    {
      name: "a role of another stack",
      resources: [bucket, recorder({ roleArn: "arn:aws:iam::123456789012:role/config" }), channel(toBucket)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a bucket policy for a role by name",
      resources: [
        bucket,
        bucketPolicy(document({ AWS: "arn:aws:iam::123456789012:role/config" })),
        recorder(),
        channel(toBucket),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a function AWS Config may invoke",
      resources: [fn, permission, rule(custom, ["permission"])],
    },
    { name: "all regions", resources: [aggregator({ accountIds: ["123456789012"], allRegions: true })] },
    {
      name: "some regions",
      resources: [aggregator({ roleArn: "r", regions: ["eu-west-1"] }, "organizationAggregationSource")],
    },
    { name: "regions nobody knows yet", resources: [aggregator({ accountIds: ["123456789012"], regions: unknown })] },
  ],
  invalid: [
    {
      name: "two recorders",
      resources: [recorder(), recorder({}, "second")],
      findings: [{ resource: "second", property: "", message: 'There is a recorder beside "recorder"' }],
    },
    {
      name: "two channels in a region of their own",
      resources: [channel({ region: "eu-west-1" }, []), channel({ region: "eu-west-1" }, [], "second")],
      findings: [{ resource: "second", property: "", message: 'There is a delivery channel beside "channel"' }],
    },
    {
      name: "a channel that does not wait for the recorder",
      resources: [recorder(), channel({}, [])],
      findings: [{ resource: "channel", property: "", message: "NoAvailableConfigurationRecorderException" }],
    },
    {
      name: "a start that does not wait for the channel",
      resources: [recorder(), channel(), status({ name: ref("recorder", "name") })],
      findings: [{ resource: "status", property: "", message: "NoAvailableDeliveryChannelException" }],
    },
    {
      name: "rules that do not wait for the recorder",
      resources: [recorder(), rule({}, [], "first"), rule({}, [], "second"), rule({}, ["recorder"])],
      findings: [
        { resource: "first", property: "", message: 'Nothing orders "first" and "second" after the recorder' },
      ],
    },
    {
      name: "a group of all and of some",
      resources: [recorder({ recordingGroup: { allSupported: true, resourceTypes: ["AWS::S3::Bucket"] } })],
      findings: [{ resource: "recorder", property: "recordingGroup.resourceTypes", message: "refuses the group" }],
    },
    {
      name: "global types among some",
      resources: [
        recorder({
          recordingGroup: { allSupported: false, includeGlobalResourceTypes: true, resourceTypes: ["AWS::S3::Bucket"] },
        }),
      ],
      findings: [
        { resource: "recorder", property: "recordingGroup.includeGlobalResourceTypes", message: "refuses the group" },
      ],
    },
    {
      name: "a frequency of a rule that changes trigger",
      resources: [rule({ maximumExecutionFrequency: "Six_Hours" })],
      findings: [{ resource: "rule", property: "maximumExecutionFrequency", message: "takes no frequency" }],
    },
    {
      name: "an identifier that does not exist",
      resources: [rule(managed("DB_BACKUP_RETENTION_PERIOD"))],
      findings: [{ resource: "rule", property: "source.sourceIdentifier", message: "has no managed rule" }],
    },
    {
      name: "the rule's name for its identifier",
      resources: [rule(managed("s3-bucket-versioning-enabled"))],
      findings: [{ resource: "rule", property: "source.sourceIdentifier", message: "has no managed rule" }],
    },
    {
      name: "a bucket without a policy, and a service-linked role",
      resources: [bucket, recorder(), channel(toBucket)],
      findings: [{ resource: "channel", property: "s3BucketName", message: '"logs" has no policy in the stack' }],
    },
    {
      name: "a bucket without a policy, and a role that only reads",
      resources: [
        bucket,
        role({ managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWS_ConfigRole"] }),
        recorder(withRole),
        channel(toBucket),
      ],
      findings: [{ resource: "channel", property: "s3BucketName", message: "InsufficientDeliveryPolicyException" }],
    },
    {
      name: "a bucket policy for CloudTrail",
      resources: [
        bucket,
        bucketPolicy(document({ Service: "cloudtrail.amazonaws.com" })),
        recorder(),
        channel(toBucket),
      ],
      findings: [
        { resource: "channel", property: "s3BucketName", message: "does not let `config.amazonaws.com` write" },
      ],
    },
    {
      name: "a channel that does not wait for the bucket's policy",
      resources: [bucket, bucketPolicy(document(service)), recorder(), channel(toBucket)],
      findings: [{ resource: "channel", property: "", message: `after the bucket's policy "policy"` }],
    },
    {
      name: "a function AWS Config may not invoke",
      resources: [fn, rule(custom)],
      findings: [{ resource: "rule", property: "source.sourceIdentifier", message: "No permission lets AWS Config" }],
    },
    {
      name: "a rule that does not wait for its permission",
      resources: [fn, permission, rule(custom)],
      findings: [{ resource: "rule", property: "source.sourceIdentifier", message: 'after "permission"' }],
    },
    {
      name: "an aggregator of all and of some regions",
      resources: [aggregator({ accountIds: ["123456789012"], allRegions: true, regions: ["eu-west-1"] })],
      findings: [{ resource: "aggregator", property: "accountAggregationSource.regions", message: "takes all" }],
    },
    {
      name: "an aggregator of no region",
      resources: [aggregator({ roleArn: "r" }, "organizationAggregationSource")],
      findings: [{ resource: "aggregator", property: "organizationAggregationSource", message: "names no region" }],
    },
  ],
});
