import { typeOfUrn } from "../../policy-pack/helpers/urn";

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
