/** What single data sources answer, where the generated tables and the forms of resources do not know better. */
import { LOAD_BALANCER_ACCOUNTS } from "../../policy-pack/helpers/load-balancer-accounts";
import type { Maker, Properties } from "./maker";
import { dnsSuffixOf, partitionOf } from "../../policy-pack/helpers/place";
import { renderPolicyDocument } from "./policy-document";
import { CLOUDFRONT_LOG_USER, LOAD_BALANCER_ZONES, REGIONS, zonesOf } from "./regions";

type Answer = (make: Maker) => Properties;

const ids =
  (prefix: string, count: number): Answer =>
  (make) => ({ id: make.region, ids: Array.from({ length: count }, (_, index) => make.id(prefix, String(index))) });

const availabilityZones: Answer = (make) => {
  const excluded = new Set([...make.texts("excludeNames"), ...make.texts("excludeZoneIds")]);
  const zones = zonesOf(make.region).filter(({ name, id }) => !excluded.has(name) && !excluded.has(id));
  return {
    id: make.region,
    names: zones.map(({ name }) => name),
    zoneIds: zones.map(({ id }) => id),
    groupNames: [make.region],
    allAvailabilityZones: make.inputs.allAvailabilityZones ?? false,
    excludeNames: make.texts("excludeNames"),
    excludeZoneIds: make.texts("excludeZoneIds"),
    state: make.text("state") ?? "available",
  };
};

const availabilityZone: Answer = (make) => {
  const zones = zonesOf(make.region);
  const zone = zones.find(({ name, id }) => name === make.text("name") || id === make.text("zoneId")) ?? zones[0];
  const name = make.text("name") ?? zone?.name ?? make.region;
  return {
    id: name,
    name,
    nameSuffix: name.slice(make.region.length),
    zoneId: make.text("zoneId") ?? zone?.id,
    groupName: make.region,
    groupLongName: REGIONS[make.region] ?? make.region,
    networkBorderGroup: make.region,
    optInStatus: "opt-in-not-required",
    parentZoneId: "",
    parentZoneName: "",
    state: "available",
    zoneType: "availability-zone",
  };
};

const image: Answer = (make) => {
  const id = make.id("ami");
  return {
    id,
    imageId: id,
    arn: `arn:${make.partition}:ec2:${make.region}::image/${id}`,
    architecture: JSON.stringify(make.inputs).includes("arm64") ? "arm64" : "x86_64",
    ownerId: make.account,
    rootDeviceType: "ebs",
    virtualizationType: "hvm",
    state: "available",
    rootDeviceName: "/dev/xvda",
    rootSnapshotId: make.id("snap"),
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volume_size: "8" }, noDevice: "", virtualName: "" }],
    owners: make.texts("owners"),
    executableUsers: make.texts("executableUsers"),
    productCodes: [],
  };
};

const parameter: Answer = (make) => {
  const name = make.text("name") ?? make.named("parameter-");
  // AWS publishes the ids of its images as parameters.
  const value = /ami/i.test(name) ? make.id("ami") : make.named(`${name.split("/").at(-1) ?? "value"}-`);
  return {
    id: name,
    arn: make.arn("ssm", `parameter${name.startsWith("/") ? "" : "/"}${name}`),
    type: "String",
    value,
    insecureValue: value,
    version: 1,
    withDecryption: make.inputs.withDecryption ?? true,
  };
};

/** A JSON object, which also serves a program that expects a plain text. */
const secretVersion: Answer = (make) => {
  const secret = make.text("secretId") ?? make.named("secret-");
  const arn = secret.startsWith("arn:") ? secret : make.arn("secretsmanager", `secret:${secret}-${make.hex(6)}`);
  const versionId = make.text("versionId") ?? make.uuid();
  return {
    arn,
    secretArn: arn,
    id: `${secret}|${make.text("versionStage") ?? "AWSCURRENT"}`,
    secretString: JSON.stringify({ username: make.hex(8, "user"), password: make.hex(24, "password") }),
    secretBinary: "",
    versionId,
    versionStage: make.text("versionStage") ?? "AWSCURRENT",
    versionStages: ["AWSCURRENT"],
  };
};

