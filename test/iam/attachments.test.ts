import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Resource } from "../../policy-pack/engine/resource";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { attachingTypes, attachmentPlaces, attachmentsOf } from "../../policy-pack/iam/attachments";

const SDK = join(__dirname, "../../node_modules/@pulumi/aws");

/** Inputs that look like ARNs of managed policies and are something else. */
const NOT_MANAGED_POLICIES: readonly string[] = [
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation policyArn", // EKS's own access policies
  "aws:resiliencehub/v2Service:V2Service policyArn", // resiliency policies
  "aws:resiliencehub/v2UserJourney:V2UserJourney policyArn",
];

test("exactly these inputs of the SDK take ARNs of managed policies", () => {
  const named = /^ {4}(managedPolicyArns?|policyArns?|permissionsBoundary)\??: (.*);$/gm;
  const found: string[] = [];
  for (const module of readdirSync(SDK, { withFileTypes: true }).filter((each) => each.isDirectory())) {
    if (module.name === "node_modules") {
      continue;
    }
    for (const name of readdirSync(join(SDK, module.name)).filter((each) => each.endsWith(".d.ts"))) {
      const file = join(SDK, module.name, name);
      const text = readFileSync(file, "utf8");
      if (!/(?:managedPolicyArns?|policyArns?|permissionsBoundary)\??:/.test(text)) {
        continue;
      }
      const type = /__pulumiType = '(.*?)'/.exec(readFileSync(file.replace(/\.d\.ts$/, ".js"), "utf8"))?.[1];
      const args = /export interface \w+Args \{([\s\S]*?)\n\}/.exec(text)?.[1] ?? "";
      for (const [, property = "", declared = ""] of type === undefined ? [] : args.matchAll(named)) {
        const list = declared.includes("[]") ? "[]" : "";
        const inner = declared.includes("inputs.") ? ".managedPolicyArn" : "";
        found.push(`${String(type)} ${property}${list}${inner}`);
      }
    }
  }
  const listed = attachmentPlaces.map(({ type, property }) => `${type} ${property}`);
  expect(found.filter((each) => !NOT_MANAGED_POLICIES.includes(each)).sort()).toEqual([...listed].sort());
});

test("reads lists, single values and nested ones, and leaves out what is not set", () => {
  const read = (type: string, properties: Readonly<Record<string, unknown>>) =>
    attachmentsOf(new Resource({ urn: "urn", type, name: "x", properties: () => properties })).map(
      ({ value, use }) => `${value.path} ${use} ${value.show()}`,
    );
  expect(read("aws:iam/role:Role", { managedPolicyArns: ["a", UNKNOWN], permissionsBoundary: "b" })).toEqual([
    'managedPolicyArns[0] grant "a"',
    "managedPolicyArns[1] grant (not known yet)",
    'permissionsBoundary limit "b"',
  ]);
  expect(read("aws:iam/role:Role", { managedPolicyArns: UNKNOWN })).toEqual([
    "managedPolicyArns grant (not known yet)",
  ]);
  expect(read("aws:iam/role:Role", {})).toEqual([]);
  expect(
    read("aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment", {
      permissionsBoundary: { managedPolicyArn: "c" },
    }),
  ).toEqual(['permissionsBoundary.managedPolicyArn limit "c"']);
  expect(read("aws:s3/bucket:Bucket", { policyArn: "a" })).toEqual([]);
});

test("each type is listed once", () => {
  expect(new Set(attachingTypes).size).toBe(attachingTypes.length);
});
