import { lostPartOf, lostValueIn, mayBeLost } from "../../policy-pack/helpers/lost-values";
import type { Text } from "../../policy-pack/helpers/texts";

const judge = (text: string, name = "value", form: Text["form"] = "value") =>
  mayBeLost(text) ? lostValueIn({ text, path: name, name, form, secret: false })?.kind : undefined;

describe("the text of an Output, in the words of every SDK", () => {
  test.each([
    ["Node", "logs-Calling [toString] on an [Output<T>] is not supported.\n\nTo get the value"],
    ["Node, JSON", "Calling [toJSON] on an [Output<T>] is not supported."],
    ["Python", "arn:aws:s3:::Calling __str__ on an Output[T] is not supported.\n"],
    ["Python before 3.36", "https://<pulumi.output.Output object at 0x7f1c2a3b4d5e>/"],
    [".NET", "Calling [ToString] on an [Output<T>] is not supported."],
    [".NET, older", "Pulumi.Output`1[System.String]-logs"],
    ["Java", "Calling 'toString' on an 'Output<T>' is not supported."],
    ["Go, %v", "{0xc0001a2b30}/index.html"],
    ["Go, %s", "{%!s(*internal.OutputState=&{...})}"],
  ])("%s", (_, text) => {
    expect(judge(text)).toBe("output");
    expect(judge(text, "tags", "key")).toBe("output");
    expect(judge(text, "userData", "base64")).toBe("output");
  });

  test.each(["Calling the toString function", "An Output<T> is a promise of a value", "<pulumi> logs", "{0xc}"])(
    "%s is none",
    (text) => {
      expect(judge(text)).toBeUndefined();
    },
  );
});

describe("the text of an object", () => {
  test.each([
    "[object Object]",
    "subnet-[object Promise]",
    "export CONFIG='[object Object]'",
    "<pulumi_aws.s3.bucket.Bucket object at 0x7f1c2a3b4d5e>",
    "<coroutine object main at 0x7f1c2a3b4d5e>",
    "<function <lambda> at 0x7f1c2a3b4d5e>",
  ])("%s", (text) => {
    expect(judge(text)).toBe("object");
  });

  test.each([
    ["toString.call(value) === '[object Object]'", "data"],
    ["'[object Object]' == toString.call(value)", "data"],
    ["const tag = {}; tags('[object Map]')", "data"],
    ["throw '[object Object]';", "code"],
    ["throw '[object Object]';", "app.mjs"],
    ["an [object] of wonder", "description"],
    ["<object data='x'>", "body"],
  ])("%s in %s is none", (text, name) => {
    expect(judge(text, name)).toBeUndefined();
  });
});

describe("the text of nothing", () => {
  test.each([
    ["arn:aws:iam::undefined:role/app", "roleArn"],
    ["arn:aws:iam::null:role/app", "roleArn"],
    ["arn:aws:sqs:None:123:jobs", "queueArn"],
    ["arn:aws:sns:us-east-1:1:alerts-undefined", "topicArn"],
    ["undefined.dkr.ecr.us-east-1.amazonaws.com/app", "image"],
    ["https://undefined/prod", "url"],
    ["undefined-logs", "bucket"],
    ["logs-undefined-eu", "name"],
    ["port-NaN", "targetGroupName"],
    ["undefined", "API_URL"],
  ])("%s in %s", (text, name) => {
    expect(judge(text, name)).toBe("nothing");
  });

  test.each([
    ["undefined behaviour is reported here", "name"],
    ["undefined-behaviour-docs", "bucket"],
    ["x is undefined", "description"],
    ["undefined", "description"],
    ["NaN", "serialization.null.format"],
    ["arn:aws:s3:::nullable/NaNo", "arn"],
    ["arn:aws:lambda:us-east-1:1:function:null", "functionArn"],
    ["none-null-route", "name"],
    ["undefined-logs", "value"],
  ])("%s in %s is none", (text, name) => {
    expect(judge(text, name)).toBeUndefined();
  });

  test("a part nobody knows says nothing", () => {
    expect(lostPartOf("logs-0facade", false)).toBeUndefined();
    expect(lostPartOf("an undefined thing", false)).toBeUndefined();
  });
});

describe("the text of a list", () => {
  test.each([
    ["arn:aws:s3:::['a', 'b']", "resource"],
    ["arn:aws:ec2:us-east-1,us-west-2:1:vpc/x", "resource"],
    ["arn:aws:iam::1,2:root", "principal"],
    ["arn:aws:ec2:us-east-1:1:subnet/subnet-0a1b2c3d,subnet-1a2b3c4d", "resource"],
    ["arn:aws:sns:us-east-1:1:a,arn:aws:sns:us-east-1:1:b", "topicArn"],
  ])("%s in %s", (text, name) => {
    expect(judge(text, name)).toBe("list");
  });

  test.each([
    ["arn:aws:sns:us-east-1:1:a,arn:aws:sns:us-east-1:1:b", "TOPIC_ARNS"],
    ["arn:aws:s3:::bucket/a,b.csv", "objectArn"],
    ["subnet-0a1b2c3d,subnet-1a2b3c4d", "SUBNETS"],
  ])("%s in %s is none", (text, name) => {
    expect(judge(text, name)).toBeUndefined();
  });
});