const registryToken: Answer = (make) => {
  const password = make.hex(32, "password");
  return {
    id: make.region,
    authorizationToken: make.style === "made-up" ? password : Buffer.from(`AWS:${password}`).toString("base64"),
    userName: "AWS",
    password,
    proxyEndpoint: `https://${make.account}.dkr.${make.host("ecr")}`,
  };
};

const managedPolicy: Answer = (make) => {
  const name = make.text("name") ?? (make.text("arn") ?? "").split("/").at(-1) ?? "";
  const arn = make.text("arn") ?? `arn:${make.partition}:iam::aws:policy/${name}`;
  const nothing = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:GetCallerIdentity", Resource: "*" }],
  };
  return {
    id: arn,
    arn,
    name,
    path: "/",
    policyId: `ANPA${make.upper(17)}`,
    policy: JSON.stringify(nothing),
    tags: {},
  };
};

const existingRole: Answer = (make) => ({
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
  }),
  maxSessionDuration: 3600,
  path: "/",
  permissionsBoundary: "",
  roleLastUseds: [],
  id: make.text("name") ?? make.named("role-"),
});

const kmsAlias: Answer = (make) => {
  const name = make.text("name") ?? make.named("alias/");
  const targetKeyId = make.uuid();
  const arn = make.arn("kms", name);
  return { id: arn, arn, name, targetKeyId, targetKeyArn: make.arn("kms", `key/${targetKeyId}`) };
};

const kmsKey: Answer = (make) => {
  const asked = make.text("keyId") ?? make.uuid();
  const id =
    /^(?:arn:|alias\/)/.test(asked) && !asked.includes(":key/") ? make.uuid() : (asked.split(":key/")[1] ?? asked);
  return {
    id,
    arn: make.arn("kms", `key/${id}`),
    awsAccountId: make.account,
    enabled: true,
    keyManager: "CUSTOMER",
    keySpec: "SYMMETRIC_DEFAULT",
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    keyState: "Enabled",
    keyUsage: "ENCRYPT_DECRYPT",
    origin: "AWS_KMS",
    multiRegion: false,
    multiRegionConfigurations: [],
    xksKeyConfigurations: [],
    deletionDate: "",
    validTo: "",
  };
};

const engineVersion: Answer = (make) => {
  const engine = make.text("engine") ?? "postgres";
  const preferred = make.texts("preferredVersions")[0];
  const version = make.text("version") ?? preferred ?? (engine.includes("postgres") ? "16.4" : "8.0.39");
  const major = engine.includes("postgres") ? version.split(".")[0] : version.split(".").slice(0, 2).join(".");
  return {
    id: version,
    version,
    versionActual: version,
    versionDescription: `${engine} ${version}`,
    parameterGroupFamily: make.text("parameterGroupFamily") ?? `${engine}${major ?? ""}`,
    status: "available",
    preferredVersions: make.texts("preferredVersions"),
  };
};

const orderableInstance: Answer = (make) => {
  const instanceClass = make.text("instanceClass") ?? make.texts("preferredInstanceClasses")[0] ?? "db.t3.medium";
  return {
    id: instanceClass,
    instanceClass,
    engineVersion: make.text("engineVersion") ?? make.texts("preferredEngineVersions")[0] ?? "",
    licenseModel: make.text("licenseModel") ?? "general-public-license",
    storageType: make.text("storageType") ?? "gp3",
    availabilityZones: zonesOf(make.region).map(({ name }) => name),
    vpc: true,
    multiAzCapable: true,
    supportsStorageEncryption: true,
  };
};

const certificate: Answer = (make) => {
  const arn = make.arn("acm", `certificate/${make.uuid()}`);
  return {
    id: arn,
    arn,
    domain: make.text("domain") ?? make.named("domain-"),
    status: "ISSUED",
    certificate: "",
    certificateChain: "",
  };
};

/** Splits an ARN; programs get its parts back as texts. */
function arnParts(arn: string): Properties {
  const [, partition = "", service = "", region = "", account = "", ...resource] = arn.split(":");
  return { partition, service, region, account, accountId: account, resource: resource.join(":") };
}

const servicePrincipal: Answer = (make) => {
  const service = make.text("serviceName") ?? "ec2";
  const suffix = dnsSuffixOf(
    make.partition === "aws-cn" && !/^(?:ec2|logs|codedeploy)$/.test(service) ? "aws" : make.partition,
  );
  return { id: `${service}.${make.region}.${suffix}`, name: `${service}.${suffix}`, serviceName: service, suffix };
};

