/** CloudFront, Route 53, WAF, API Gateway. */
import type { Form, Forms, Maker } from "../maker";

/** Every distribution's alias records point to this zone (https://docs.aws.amazon.com/general/latest/gr/cf_region.html). */
const CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

const distribution: Form = (make) => {
  const id = `E${make.upper(13)}`;
  return {
    id,
    arn: make.globalArn("cloudfront", `distribution/${id}`),
    domainName: `d${make.hex(13)}.cloudfront.net`,
    hostedZoneId: make.partition === "aws-cn" ? "Z3RFFRIM2A3IF5" : CLOUDFRONT_ZONE,
    callerReference: `terraform-${make.hex(20)}`,
    etag: `E${make.upper(13, "etag")}`,
    inProgressValidationBatches: 0,
    lastModifiedTime: "2020-01-01 00:00:00 +0000 UTC",
    loggingV1Enabled: make.inputs.loggingConfig !== undefined,
    status: "Deployed",
    trustedKeyGroups: [{ enabled: false, items: [] }],
    trustedSigners: [{ enabled: false, items: [] }],
  };
};

/** Policies and the like: an id, and a version tag that changes with every update. */
const cloudfront =
  (kind: string, id: (make: Maker) => string): Form =>
  (make) => {
    const own = id(make);
    return { id: own, arn: make.globalArn("cloudfront", `${kind}/${own}`), etag: `E${make.upper(13, "etag")}` };
  };

const accessIdentity: Form = (make) => {
  const id = `E${make.upper(13)}`;
  return {
    id,
    arn: make.globalArn("cloudfront", `origin-access-identity/${id}`),
    callerReference: `terraform-${make.hex(20)}`,
    cloudfrontAccessIdentityPath: `origin-access-identity/cloudfront/${id}`,
    etag: `E${make.upper(13, "etag")}`,
    iamArn: `arn:${make.partition}:iam::cloudfront:user/CloudFront Origin Access Identity ${id}`,
    s3CanonicalUserId: make.hex(96, "canonical"),
  };
};

const zone: Form = (make) => {
  const id = `Z${make.upper(20)}`;
  const nameServers = [1, 2, 3, 4].map(
    (each) => `ns-${make.hex(7, `server ${each}`)}.awsdns-${each}.${["com", "net", "org", "co.uk"][each - 1] ?? ""}`,
  );
  return {
    id,
    zoneId: id,
    arn: make.bareArn("route53", `hostedzone/${id}`),
    nameServers,
    primaryNameServer: nameServers[0],
  };
};

const record: Form = (make) => {
  const name = make.text("name") ?? make.name;
  return { id: `${make.text("zoneId") ?? ""}_${name}_${make.text("type") ?? ""}`, fqdn: name };
};

/** `arn:aws:wafv2:region:account:regional/webacl/name/uuid`; what protects CloudFront lives in us-east-1. */
const waf =
  (kind: string): Form =>
  (make) => {
    const id = make.uuid();
    const global = make.text("scope") === "CLOUDFRONT";
    const path = `${global ? "global" : "regional"}/${kind}/${make.physical()}/${id}`;
    return {
      id,
      name: make.physical(),
      arn: `arn:${make.partition}:wafv2:${global ? "us-east-1" : make.region}:${make.account}:${path}`,
      lockToken: make.uuid("lock"),
    };
  };

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html */
function executeApi(make: Maker, api: string): string {
  return make.arn("execute-api", api);
}
function apiHost(make: Maker, api: string): string {
  return `https://${make.host(api, "execute-api")}`;
}

const restApi: Form = (make) => {
  const id = make.hex(10);
  return {
    id,
    arn: `arn:${make.partition}:apigateway:${make.region}::/restapis/${id}`,
    executionArn: executeApi(make, id),
    rootResourceId: make.hex(10, "root"),
    createdDate: "2020-01-01T00:00:00Z",
    name: make.physical(),
  };
};

const stage: Form = (make) => {
  const api = make.text("restApi") ?? make.hex(10);
  const name = make.text("stageName") ?? make.name;
  return {
    id: `ags-${api}-${name}`,
    arn: `arn:${make.partition}:apigateway:${make.region}::/restapis/${api}/stages/${name}`,
    executionArn: executeApi(make, `${api}/${name}`),
    invokeUrl: `${apiHost(make, api)}/${name}`,
    webAclArn: "",
  };
};

