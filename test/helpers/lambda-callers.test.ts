import { kinds } from "../../policy-pack/engine/kinds";
import { CALLERS, isSourceOf, POLLED, serviceOf } from "../../policy-pack/helpers/lambda-callers";
import { resourceTypes } from "../../preflight/aws/tables";

test.each([
  ["s3.amazonaws.com", "s3"],
  ["logs.eu-west-1.amazonaws.com", "logs"],
  ["lambda.alarms.cloudwatch.amazonaws.com", "lambda.alarms.cloudwatch"],
  ["sns.amazonaws.com.cn", "sns"],
  ["210987654321", undefined],
  ["arn:aws:iam::210987654321:root", undefined],
  ["*", undefined],
  ["example.com", undefined],
])("the service of principal %s", (principal, service) => {
  expect(serviceOf(principal)).toBe(service);
});

test.each([
  ["s3", "arn:aws:s3:::uploads", true],
  ["s3", "arn:aws:sns:eu-west-1:210987654321:alerts", false],
  ["events", "arn:aws:events:eu-west-1:210987654321:rule/nightly", true],
  ["events", "arn:aws:events:eu-west-1:210987654321:event-bus/default", false],
  ["events", "arn:aws:events:eu-west-1:210987654321:*", true],
  ["events", "arn:aws:*:eu-west-1:210987654321:thing", true],
  ["apigateway", "arn:aws:execute-api:eu-west-1:210987654321:api/*/*", true],
  ["apigateway", "arn:aws:apigateway:eu-west-1::/restapis/api", false],
  ["unheard-of", "arn:aws:s3:::uploads", true],
])("%s comes with %s: %s", (service, arn, expected) => {
  expect(isSourceOf(service, arn)).toBe(expected);
});

test("callers are of types the SDK has, or had, and none of them is polled", () => {
  const known = [...resourceTypes(), ...Object.values(kinds).flat()];
  const unknown = Object.values(CALLERS).flatMap(
    (caller) => caller?.types.filter((start) => !known.some((type) => type.startsWith(start))) ?? [],
  );
  expect(unknown).toEqual([]);
  expect(Object.keys(CALLERS).filter((service) => POLLED.has(service))).toEqual([]);
});
