import { configManagedRules } from "../../policy-pack/helpers/config-managed-rules";

test("managed rules say what triggers them", () => {
  const { identifiers, onChangesOnly } = configManagedRules();
  expect(identifiers.size).toBeGreaterThan(800);
  expect(onChangesOnly.has("S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED")).toBe(true);
  expect(onChangesOnly.has("IAM_PASSWORD_POLICY")).toBe(false);
  expect([...onChangesOnly].every((each) => identifiers.has(each))).toBe(true);
});
