import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Resource } from "../../policy-pack/engine/resource";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { documentPlaces, documentsOf, documentTypes, isDocumentEntry, isKeyPolicy } from "../../policy-pack/iam/places";
import { resource, stackOf } from "../support";

const SDK = join(__dirname, "../../node_modules/@pulumi/aws");
const nestedTypes = readFileSync(join(SDK, "types/input.d.ts"), "utf8");

describe("every place exists in the installed SDK", () => {
  test.each(documentPlaces.map((place) => [`${place.type} ${place.property}`, place] as const))("%s", (_, place) => {
    const [module = "", member = ""] = place.type.slice("aws:".length).split(":")[0]?.split("/") ?? [];
    const file = join(SDK, module, member);
    expect(readFileSync(`${file}.js`, "utf8")).toContain(`__pulumiType = '${place.type}'`);
    const args = /export interface \w+Args \{([\s\S]*?)\n\}/.exec(readFileSync(`${file}.d.ts`, "utf8"))?.[1] ?? "";
    const [property = "", inner] = place.property.split(/(?:\[\])?\./);
    const declared = declarationOf(property, args);
    expect(declared).toBeDefined();
    expect(place.property.includes("[]")).toBe(/Input<\S+>\[\]/.test(declared ?? ""));
    if (inner === undefined) {
      expect(declared).toContain("string");
    } else {
      const nested = /inputs\.\w+\.(\w+)/.exec(declared ?? "")?.[1] ?? "";
      const body = new RegExp(`interface ${nested} \\{([\\s\\S]*?)\\n    \\}`).exec(nestedTypes)?.[1] ?? "";
      expect(declarationOf(inner, body)).toContain("string");
    }
  });
});

function declarationOf(property: string, body: string): string | undefined {
  return new RegExp(`^\\s+${property}\\??: (.*);$`, "m").exec(body)?.[1];
}

/** Inputs that look like policy documents and are something else. */
const NOT_POLICY_DOCUMENTS: readonly string[] = [
  "aws:cloudwatch/logAccountPolicy:LogAccountPolicy policyDocument", // subscription filters and the like
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy policyDocument", // what to mask in logs
  "aws:cloudwatch/logIndexPolicy:LogIndexPolicy policyDocument", // fields to index
  "aws:ecr/lifecyclePolicy:LifecyclePolicy policy", // which images to expire
  "aws:iot/policyAttachment:PolicyAttachment policy", // the name of a policy
  "aws:networkmanager/coreNetwork:CoreNetwork basePolicyDocument", // network segments
  "aws:networkmanager/coreNetworkPolicyAttachment:CoreNetworkPolicyAttachment policyDocument",
  "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy policy", // a language of its own
  "aws:opensearch/serverlessLifecyclePolicy:ServerlessLifecyclePolicy policy",
  "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy policy",
  "aws:ses/receiptFilter:ReceiptFilter policy", // Allow or Block
  "aws:sns/dataProtectionPolicy:DataProtectionPolicy policy", // what to mask in messages
  "aws:verifiedaccess/endpoint:Endpoint policyDocument", // Cedar
  "aws:verifiedaccess/group:Group policyDocument",
];

test("no other input of the SDK takes a policy document", () => {
  const named =
    /^ {4}((?:\w*[pP]olicyDocument|policy|\w*accessPolicy|\w*accessPolicies|\w+RolePolicy|inlinePolicy|sessionPolicy|\w*resourcePolicy|\w*repositoryPolicy))\??: (.*string.*);$/gm;
  const found: string[] = [];
  for (const module of readdirSync(SDK, { withFileTypes: true })) {
    if (!module.isDirectory() || module.name === "node_modules") {
      continue;
    }
    for (const name of readdirSync(join(SDK, module.name))) {
      const file = join(SDK, module.name, name.replace(/\.d\.ts$/, ""));
      if (!/^[^.]+\.d\.ts$/.test(name) || /^(?:get[A-Z]|index\.)/.test(name) || !existsSync(`${file}.js`)) {
        continue;
      }
      const args = /export interface \w+Args \{([\s\S]*?)\n\}/.exec(readFileSync(`${file}.d.ts`, "utf8"))?.[1] ?? "";
      const properties = [...args.matchAll(named)].map((match) => match[1] ?? "");
      if (properties.length > 0) {
        const type = /__pulumiType = '([^']+)'/.exec(readFileSync(`${file}.js`, "utf8"))?.[1] ?? file;
        found.push(...properties.map((property) => `${type} ${property}`));
      }
    }
  }
  const known = [...documentPlaces.map((place) => `${place.type} ${place.property}`), ...NOT_POLICY_DOCUMENTS];
  expect(found.length).toBeGreaterThan(70);
  expect(found.filter((each) => !known.includes(each)).sort()).toEqual([]);
  expect(NOT_POLICY_DOCUMENTS.filter((each) => !found.includes(each))).toEqual([]);
});

