import { MASK } from "../../policy-pack/engine/made-up";
import {
  awsPolicyFrom,
  isPartlyKnown,
  isServiceLinked,
  managedPolicies,
  nearestPolicy,
} from "../../policy-pack/iam/managed-policies";

test("the list holds every path AWS uses, and says how old it is", () => {
  const { paths, source, date } = managedPolicies();
  for (const path of [
    "/AdministratorAccess",
    "/job-function/Billing",
    "/service-role/AWSLambdaBasicExecutionRole",
    "/aws-service-role/AWSSupportServiceRolePolicy",
  ]) {
    expect(paths).toContain(path);
  }
  expect(source).toMatch(/^moto /);
  expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(managedPolicies()).toBe(managedPolicies());
});

test.each([
  ["arn:aws:iam::aws:policy/ReadOnlyAccess", "aws", "/ReadOnlyAccess"],
  ["arn:aws-cn:iam::aws:policy/service-role/X", "aws-cn", "/service-role/X"],
  ["arn:aws:iam::aws:ReadOnlyAccess", "aws", "ReadOnlyAccess"],
  ["arn:aws:iam::aws:policy", "aws", "policy"],
  ["arn:aws:iam::aws:policy/app-0facade12", "aws", `/app-${MASK}`],
])("%s belongs to AWS", (arn, partition, path) => {
  expect(awsPolicyFrom(arn)).toEqual({ partition, path });
});

test.each(["arn:aws:iam::123456789012:policy/app", "arn:aws:s3:::aws", "ReadOnlyAccess", ""])("%s does not", (arn) => {
  expect(awsPolicyFrom(arn)).toBeUndefined();
});

test("tells what is known only in part, and what is AWS's alone", () => {
  expect(isPartlyKnown({ partition: "aws", path: `/${MASK}` })).toBe(true);
  expect(isPartlyKnown({ partition: MASK, path: "/ReadOnlyAccess" })).toBe(false);
  expect(isServiceLinked("/aws-service-role/AWSSupportServiceRolePolicy")).toBe(true);
  expect(isServiceLinked("/service-role/AWSLambdaBasicExecutionRole")).toBe(false);
});

test.each([
  ["the path left out", "/AWS_ConfigRole", "/service-role/AWS_ConfigRole"],
  ["a path too many", "/job-function/AdministratorAccess", "/AdministratorAccess"],
  ["no path at all", "ReadOnlyAccess", "/ReadOnlyAccess"],
  ["a name without AWS", "/service-role/ConfigRole", "/service-role/AWS_ConfigRole"],
  ["Amazon for AWS", "/AmazonXRayDaemonWriteAccess", "/AWSXRayDaemonWriteAccess"],
  ["another case", "/amazons3readonlyaccess", "/AmazonS3ReadOnlyAccess"],
  ["an old spelling", "/AWSLambdaFullAccess", "/AWSLambda_FullAccess"],
  ["a few letters", "/CloudWatchAgentServersPolicy", "/CloudWatchAgentServerPolicy"],
])("the nearest policy to %s", (_, path, expected) => {
  expect(nearestPolicy(path)).toBe(expected);
});

test("a name that is like none has no nearest one, and those of service-linked roles are never offered", () => {
  expect(nearestPolicy("/service-role/VPCFlowLogsDeliveryRolePolicy")).toBeUndefined();
  expect(nearestPolicy("/AWSSupportServiceRolePolicy") ?? "").not.toContain("aws-service-role");
});
