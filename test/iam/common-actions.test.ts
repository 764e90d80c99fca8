import { resolveAction } from "../../policy-pack/iam/actions";
import { services } from "../../policy-pack/iam/authorization";
import { commonActions } from "../../policy-pack/iam/common-actions";

test("every suggestion is an action AWS documents, of the service it is made for", () => {
  const suggested = services().flatMap((service) => commonActions(service).map((name) => [service, name] as const));
  expect(suggested.length).toBeGreaterThan(10);
  for (const [service, name] of suggested) {
    expect(resolveAction(name)).toMatchObject({ kind: "exact", actions: [{ name }] });
    expect(name.split(":")[0]).toBe(service);
  }
});

test("any case, and nothing where none is obvious", () => {
  expect(commonActions("S3")).toEqual(commonActions("s3"));
  expect(commonActions("nosuchservice")).toEqual([]);
  expect(commonActions("constructor")).toEqual([]);
});