test("no place is listed twice, and every type is a target once", () => {
  const listed = documentPlaces.map((place) => `${place.type} ${place.property}`);
  expect(listed).toEqual([...new Set(listed)]);
  expect(new Set(documentTypes)).toEqual(new Set(documentPlaces.map((place) => place.type)));
  expect(documentTypes).toEqual([...new Set(documentTypes)]);
});

describe("documentsOf", () => {
  const documents = (type: string, properties: Record<string, unknown>) =>
    documentsOf(new Resource({ urn: "urn:x", type, name: "x", properties: () => properties })).map(
      ({ value, place }) => `${place.kind} ${value.path}=${value.unknown ? "unknown" : String(value.raw)}`,
    );
  const ROLE = "aws:iam/role:Role";

  test.each<[string, string, Record<string, unknown>, readonly string[]]>([
    ["a policy", "aws:iam/policy:Policy", { policy: "{}" }, ["identity policy={}"]],
    ["a role's trust", ROLE, { assumeRolePolicy: "{}" }, ["trust assumeRolePolicy={}"]],
    [
      "a role's inline policies",
      ROLE,
      { inlinePolicies: [{ name: "a", policy: "{}" }, {}, { policy: UNKNOWN }], assumeRolePolicy: "t" },
      ["identity inlinePolicies[0].policy={}", "identity inlinePolicies[2].policy=unknown", "trust assumeRolePolicy=t"],
    ],
    ["inline policies not known yet", ROLE, { inlinePolicies: UNKNOWN }, ["identity inlinePolicies=unknown"]],
    [
      "a nested one",
      "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
      { details: { policy: "{}" } },
      ["resource details.policy={}"],
    ],
    ["a bucket without policy", "aws:s3/bucket:Bucket", { bucket: "b" }, []],
    [
      "three of one type",
      "aws:odb/network:Network",
      { kmsPolicyDocument: "k", stsPolicyDocument: "s" },
      ["guardrail kmsPolicyDocument=k", "guardrail stsPolicyDocument=s"],
    ],
    ["a type without documents", "aws:ec2/vpc:Vpc", { policy: "{}" }, []],
  ])("%s", (_, type, properties, expected) => {
    expect(documents(type, properties)).toEqual(expected);
  });
});

test("key policies are those of KMS", () => {
  expect([...new Set(documentPlaces.filter(isKeyPolicy).map((place) => place.type.split("/")[0]))]).toEqual([
    "aws:kms",
  ]);
  expect(documentPlaces.filter((place) => place.type.startsWith("aws:kms/") && !isKeyPolicy(place))).toEqual([]);
});

test("an entry of a document is among its resources or principals", () => {
  const { find } = stackOf("up", resource("aws:iam/policy:Policy", "app", { policy: "{}", path: "/" }));
  expect(isDocumentEntry(find("app"), "policy.Statement[0].Resource[1]")).toBe(true);
  expect(isDocumentEntry(find("app"), "policy.Statement[0].NotPrincipal.AWS")).toBe(true);
  expect(isDocumentEntry(find("app"), "policy.Statement[0].Condition.ArnLike")).toBe(false);
  expect(isDocumentEntry(find("app"), "path")).toBe(false);
});