const httpApi: Form = (make) => {
  const id = make.hex(10);
  const isWebSocket = make.text("protocolType") === "WEBSOCKET";
  return {
    id,
    arn: `arn:${make.partition}:apigateway:${make.region}::/apis/${id}`,
    apiEndpoint: isWebSocket ? apiHost(make, id).replace("https:", "wss:") : apiHost(make, id),
    executionArn: executeApi(make, id),
    name: make.physical(),
  };
};

const httpStage: Form = (make) => {
  const api = make.text("apiId") ?? make.hex(10);
  const name = make.physical();
  return {
    id: name,
    name,
    arn: `arn:${make.partition}:apigateway:${make.region}::/apis/${api}/stages/${name}`,
    executionArn: executeApi(make, `${api}/${name}`),
    invokeUrl: name === "$default" ? `${apiHost(make, api)}/` : `${apiHost(make, api)}/${name}`,
  };
};

export const edgeForms: Forms = {
  "aws:cloudfront/distribution:Distribution": distribution,
  "aws:cloudfront/originAccessControl:OriginAccessControl": cloudfront(
    "origin-access-control",
    (make) => `E${make.upper(13)}`,
  ),
  "aws:cloudfront/originAccessIdentity:OriginAccessIdentity": accessIdentity,
  "aws:cloudfront/cachePolicy:CachePolicy": cloudfront("cache-policy", (make) => make.uuid()),
  "aws:cloudfront/originRequestPolicy:OriginRequestPolicy": cloudfront("origin-request-policy", (make) => make.uuid()),
  "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": cloudfront("response-headers-policy", (make) =>
    make.uuid(),
  ),
  "aws:cloudfront/publicKey:PublicKey": cloudfront("public-key", (make) => `K${make.upper(13)}`),
  "aws:cloudfront/function:Function": (make) => ({
    id: make.physical(),
    name: make.physical(),
    arn: make.globalArn("cloudfront", `function/${make.physical()}`),
    etag: `E${make.upper(13, "etag")}`,
    liveStageEtag: `E${make.upper(13, "live")}`,
    status: "DEPLOYED",
  }),
  "aws:route53/zone:Zone": zone,
  "aws:route53/record:Record": record,
  "aws:route53/healthCheck:HealthCheck": (make) => {
    const id = make.uuid();
    return { id, arn: make.bareArn("route53", `healthcheck/${id}`) };
  },
  "aws:wafv2/webAcl:WebAcl": (make) => ({ ...waf("webacl")(make), capacity: 1, applicationIntegrationUrl: "" }),
  "aws:wafv2/ipSet:IpSet": waf("ipset"),
  "aws:wafv2/ruleGroup:RuleGroup": waf("rulegroup"),
  "aws:wafv2/regexPatternSet:RegexPatternSet": waf("regexpatternset"),
  "aws:apigateway/restApi:RestApi": restApi,
  "aws:apigateway/stage:Stage": stage,
  "aws:apigateway/deployment:Deployment": (make) => ({ id: make.hex(10), createdDate: "2020-01-01T00:00:00Z" }),
  "aws:apigateway/resource:Resource": (make) => ({ id: make.hex(10), path: `/${make.text("pathPart") ?? ""}` }),
  "aws:apigatewayv2/api:Api": httpApi,
  "aws:apigatewayv2/stage:Stage": httpStage,
  "aws:apigatewayv2/integration:Integration": (make) => ({
    id: make.hex(7),
    integrationResponseSelectionExpression: "",
  }),
  "aws:apigatewayv2/route:Route": (make) => ({ id: make.hex(7) }),
  "aws:appsync/graphQLApi:GraphQLApi": (make) => {
    const id = make.hex(26);
    const host = `${id}.appsync-api.${make.region}.amazonaws.com`;
    return {
      id,
      arn: make.arn("appsync", `apis/${id}`),
      name: make.physical(),
      uris: {
        GRAPHQL: `https://${host}/graphql`,
        REALTIME: `wss://${host.replace("appsync-api", "appsync-realtime-api")}/graphql`,
      },
    };
  },
  "aws:globalaccelerator/accelerator:Accelerator": (make) => {
    const arn = make.globalArn("globalaccelerator", `accelerator/${make.uuid()}`);
    return {
      id: arn,
      arn,
      dnsName: `a${make.hex(16)}.awsglobalaccelerator.com`,
      dualStackDnsName: "",
      hostedZoneId: "Z2BJ6XQ5FK7U4H",
      ipSets: [{ ipAddresses: [make.address("public")], ipFamily: "IPv4" }],
    };
  },
};
