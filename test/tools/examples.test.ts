/** Reading the provider's documentation. */
import { providerExamples } from "../../tools/examples/extract";
import { feedsOf } from "../../tools/examples/feeds";
import { stemOf } from "../../tools/sdk/wiring";

test("the installed SDK's examples are programs", () => {
  const examples = providerExamples();
  expect(examples.length).toBeGreaterThan(4000);
  expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length);
  const endpoint = examples.find(({ id }) => id === "ec2/vpcEndpoint#1");
  expect(endpoint).toMatchObject({ module: "ec2" });
  expect(endpoint?.text).toMatch(/^import \* as pulumi from "@pulumi\/pulumi";\n/);
  expect(endpoint?.text).toContain(`new aws.ec2.VpcEndpoint("s3", {\n    vpcId: main.id,`);
});

test("feeds are read through blocks and lists, and only from what the program itself creates", () => {
  const program = `
    const main = new aws.ec2.Subnet("main", { vpcId: vpc.id });
    const group = new aws.ec2.SecurityGroup("web");
    new aws.lambda.Function("f", {
      vpcConfig: { subnetIds: [main.id, other.id], securityGroupIds: [group.id] },
      role: "literal",
      environment: { variables: { "A-B": pulumi.interpolate\`\${main.id}\` } },
    });`;
  expect(feedsOf(program)).toEqual([
    { type: "lambda.Function", path: "vpcConfig.subnetIds[]", source: "ec2.Subnet", output: "id" },
    { type: "lambda.Function", path: "vpcConfig.securityGroupIds[]", source: "ec2.SecurityGroup", output: "id" },
  ]);
});

test.each([
  ["subnetIds", "subnet"],
  ["vpcZoneIdentifiers", "vpczone"],
  ["executionRoleArn", "executionrole"],
  ["role", "role"],
  ["policies", "policy"],
  ["ids", "id"],
  ["address", "address"],
])("%s is named after %s", (name, stem) => {
  expect(stemOf(name)).toBe(stem);
});
