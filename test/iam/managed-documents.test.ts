import { managedPolicyDocuments, managedStatements } from "../../policy-pack/iam/managed-documents";
import { readDocument } from "../../policy-pack/iam/document";
import { Value } from "../../policy-pack/engine/value";

test("statements of a policy AWS wrote, read once", () => {
  const statements = managedStatements("/AmazonS3ReadOnlyAccess");
  expect(statements?.every(({ effect }) => effect === "Allow")).toBe(true);
  expect(statements?.flatMap(({ actions }) => actions.known.map(({ text }) => text))).toEqual(
    expect.arrayContaining(["s3:Get*", "s3:List*"]),
  );
  expect(managedStatements("/AmazonS3ReadOnlyAccess")).toBe(statements);
});

test.each(["/NoSuchPolicy", "AmazonS3ReadOnlyAccess", "toString", ""])("there is none at %j", (path) => {
  expect(managedStatements(path)).toBeUndefined();
});

test("every document can be read", () => {
  const unread = Object.entries(managedPolicyDocuments()).filter(([path, Statement]) => {
    const document = readDocument(new Value({ Statement }, path));
    return document === undefined || document.statements.length === 0 || document.open.length > 0;
  });
  expect(unread.map(([path]) => path)).toEqual([]);
});
