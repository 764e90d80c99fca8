import {
  isPlaceholder,
  isReference,
  looksGenerated,
  namesKey,
  namesPassword,
} from "../../policy-pack/helpers/secret-names";

test("passwords are told by their names", () => {
  const names = [
    "password",
    "DB_PASSWORD",
    "dbPassword",
    "db.password",
    "/app/db/password",
    "--db-password",
    "DB_PWD",
    "DB_PASS",
    "dbpassword",
    "masterPassphrase",
  ];
  expect(names.filter((name) => !namesPassword(name))).toEqual([]);
  const others = [
    "PASSWORD_MIN_LENGTH",
    "PWD",
    "PASS",
    "BYPASS",
    "passwordPolicy",
    "DB_PASSWORD_SECRET_ARN",
    "COMPASS",
    "PASSPORT",
    "",
  ];
  expect(others.filter(namesPassword)).toEqual([]);
});

test("keys and tokens are told by their names", () => {
  const names = [
    "API_KEY",
    "apiKey",
    "STRIPE_SECRET_KEY",
    "JWT_SECRET",
    "AUTH_TOKEN",
    "privateKey",
    "AWS_SECRET_ACCESS_KEY",
    "SLACK_TOKEN",
    "apikey",
  ];
  expect(names.filter((name) => !namesKey(name))).toEqual([]);
  const others = [
    "KEY",
    "TABLE_KEY",
    "API_KEY_ID",
    "SECRET_ARN",
    "SECRET_NAME",
    "TOKEN_TTL",
    "TOKEN_URL",
    "KMS_KEY",
    "SORT_KEY",
    "AWS_ACCESS_KEY_ID",
    "NEXT_PUBLIC_MAPBOX_TOKEN",
    "VITE_API_KEY",
  ];
  expect(others.filter(namesKey)).toEqual([]);
});

test("placeholders are no credentials", () => {
  const placeholders = [
    "CHANGE_ME",
    "changeme",
    "<token>",
    "${TOKEN}",
    "{{resolve:secretsmanager:x}}",
    "your-api-key-here",
    "REPLACE_ME",
    "xxxxxxxx",
    "placeholder",
    "TODO",
    "to-be-set",
    "****",
    "none",
    "dummy-value",
    "mock_secret_key",
  ];
  expect(placeholders.filter((text) => !isPlaceholder(text))).toEqual([]);
  expect(
    ["changeme123!", "hunter2hunter2", "tempPassword123!", "secret-api-key", "postgres"].filter(isPlaceholder),
  ).toEqual([]);
});

test("what says where a credential is, is none", () => {
  const references = [
    "arn:aws:ssm:eu-west-1:123456789012:parameter/x",
    "/app/db/password",
    "prod/db/password",
    "https://auth.example.com/token",
    "true",
    "12",
    "./secrets.json",
  ];
  expect(references.filter((text) => !isReference(text))).toEqual([]);
  expect(["hunter2hunter2", "postgres://app:hunter2@db/x", "a/b+c==", "123456"].filter(isReference)).toEqual([]);
});

test("names of things do not look generated", () => {
  expect(["8f14e45fceea167a5a36dedd4bea2543", "Zk9vT2xpbmctVG9rZW4x"].filter((text) => !looksGenerated(text))).toEqual(
    [],
  );
  expect(
    ["prod-db-secret-2024", "orders-token-v2", "hunter2", "a long sentence with 1 digit"].filter(looksGenerated),
  ).toEqual([]);
});
