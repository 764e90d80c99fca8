import { detectedBy } from "../../policy-pack/helpers/secret-detector";

// Put together here, so that nobody's scanner takes them for real ones.
const GITHUB = `ghp_${"a1B2c3".repeat(6)}`;
const AWS = "wJ4lrXUtnF3MI/K7MD3NG/bPxRf1CYK3YK3YK3Y1";
const DATABASE = `postgres://app:s3cr3tValue9@db.internal:5432/orders`;

test.each([
  [`TOKEN=${GITHUB}`, "github"],
  [`AWS_SECRET_ACCESS_KEY=${AWS}`, "aws"],
  [`DATABASE_URL=${DATABASE}`, "database-connection-string"],
  [`#!/bin/sh\nexport GITHUB=${GITHUB}\n`, "github"],
])("finds the credential in %j", (text, detector) => {
  expect(detectedBy(text)).toContain(detector);
});

test.each([
  "",
  "{",
  "orders",
  "DATABASE_URL=postgres://db.internal:5432/orders",
  "DATABASE_URL=postgres://app:${PASSWORD}@db.internal/orders",
  "SECRET_ARN=arn:aws:secretsmanager:eu-west-1:123456789012:secret:app-a1b2c3",
  // AWS's own example.
  "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  "secretlint-disable",
])("finds nothing in %j", (text) => {
  expect(detectedBy(text)).toEqual([]);
});
