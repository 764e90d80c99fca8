import { Resource } from "../../policy-pack/engine/resource";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { privacyOf, whyOpen } from "../../policy-pack/iam/reachable";

const resource = (type: string, properties: Readonly<Record<string, unknown>> = {}) =>
  new Resource({ urn: "urn", type, name: "x", properties: () => properties });
const DOMAIN = "aws:opensearch/domain:Domain";

test.each([
  ["aws:apigateway/restApi:RestApi", true],
  ["aws:apigateway/restApiPolicy:RestApiPolicy", true],
  ["aws:vpclattice/authPolicy:AuthPolicy", true],
  ["aws:vpclattice/resourcePolicy:ResourcePolicy", false],
  ["aws:s3/bucketPolicy:BucketPolicy", false],
])("%s is open by design: %s", (type, expected) => {
  expect(whyOpen(resource(type)) !== undefined).toBe(expected);
});

test.each<[string, Resource, "yes" | "no" | "unknown"]>([
  ["a domain in a VPC", resource(DOMAIN, { vpcOptions: { subnetIds: [UNKNOWN] } }), "yes"],
  ["with fine-grained access control", resource(DOMAIN, { advancedSecurityOptions: { enabled: true } }), "yes"],
  ["with it off", resource(DOMAIN, { advancedSecurityOptions: { enabled: false } }), "no"],
  ["with it unknown", resource(DOMAIN, { advancedSecurityOptions: { enabled: UNKNOWN } }), "unknown"],
  ["in an unknown VPC or none", resource(DOMAIN, { vpcOptions: UNKNOWN }), "unknown"],
  ["a domain on the internet", resource("aws:elasticsearch/domain:Domain"), "no"],
  ["a policy beside a domain", resource("aws:opensearch/domainPolicy:DomainPolicy"), "unknown"],
  ["an access point", resource("aws:s3/accessPoint:AccessPoint"), "no"],
  [
    "an access point of a VPC",
    resource("aws:s3/accessPoint:AccessPoint", { vpcConfiguration: { vpcId: UNKNOWN } }),
    "yes",
  ],
  ["a queue", resource("aws:sqs/queue:Queue"), "no"],
])("keeps strangers out: %s", (_, given, expected) => {
  expect(privacyOf(given)).toBe(expected);
});
