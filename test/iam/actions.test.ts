import { MASK } from "../../policy-pack/engine/made-up";
import { changesSomething, readableArn, resolveAction } from "../../policy-pack/iam/actions";

const names = (text: string) => {
  const pattern = resolveAction(text);
  return "actions" in pattern ? pattern.actions.map((action) => action.name) : [];
};

test.each(["*", "**", "*:*", "?*", "*:**"])("%j is everything", (text) => {
  expect(resolveAction(text)).toEqual({ kind: "all" });
});

test.each([
  ["s3:*", "s3"],
  ["S3:*", "s3"],
  ["s3:**", "s3"],
  ["nosuchservice:*", "nosuchservice"],
  [`${MASK}:*`, ""],
])("%j is the whole of a service", (text, service) => {
  expect(resolveAction(text)).toMatchObject({ kind: "service", service });
});

test("a whole service has its actions, one AWS does not document has none", () => {
  expect(names("s3:*")).toEqual(expect.arrayContaining(["s3:GetObject", "s3:DeleteBucket"]));
  expect(names("nosuchservice:*")).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ["sqs:Send*", ["sqs:SendMessage"]],
  ["SQS:send*", ["sqs:SendMessage"]],
  ["sqs:*Visibility", ["sqs:ChangeMessageVisibility"]],
  ["sqs:SendMessag?", ["sqs:SendMessage"]],
  ["sqs:Nothing*", []],
  ["nosuchservice:Get*", []],
  ["sq?:SendMessage", ["sqs:SendMessage"]],
])("%j is a pattern for %j", (text, expected) => {
  expect(resolveAction(text).kind).toBe("pattern");
  expect(names(text)).toEqual(expected);
});

test("a wildcard in the service prefix spans services", () => {
  expect(names("*:SendMessage")).toEqual(expect.arrayContaining(["sqs:SendMessage"]));
  expect(names("sns*:Publish")).toEqual(["sns:Publish"]);
});

test.each<[string, readonly string[]]>([
  ["s3:GetObject", ["s3:GetObject"]],
  ["s3:getobject", ["s3:GetObject"]],
  ["s3:GetObjekt", []],
  ["s3", []],
  ["", []],
  ["s3:", []],
  ["s3:toString", []],
])("%j is the one action %j", (text, expected) => {
  expect(resolveAction(text).kind).toBe("exact");
  expect(names(text)).toEqual(expected);
});

test.each([`s3:${MASK}`, `s3:Get${MASK}*`, MASK, `${MASK}:GetObject`, `${MASK}*`])("%j is not known", (text) => {
  expect(resolveAction(text)).toEqual({ kind: "unknown" });
});

test("remembers", () => {
  expect(resolveAction("s3:Put*")).toBe(resolveAction("S3:PUT*"));
});

test("what changes something", () => {
  const changing = (text: string) => [...new Set(resolveActions(text).map(changesSomething))];
  expect(changing("s3:Get*")).toEqual([false]);
  expect(changing("s3:List*")).toEqual([false]);
  expect(changing("ec2:Describe*")).toEqual([false]);
  expect(changing("s3:Put*")).toEqual([true]);
  expect(changing("s3:TagResource")).toEqual([true]);
  expect(changing("iam:Attach*")).toEqual([true]);
});

function resolveActions(text: string) {
  const pattern = resolveAction(text);
  return "actions" in pattern ? pattern.actions : [];
}

test.each([
  ["arn:${Partition}:s3:::${BucketName}/${ObjectName}", "arn:aws:s3:::<BucketName>/<ObjectName>"],
  ["arn:${Partition}:sqs:${Region}:${Account}:${QueueName}", "arn:aws:sqs:<region>:<account>:<QueueName>"],
  ["arn:${Partition}:backup:${Region}:*:${Kind}:${Id}", "arn:aws:backup:<region>:*:<Kind>:<Id>"],
])("%s reads %s", (format, expected) => {
  expect(readableArn(format)).toBe(expected);
});
