import { nameOfUrn, stackNameOfUrn, stackOfUrn, typeOfUrn } from "../../policy-pack/helpers/urn";

test.each([
  ["urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs", "aws:s3/bucket:Bucket"],
  ["urn:pulumi:dev::shop::acme:index:Site$acme:index:Store$aws:s3/bucket:Bucket::logs", "aws:s3/bucket:Bucket"],
  ["urn:pulumi:dev::shop::pulumi:pulumi:StackReference::org/base/dev", "pulumi:pulumi:StackReference"],
  ["urn:pulumi:dev::shop::aws:s3/bucket:Bucket::a::name$with::colons", "aws:s3/bucket:Bucket"],
  ["no urn", ""],
  ["", ""],
])("the type in %s is %s", (urn, type) => {
  expect(typeOfUrn(urn)).toBe(type);
});

test("a URN says its stack and its name", () => {
  const urn = "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::a::name";
  expect([stackNameOfUrn(urn), stackOfUrn(urn), nameOfUrn(urn)]).toEqual(["dev", "shop/dev", "a::name"]);
});
