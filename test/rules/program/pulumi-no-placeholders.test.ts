import { pulumiNoPlaceholders } from "../../../policy-pack/rules/program/pulumi-no-placeholders";
import { interpolate, json, ref, resource, secret, testRule, unknown } from "../../support";

const ROLE = "aws:iam/role:Role";
const INSTANCE = "aws:ec2/instance:Instance";
const LISTENER = "aws:lb/listener:Listener";
const ZONE = "aws:route53/zone:Zone";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const trust = (AWS: unknown) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS } }],
  });

testRule(pulumiNoPlaceholders, {
  invalid: [
    {
      name: "an account of the documentation may assume a role",
      settings: { callersAccount: true },
      resources: [resource(ROLE, "partner", { assumeRolePolicy: trust("arn:aws:iam::123456789012:root") })],
      findings: [
        {
          resource: "partner",
          property: "assumeRolePolicy.Statement[0].Principal.AWS",
          message: "holds `123456789012`, an account id of AWS's documentation",
          severity: "high",
        },
      ],
    },
    {
      name: "the same placeholder in several places, once; another, too",
      resources: [
        resource(ROLE, "partner", {
          assumeRolePolicy: trust(["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"]),
          permissionsBoundary: "arn:aws:iam::111111111111:policy/boundary",
        }),
      ],
      findings: [
        {
          resource: "partner",
          property: "assumeRolePolicy.Statement[0].Principal.AWS[0]",
          message: "The same stands in `permissionsBoundary`",
        },
        { resource: "partner", property: "assumeRolePolicy.Statement[0].Principal.AWS[1]", message: "222222222222" },
      ],
    },
    {
      name: "ids that were typed, beside one that is unknown",
      resources: [
        resource("aws:ec2/securityGroup:SecurityGroup", "web"),
        resource(INSTANCE, "web-1", {
          ami: "ami-0abcdef1234567890",
          subnetId: "subnet-12345678",
          vpcSecurityGroupIds: [ref("web")],
        }),
      ],
      findings: [
        { resource: "web-1", property: "ami", message: "`ami-0abcdef1234567890`, a made-up id" },
        { resource: "web-1", property: "subnetId", message: "`subnet-12345678`, a made-up id" },
      ],
    },
    {
      name: "the image of the tutorials, in a launch template",
      resources: [
        resource("aws:ec2/launchTemplate:LaunchTemplate", "workers", {
          imageId: "ami-0c55b159cbfafe1f0",
          instanceType: "t3.micro",
        }),
      ],
      findings: [{ resource: "workers", property: "imageId", message: "the image of many tutorials" }],
    },
    {
      name: "sample certificates",
      resources: [
        resource(LISTENER, "https", {
          certificateArn: "arn:aws:acm:us-east-1:210987654321:certificate/12345678-1234-1234-1234-123456789012",
        }),
        resource(LISTENER, "other", { certificateArn: "arn:aws:acm:region:account:certificate/placeholder" }),
      ],
      findings: [
        { resource: "https", property: "certificateArn", message: "a made-up id" },
        { resource: "other", property: "certificateArn", message: "words stand for the region or the account" },
      ],
    },
    {
      name: "names to be filled in",
      resources: [
        resource(INSTANCE, "web", { keyName: "your-key-pair" }),
        resource("aws:lb/loadBalancer:LoadBalancer", "lb", { accessLogs: { bucket: "your-alb-logs-bucket" } }),
        resource("aws:lambda/function:Function", "api", { environment: { variables: { KEY: "REPLACE_ME" } } }),
      ],
      findings: [
        { resource: "web", property: "keyName", message: "`your-key-pair`, a placeholder" },
        { resource: "lb", property: "accessLogs.bucket", message: "`your-alb-logs-bucket`" },
        { resource: "api", property: "environment.variables.KEY", message: "`REPLACE_ME`" },
      ],
    },
    {
      name: "a public zone and a certificate under example.com",
      resources: [
        resource(ZONE, "zone", { name: "shop.example.com" }),
        resource(CERTIFICATE, "cert", {
          domainName: "shop.acme.dev",
          subjectAlternativeNames: ["www.example.org"],
          validationMethod: "DNS",
        }),
      ],
      findings: [
        { resource: "zone", property: "name", message: "Route 53 refuses a public zone" },
        { resource: "cert", property: "subjectAlternativeNames[0]", message: "the certificate is never issued" },
      ],
    },
    {
      name: "mail to nobody, from nobody",
      resources: [
        resource("aws:sns/topic:Topic", "alerts"),
        resource(SUBSCRIPTION, "mail", { topic: ref("alerts", "arn"), protocol: "email", endpoint: "ops@example.com" }),
        resource("aws:sesv2/emailIdentity:EmailIdentity", "sender", { emailIdentity: "example.com" }),
      ],
      findings: [
        { resource: "mail", property: "endpoint", message: "reaches nobody", severity: "medium" },
        { resource: "sender", property: "emailIdentity", message: "never verified" },
      ],
    },
    {
      name: "the role of a provider",
      settings: { callersAccount: true },
      resources: [
        resource("pulumi:providers:aws", "prod", {
          assumeRoles: JSON.stringify([{ roleArn: "arn:aws:iam::123456789012:role/deploy" }]),
        }),
      ],
      findings: [{ resource: "prod", property: "assumeRoles[0].roleArn", message: "123456789012" }],
    },
  ],
  valid: [
    {
      name: "the account mocks answer with, which may be the caller's own",
      resources: [resource(ROLE, "own", { assumeRolePolicy: trust("arn:aws:iam::123456789012:root") })],
    },
    {
      name: "real ids, and those of AWS's own accounts",
      resources: [
        resource(ROLE, "partner", { assumeRolePolicy: trust("arn:aws:iam::210987654321:root") }),
        resource(INSTANCE, "web", { ami: "ami-0d71ea30463e0ff8d", subnetId: "subnet-0a1b2c3d4e5f60718" }),
        resource("aws:ecs/taskDefinition:TaskDefinition", "t", {
          containerDefinitions: JSON.stringify([{ image: "602401143452.dkr.ecr.us-west-2.amazonaws.com/pause:3" }]),
        }),
      ],
    },
    {
      name: "what is made up by the offline check, and LocalStack's account",
      resources: [
        resource("aws:ec2/vpc:Vpc", "vpc"),
        resource("aws:ec2/subnet:Subnet", "a", { vpcId: ref("vpc"), cidrBlock: "10.0.0.0/24" }),
        resource(ROLE, "local", { assumeRolePolicy: trust("arn:aws:iam::000000000000:root") }),
      ],
      undecided: ["preview"],
    },
    {
      name: "names and prose that hold the like",
      resources: [
        resource("aws:s3/bucket:Bucket", "logs", {
          bucket: "acme-logs-123456789012",
          tags: { Example: "arn:aws:iam::123456789012:root" },
        }),
        resource("aws:ec2/securityGroup:SecurityGroup", "web", {
          name: "know-your-customer",
          description: "for your-bucket-name and vpc-12345678",
        }),
      ],
    },
    {
      name: "first values of secrets and parameters, which are set by hand",
      resources: [
        resource("aws:ssm/parameter:Parameter", "p", { type: "SecureString", value: secret("CHANGEME") }),
        resource("aws:ssm/parameter:Parameter", "q", { type: "String", value: "REPLACE_ME" }),
        resource("aws:secretsmanager/secretVersion:SecretVersion", "s", {
          secretString: JSON.stringify({ apiKey: "your-api-key" }),
        }),
      ],
    },
    {
      name: "domains for examples that work: private zones, private and imported certificates, a queue",
      resources: [
        resource(ZONE, "inside", { name: "example.com", vpcs: [{ vpcId: "vpc-0d71ea30463e0ff8d" }] }),
        resource(CERTIFICATE, "private", {
          domainName: "example.com",
          certificateAuthorityArn: "arn:aws:acm-pca:us-east-1:210987654321:certificate-authority/7f2b1c9e",
        }),
        resource(CERTIFICATE, "imported", { domainName: "example.com", privateKey: secret("k"), certificateBody: "c" }),
        resource(SUBSCRIPTION, "hook", { protocol: "https", endpoint: "https://hooks.acme.dev/example.com" }),
      ],
    },
    {
      name: "an unknown value",
      resources: [resource(INSTANCE, "web", { ami: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a document built from other resources",
      resources: [
        resource("aws:sqs/queue:Queue", "jobs"),
        resource("aws:iam/policy:Policy", "p", {
          policy: json({
            Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: interpolate`${ref("jobs", "arn")}` }],
          }),
        }),
      ],
      undecided: ["preview"],
    },
    {
      name: "another provider's resource",
      resources: [resource("acme:index/thing:Thing", "thing", { account: "123456789012" })],
      outcome: "none",
    },
  ],
});
