import { breadthOf } from "../../policy-pack/iam/managed-breadth";

test.each([["/AdministratorAccess"], ["/PowerUserAccess"], ["/IAMFullAccess"]])("%s grants administration", (path) => {
  expect(breadthOf(path)).toEqual({ kind: "administration" });
});

test.each([
  ["/AmazonS3FullAccess", ["s3"]],
  ["/AWSLambda_FullAccess", ["lambda"]],
  ["/CloudWatchLogsFullAccess", ["logs"]],
  ["/SecretsManagerReadWrite", ["secretsmanager"]],
])("%s grants all of %j", (path, services) => {
  expect(breadthOf(path)).toEqual({ kind: "service", services: expect.arrayContaining(services) as unknown });
});

test.each([
  ["/CloudWatchAgentServerPolicy", "logs:PutLogEvents"],
  ["/AmazonSSMManagedInstanceCore", "ssm:UpdateInstanceInformation"],
  ["/AmazonEC2ContainerRegistryPowerUser", "ecr:PutImage"],
])("%s writes on everything: %s", (path, action) => {
  expect(breadthOf(path)).toEqual({ kind: "writes", actions: expect.arrayContaining([action]) as unknown });
});

test.each([
  ["/AmazonS3ReadOnlyAccess"], // reads only
  ["/AWSXRayDaemonWriteAccess"], // writes what cannot be limited
  ["/AmazonEC2ContainerRegistryReadOnly"],
  ["/SecurityAudit"], // reads, one of them with the access level of a write
  ["/service-role/AmazonRDSEnhancedMonitoringRole"], // names its log groups
])("%s is narrow", (path) => {
  expect(breadthOf(path)).toEqual({ kind: "narrow" });
});

test("nothing is said of a policy that does not exist, by whatever name", () => {
  expect(breadthOf("/Nope")).toBeUndefined();
  expect(breadthOf("constructor")).toBeUndefined();
});

test("the answer is remembered", () => {
  expect(breadthOf("/AmazonS3FullAccess")).toBe(breadthOf("/AmazonS3FullAccess"));
});
