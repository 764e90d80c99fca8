/** A value of the right kind for what no form knows better: by the kind the SDK declares and the property's name. */
import type { Maker } from "./maker";
import { nestedFields, type Fields, type Kind } from "./tables";

/** How deep nested objects are filled in; deeper ones stay empty. */
const DEEPEST = 4;

/** Modules whose ARNs name another service. */
const ARN_SERVICE: Readonly<Record<string, string>> = {
  alb: "elasticloadbalancing",
  amp: "aps",
  apigatewayv2: "apigateway",
  appautoscaling: "autoscaling",
  applicationloadbalancing: "elasticloadbalancing",
  cfg: "config",
  cloudhsmv2: "cloudhsm",
  cognito: "cognito-idp",
  directoryservice: "ds",
  docdb: "rds",
  ebs: "ec2",
  ec2clientvpn: "ec2",
  ec2transitgateway: "ec2",
  efs: "elasticfilesystem",
  elasticloadbalancingv2: "elasticloadbalancing",
  elasticsearch: "es",
  elb: "elasticloadbalancing",
  kinesisanalyticsv2: "kinesisanalytics",
  lb: "elasticloadbalancing",
  msk: "kafka",
  mskconnect: "kafkaconnect",
  neptune: "rds",
  networkfirewall: "network-firewall",
  opensearch: "es",
  opensearchingest: "osis",
  pinpoint: "mobiletargeting",
  redshiftdata: "redshift",
  sesv2: "ses",
  sfn: "states",
  vpc: "ec2",
};
const WITHOUT_REGION = new Set(["cloudfront", "globalaccelerator", "iam", "organizations", "route53", "shield", "waf"]);

/** `aws:networkfirewall/firewall:Firewall` → `arn:aws:network-firewall:…:firewall/NAME`. */
export function genericArn(make: Maker, physical: string): string {
  const [, path = ""] = make.type.split(":");
  const [module = "", kind = ""] = path.split("/");
  const service = ARN_SERVICE[module] ?? module;
  const resource = `${kebab(kind)}/${physical}`;
  return WITHOUT_REGION.has(service) ? make.globalArn(service, resource) : make.arn(service, resource);
}

/** Values for fields, of the right kinds. */
export function genericValues(make: Maker, fields: Fields, depth = 0): Record<string, unknown> {
  return Object.fromEntries([...fields].map(([name, kind]) => [name, genericValue(make, name, kind, depth)]));
}

/** A value for one field. */
function genericValue(make: Maker, name: string, kind: Kind, depth = 0): unknown {
  switch (kind.charAt(0)) {
    case "n":
      return /port$/i.test(name) ? 443 : 0;
    case "b":
      return false;
    case "[":
      return depth >= DEEPEST ? [] : [genericValue(make, singular(name), kind.slice(1), depth + 1)];
    case "{":
      return {};
    case "@":
      return depth >= DEEPEST ? {} : genericValues(make, nestedFields(kind), depth + 1);
    case "s":
      return genericText(make, name);
    default:
      return undefined;
  }
}

/** What a text of this name usually looks like. */
const TEXTS: readonly (readonly [RegExp, (make: Maker, name: string) => string])[] = [
  [/^(?:outpost|signing|customerOwned|carrier|ipv6).*|Reason$|^statusMessage$/, () => ""],
  [/(?:^a|A)rn$/, (make) => genericArn(make, make.named(`${make.name}-`))],
  [/^(?:ownerId|registryId|accountId|awsAccountId|ownerAccountId|catalogId)$/, (make) => make.account],
  [/^(?:homeRegion|region)$/, (make) => make.region],
  [/(?:Date|Time|At|Timestamp|Till)$|^(?:created|modified|lastUpdated)$/, () => "2020-01-01T00:00:00Z"],
  [/^(?:status|state)$|(?:Status|State)$/, () => "ACTIVE"],
  [/(?:[uU]rl|[uU]ri)$/, (make, name) => `https://${make.host(make.hex(12, name), serviceOf(make))}`],
  [
    /(?:[eE]ndpoint|[dD]nsName|[dD]omainName|[hH]ost|[aA]ddress|[fF]qdn)$/,
    (make, name) => make.host(make.hex(12, name), serviceOf(make)),
  ],
  [/^(?:vpcId|VpcId)$/, (make) => make.id("vpc")],
  [/^subnetId$/, (make) => make.id("subnet")],
  [/^securityGroupId$/, (make) => make.id("sg")],
  [/^networkInterfaceId$/, (make) => make.id("eni")],
  [/(?:Cidr|cidrBlock)$/, () => "192.0.2.0/24"],
  [/[iI]pAddress$|^(?:ip|publicIp|privateIp)$/, (make, name) => make.address("private", name)],
  [/[vV]ersion$/, () => "1"],
  [/(?:Uuid|^uuid)$/, (make, name) => make.uuid(name)],
  [/(?:Id|^id|[eE]tag|Token|Fingerprint|Hash|Sha256)$/, (make, name) => make.hex(17, name)],
];

function genericText(make: Maker, name: string): string {
  const known = TEXTS.find(([pattern]) => pattern.test(name));
  return known === undefined ? make.named(`${make.name}-`) : known[1](make, name);
}

function serviceOf(make: Maker): string {
  return make.type.split(":")[1]?.split("/")[0] ?? "aws";
}

/** `vpcEndpoint` → `vpc-endpoint`. */
function kebab(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function singular(name: string): string {
  return name.replace(/ies$/, "y").replace(/(?<!s)s$/, "");
}