const service: Answer = (make) => {
  const serviceId = make.text("serviceId") ?? make.text("dnsName")?.split(".")[0] ?? "ec2";
  const reverseDnsPrefix = make.partition === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws";
  const reverseDnsName = `${reverseDnsPrefix}.${make.region}.${serviceId}`;
  return {
    id: make.host(serviceId),
    dnsName: make.host(serviceId),
    serviceId,
    partition: make.partition,
    reverseDnsName,
    reverseDnsPrefix,
    supported: true,
  };
};

/** Answers by function token. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (make) => ({
    accountId: make.account,
    arn: make.globalArn("iam", "root"),
    id: make.account,
    userId: make.account,
  }),
  "aws:index/getRegion:getRegion": (make) => {
    const region = make.text("region") ?? make.text("name") ?? make.place.region;
    return {
      id: region,
      // Version 6 of the provider calls it `name`, version 7 `region`.
      name: region,
      region,
      description: REGIONS[region] ?? region,
      endpoint: `ec2.${region}.${dnsSuffixOf(partitionOf(region) ?? make.partition)}`,
    };
  },
  "aws:index/getRegions:getRegions": (make) => ({
    id: make.partition,
    names: Object.keys(REGIONS).filter((region) => partitionOf(region) === make.partition),
    allRegions: make.inputs.allRegions ?? false,
  }),
  "aws:index/getPartition:getPartition": (make) => ({
    id: make.partition,
    partition: make.partition,
    dnsSuffix: dnsSuffixOf(make.partition),
    reverseDnsPrefix: make.partition === "aws-cn" ? "cn.com.amazonaws" : "com.amazonaws",
  }),
  "aws:index/getAvailabilityZones:getAvailabilityZones": availabilityZones,
  "aws:index/getAvailabilityZone:getAvailabilityZone": availabilityZone,
  "aws:index/getDefaultTags:getDefaultTags": (make) => ({ id: make.account, tags: make.place.defaultTags ?? {} }),
  "aws:index/getIpRanges:getIpRanges": () => ({
    cidrBlocks: ["192.0.2.0/24"],
    ipv6CidrBlocks: ["2001:db8::/32"],
    syncToken: 1,
  }),
  "aws:index/getArn:getArn": (make) => ({ id: make.text("arn") ?? "", ...arnParts(make.text("arn") ?? "") }),
  "aws:index/arnParse:arnParse": (make) => arnParts(make.text("arn") ?? ""),
  "aws:index/arnBuild:arnBuild": ({ inputs }) => ({
    result: ["arn", inputs.partition, inputs.service, inputs.region, inputs.accountId, inputs.resource]
      .map(String)
      .join(":"),
  }),
  "aws:index/trimIamRolePath:trimIamRolePath": (make) => ({
    result: (make.text("arn") ?? "").replace(/:role\/.*\//, ":role/"),
  }),
  "aws:index/getService:getService": service,
  "aws:index/getServicePrincipal:getServicePrincipal": servicePrincipal,
  "aws:acm/getCertificate:getCertificate": certificate,
  "aws:cloudfront/getLogDeliveryCanonicalUserId:getLogDeliveryCanonicalUserId": () => ({ id: CLOUDFRONT_LOG_USER }),
  "aws:ec2/getAmi:getAmi": image,
  "aws:ec2/getAmiIds:getAmiIds": ids("ami", 1),
  "aws:ec2/getInternetGateway:getInternetGateway": (make) => ({
    internetGatewayId: make.text("internetGatewayId") ?? make.id("igw"),
    attachments: [{ state: "available", vpcId: make.id("vpc") }],
  }),
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": (make) => {
    const id = make.text("id") ?? make.id("pl");
    // The lists AWS manages belong to nobody's account.
    return {
      id,
      arn: `arn:${make.partition}:ec2:${make.region}:aws:prefix-list/${id}`,
      ownerId: "AWS",
      addressFamily: "IPv4",
      version: 1,
      maxEntries: 55,
    };
  },
  "aws:ec2/getPrefixList:getPrefixList": (make) => {
    const id = make.text("prefixListId") ?? make.id("pl");
    return { id, prefixListId: id };
  },
  "aws:ec2/getSecurityGroups:getSecurityGroups": (make) => {
    const found = [make.id("sg")];
    return {
      id: make.region,
      ids: found,
      arns: found.map((id) => make.arn("ec2", `security-group/${id}`)),
      vpcIds: [make.id("vpc")],
    };
  },
  "aws:ec2/getSubnetIds:getSubnetIds": ids("subnet", 3),
  "aws:ec2/getSubnets:getSubnets": ids("subnet", 3),
  "aws:ec2/getVpcs:getVpcs": ids("vpc", 1),
  "aws:ecr/getAuthorizationToken:getAuthorizationToken": registryToken,
  "aws:ecr/getCredentials:getCredentials": registryToken,
  "aws:eks/getClusterAuth:getClusterAuth": (make) => ({
    id: make.text("name") ?? make.named("cluster-"),
    token: `k8s-aws-v1.${make.hex(64)}`,
  }),
  "aws:elb/getHostedZoneId:getHostedZoneId": (make) => ({
    id: LOAD_BALANCER_ZONES[make.region]?.app ?? `Z${make.upper(13)}`,
  }),
  // Accounts of AWS itself, which policies name by their root. Which account it is decides nothing here.
  "aws:cloudtrail/getServiceAccount:getServiceAccount": ({ partition, account }) => ({
    id: account,
    arn: `arn:${partition}:iam::${account}:root`,
  }),
  "aws:index/getBillingServiceAccount:getBillingServiceAccount": ({ partition, account }) => ({
    id: account,
    arn: `arn:${partition}:iam::${account}:root`,
  }),
  "aws:elb/getServiceAccount:getServiceAccount": (make) => {
    // Regions younger than August 2022 have none; there, AWS delivers through a service principal.
    const account = LOAD_BALANCER_ACCOUNTS[make.region] ?? make.account;
    return { id: account, arn: `arn:${make.partition}:iam::${account}:root` };
  },
  "aws:iam/getPolicy:getPolicy": managedPolicy,
  "aws:iam/getPolicyDocument:getPolicyDocument": (make) => {
    const { json, minifiedJson } = renderPolicyDocument(make.inputs);
    return {
      id: make.tokens.number(2 ** 31).toString(),
      json,
      minifiedJson,
      version: make.text("version") ?? "2012-10-17",
      policyId: make.text("policyId") ?? "",
      statements: make.inputs.statements ?? [],
      sourcePolicyDocuments: make.inputs.sourcePolicyDocuments ?? [],
      overridePolicyDocuments: make.inputs.overridePolicyDocuments ?? [],
      sourceJson: make.inputs.sourceJson ?? "",
      overrideJson: make.inputs.overrideJson ?? "",
    };
  },
  "aws:iam/getRole:getRole": existingRole,
  "aws:kms/getAlias:getAlias": kmsAlias,
  "aws:kms/getKey:getKey": kmsKey,
  "aws:lb/getHostedZoneId:getHostedZoneId": (make) => ({
    id:
      LOAD_BALANCER_ZONES[make.region]?.[make.text("loadBalancerType") === "network" ? "net" : "app"] ??
      `Z${make.upper(13)}`,
    loadBalancerType: make.text("loadBalancerType") ?? "application",
  }),
  "aws:rds/getEngineVersion:getEngineVersion": engineVersion,
  "aws:rds/getOrderableDbInstance:getOrderableDbInstance": orderableInstance,
  "aws:route53/getZone:getZone": (make) => {
    const id = make.text("zoneId") ?? `Z${make.upper(20)}`;
    return {
      id,
      zoneId: id,
      arn: make.bareArn("route53", `hostedzone/${id}`),
      name: make.text("name")?.replace(/\.$/, "") ?? make.named("zone-"),
    };
  },
  "aws:s3/getCanonicalUserId:getCanonicalUserId": (make) => ({ id: make.hex(64), displayName: "" }),
  "aws:secretsmanager/getRandomPassword:getRandomPassword": (make) => ({
    id: make.region,
    randomPassword: make.hex(make.number("passwordLength") ?? 32),
  }),
  "aws:secretsmanager/getSecretVersion:getSecretVersion": secretVersion,
  "aws:ssm/getParameter:getParameter": parameter,
};
