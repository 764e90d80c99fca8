import { isExampleDomain, mayBePlaceholder, placeholderIn } from "../../policy-pack/helpers/placeholders";
import type { Text } from "../../policy-pack/helpers/texts";

const judge = (text: string, name = "value2", more: Partial<Text> = {}) =>
  mayBePlaceholder(text)
    ? placeholderIn({ text, path: name, name, form: "value", secret: false, ...more })?.shown
    : undefined;

describe("a placeholder", () => {
  test.each([
    ["arn:aws:iam::123456789012:root", "AWS", "123456789012"],
    ["arn:aws:sns:eu-west-1:111122223333:alerts", "topicArn", "111122223333"],
    ["444455556666.dkr.ecr.eu-west-1.amazonaws.com/app:1", "image", "444455556666"],
    ["https://sqs.eu-west-1.amazonaws.com/999999999999/jobs", "url", "999999999999"],
    ["123456789012", "peerOwnerId", "123456789012"],
    ["222222222222", "accountIds", "222222222222"],
    ["vpc-12345678", "vpcId", "vpc-12345678"],
    ["ami-0abcdef1234567890", "ami", "ami-0abcdef1234567890"],
    ["ami-0c55b159cbfafe1f0", "imageId", "ami-0c55b159cbfafe1f0"],
    ["subnet-0123456789abcdef0", "subnetIds", "subnet-0123456789abcdef0"],
    ["sg-abcd1234", "x", "sg-abcd1234"],
    ["sg-abc12345", "x", "sg-abc12345"],
    ["subnet-11111111", "x", "subnet-11111111"],
    ["subnet-aaaabbbb", "x", "subnet-aaaabbbb"],
    ["vpc-xxxxxxxx", "vpcId", "vpc-xxxxxxxx"],
    ["i-1234567890EXAMPLE", "x", "i-1234567890EXAMPLE"],
    [
      "arn:aws:acm:us-east-1:210987654321:certificate/12345678-1234-1234-1234-123456789012",
      "certificateArn",
      "12345678-1234-1234-1234-123456789012",
    ],
    ["1234abcd-12ab-34cd-56ef-1234567890ab", "kmsKeyId", "1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["00000000-0000-0000-0000-000000000000", "kmsKeyId", "00000000-0000-0000-0000-000000000000"],
    ["arn:aws:acm:region:account:certificate/placeholder", "certificateArn", "arn:aws:acm:region:"],
    ["arn:aws:sns:us-east-1:ACCOUNT_ID:alerts", "x", "arn:aws:sns:us-east-1:ACCOUNT_ID:"],
    [
      "arn:aws:acm:us-east-1:210987654321:certificate/example",
      "x",
      "arn:aws:acm:us-east-1:210987654321:certificate/example",
    ],
    ["your-bucket-name", "bucket", "your-bucket-name"],
    ["your-key-pair", "keyName", "your-key-pair"],
    ["https://your-domain/callback", "urls", "your-domain"],
    ["YOUR_VPC_ID", "vpcId", "YOUR_VPC_ID"],
    ["<your-account-id>", "x", "<your-account-id>"],
    ["arn:aws:s3:::<bucket-name>/*", "x", "<bucket-name>"],
    ["REPLACE_ME", "keyName", "REPLACE_ME"],
    ["ghp_CHANGEME", "OAuthToken", "CHANGEME"],
    ["INSERT_KEY_HERE", "apiKey", "INSERT_KEY_HERE"],
  ])("%s in %s", (text, name, shown) => {
    expect(judge(text, name)).toBe(shown);
  });

  test.each([
    ["arn:aws:iam::210987654321:root", "AWS"],
    ["arn:aws:iam::000000000000:root", "AWS"],
    ["arn:aws:iam::127311923021:root", "AWS"],
    ["logs-123456789012", "bucket"],
    ["123456789012", "timestamp"],
    ["subnet-0a1b2c3d4e5f60718", "subnetIds"],
    ["subnet-18f7e6d5c4b3a2910", "subnetIds"],
    ["vpc-0facade0", "vpcId"],
    ["sg-app-12345678", "name"],
    ["my-vpc-12345678-logs", "name"],
    ["12345678-1234-1234-1234-123456789012", "comment"],
    ["arn:aws:acm:us-east-1:210987654321:certificate/7f2b1c9e-53a0-4d1e-9b66-0d2f4a8c7e15", "x"],
    ["know-your-customer", "name"],
    ["your-voice-api", "name"],
    ["yourdomain", "name"],
    ["<strong>", "body"],
    ["<region>", "x"],
    ["change-message-visibility", "name"],
    ["replacement", "name"],
    ["Put your-bucket-name here", "text"],
  ])("%s in %s is none", (text, name) => {
    expect(judge(text, name)).toBeUndefined();
  });

  test("in prose, tags, keys and values that are set later is none", () => {
    const account = "arn:aws:iam::123456789012:root";
    expect(judge(account, "description")).toBeUndefined();
    expect(judge(account, "Example", { path: "tags.Example" })).toBeUndefined();
    expect(judge(account, "x", { form: "key" })).toBeUndefined();
    expect(judge("CHANGEME", "value")).toBeUndefined();
    expect(judge("CHANGEME", "apiKey", { path: "secretString.apiKey" })).toBeUndefined();
    expect(judge("CHANGEME", "password")).toBeUndefined();
    expect(judge("CHANGEME", "x", { secret: true })).toBeUndefined();
  });
});

test.each([
  ["example.com", true],
  ["shop.example.org.", true],
  ["*.example.net", true],
  ["ops@example.com", true],
  ["shop.example", true],
  ["myexample.com", false],
  ["example.com.de", false],
  ["example.io", false],
  ["example", false],
])("%s is reserved for examples: %s", (domain, expected) => {
  expect(isExampleDomain(domain)).toBe(expected);
});
