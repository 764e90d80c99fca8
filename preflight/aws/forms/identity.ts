/** IAM and KMS, Secrets Manager, Cognito, certificates. */
import type { Form, Forms, Maker } from "../maker";

/** `arn:aws:iam::account:role/path/name`; a path begins and ends with a slash. */
function iamArn(make: Maker, kind: string, name: string): string {
  return make.globalArn("iam", `${kind}${make.text("path") ?? "/"}${name}`);
}

/** Prefixes of unique ids: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const named =
  (kind: string, idPrefix: string): Form =>
  (make) => {
    const name = make.physical();
    return {
      id: name,
      name,
      arn: iamArn(make, kind, name),
      uniqueId: `${idPrefix}${make.upper(17)}`,
      createDate: MOMENT,
    };
  };

const attachment =
  (principal: string): Form =>
  (make) => ({ id: make.named(`${make.text(principal) ?? make.name}-`) });

const inlinePolicy =
  (principal: string): Form =>
  (make) => {
    const name = make.physical();
    return { id: `${make.text(principal) ?? make.name}:${name}`, name };
  };

/** A moment long past: a date cannot be recognised as made up, so it should at least not look like today. */
const MOMENT = "2020-01-01T00:00:00Z";

const kmsKey: Form = (make) => {
  const id = make.inputs.multiRegion === true ? `mrk-${make.hex(32)}` : make.uuid();
  return { id, keyId: id, arn: make.arn("kms", `key/${id}`) };
};

const certificate: Form = (make) => {
  const arn = make.arn("acm", `certificate/${make.uuid()}`);
  const domains = [
    ...new Set([make.text("domainName") ?? make.named("domain-"), ...make.texts("subjectAlternativeNames")]),
  ];
  const byDns = make.text("validationMethod") === "DNS";
  return {
    id: arn,
    arn,
    // A wildcard is validated by the record of the domain itself.
    domainValidationOptions: byDns
      ? domains.map((domain) => {
          const bare = domain.replace(/^\*\./, "");
          return {
            domainName: domain,
            resourceRecordName: `_${make.hex(32, bare)}.${bare}.`,
            resourceRecordType: "CNAME",
            resourceRecordValue: `_${make.hex(32, `to ${bare}`)}.${make.hex(10, `zone ${bare}`)}.acm-validations.aws.`,
          };
        })
      : [],
    notAfter: "",
    notBefore: "",
    pendingRenewal: false,
    renewalEligibility: "INELIGIBLE",
    renewalSummaries: [],
    status: byDns ? "PENDING_VALIDATION" : "ISSUED",
    type: make.inputs.privateKey === undefined ? "AMAZON_ISSUED" : "IMPORTED",
    validationEmails: [],
  };
};

const secret: Form = (make) => {
  const name = make.physical();
  // Secrets Manager puts six random characters behind the name, so that a recreated secret has another ARN.
  const arn = make.arn("secretsmanager", `secret:${name}-${make.hex(6)}`);
  return { id: arn, arn, name, replicas: make.inputs.replicas ?? [] };
};

const userPool: Form = (make) => {
  const id = `${make.region}_${make.hex(9)}`;
  return {
    id,
    arn: make.arn("cognito-idp", `userpool/${id}`),
    endpoint: `cognito-idp.${make.region}.amazonaws.com/${id}`,
    domain: "",
    customDomain: "",
    estimatedNumberOfUsers: 0,
    creationDate: MOMENT,
    lastModifiedDate: MOMENT,
  };
};

export const identityForms: Forms = {
  "aws:iam/role:Role": named("role", "AROA"),
  "aws:iam/user:User": named("user", "AIDA"),
  "aws:iam/group:Group": named("group", "AGPA"),
  "aws:iam/instanceProfile:InstanceProfile": named("instance-profile", "AIPA"),
  "aws:iam/serviceLinkedRole:ServiceLinkedRole": (make) => {
    const service = make.text("awsServiceName") ?? "";
    const suffix = make.text("customSuffix");
    // What the service calls itself is in its name with capitals, which nobody derives: AutoScaling, and others.
    const own = service.split(".")[0] ?? "";
    const title = own === "autoscaling" ? "AutoScaling" : own;
    const name = `AWSServiceRoleFor${title}${suffix === undefined ? "" : `_${suffix}`}`;
    const arn = make.globalArn("iam", `role/aws-service-role/${service}/${name}`);
    return {
      id: arn,
      arn,
      name,
      path: `/aws-service-role/${service}/`,
      uniqueId: `AROA${make.upper(17)}`,
      createDate: MOMENT,
    };
  },
  "aws:iam/policy:Policy": (make) => {
    const name = make.physical();
    const arn = iamArn(make, "policy", name);
    return { id: arn, arn, name, policyId: `ANPA${make.upper(17)}`, attachmentCount: 0 };
  },
  "aws:iam/rolePolicy:RolePolicy": inlinePolicy("role"),
  "aws:iam/userPolicy:UserPolicy": inlinePolicy("user"),
  "aws:iam/groupPolicy:GroupPolicy": inlinePolicy("group"),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attachment("role"),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": attachment("user"),
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": attachment("group"),
  "aws:iam/accessKey:AccessKey": (make) => ({
    id: `AKIA${make.upper(16)}`,
    secret: make.hex(40, "secret"),
    sesSmtpPasswordV4: make.hex(44, "smtp"),
    createDate: MOMENT,
    encryptedSecret: "",
    encryptedSesSmtpPasswordV4: "",
    keyFingerprint: "",
  }),
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": (make) => {
    const arn = make.globalArn("iam", `oidc-provider/${(make.text("url") ?? "").replace(/^https:\/\//, "")}`);
    return { id: arn, arn, thumbprintLists: make.inputs.thumbprintLists ?? [make.hex(40, "thumbprint")] };
  },
  "aws:iam/samlProvider:SamlProvider": (make) => {
    const arn = make.globalArn("iam", `saml-provider/${make.physical()}`);
    return { id: arn, arn, validUntil: MOMENT, samlProviderUuid: make.uuid() };
  },
  "aws:kms/key:Key": kmsKey,
  "aws:kms/externalKey:ExternalKey": kmsKey,
  "aws:kms/replicaKey:ReplicaKey": kmsKey,
  "aws:kms/alias:Alias": (make) => {
    const name = make.text("name") ?? `alias/${make.named(`${make.name}-`)}`;
    const target = make.text("targetKeyId") ?? make.uuid();
    const targetKeyArn = target.startsWith("arn:") ? target : make.arn("kms", `key/${target}`);
    return { id: name, name, arn: make.arn("kms", name), targetKeyArn };
  },
  "aws:kms/keyPolicy:KeyPolicy": (make) => ({ id: make.text("keyId") ?? make.uuid() }),
  "aws:acm/certificate:Certificate": certificate,
  "aws:acm/certificateValidation:CertificateValidation": (make) => ({
    id: MOMENT,
    certificateArn: make.text("certificateArn"),
  }),
  "aws:secretsmanager/secret:Secret": secret,
  "aws:secretsmanager/secretVersion:SecretVersion": (make) => {
    const secretId = make.text("secretId") ?? make.arn("secretsmanager", `secret:${make.hex(12)}`);
    const versionId = make.uuid();
    return { id: `${secretId}|${versionId}`, arn: secretId, secretArn: secretId, versionId, hasSecretStringWo: false };
  },
  "aws:secretsmanager/secretPolicy:SecretPolicy": (make) => ({ id: make.text("secretArn") ?? make.uuid() }),
  "aws:secretsmanager/secretRotation:SecretRotation": (make) => ({ id: make.text("secretId") ?? make.uuid() }),
  "aws:cognito/userPool:UserPool": userPool,
  "aws:cognito/userPoolClient:UserPoolClient": (make) => ({
    id: make.hex(26),
    name: make.physical(),
    clientSecret: make.inputs.generateSecret === true ? make.hex(52, "secret") : "",
  }),
  "aws:cognito/userPoolDomain:UserPoolDomain": (make) => {
    const domain = make.text("domain") ?? make.named(`${make.name}-`);
    const host = `d${make.hex(13)}.cloudfront.net`;
    return {
      id: domain,
      awsAccountId: make.account,
      cloudfrontDistribution: host,
      cloudfrontDistributionArn: host,
      cloudfrontDistributionZoneId: "Z2FDTNDATAQYW2",
      s3Bucket: make.named("aws-cognito-prod-"),
      version: "20200101000000",
    };
  },
  "aws:cognito/identityPool:IdentityPool": (make) => {
    const id = `${make.region}:${make.uuid()}`;
    return { id, arn: make.arn("cognito-identity", `identitypool/${id}`) };
  },
};
