import { oldVersionsOf, tlsPolicySource } from "../../policy-pack/helpers/tls-policies";

test("old versions of a policy", () => {
  expect(oldVersionsOf("ELBSecurityPolicy-2016-08")).toEqual(["TLSv1.1", "TLSv1"]);
  expect(oldVersionsOf("ELBSecurityPolicy-TLS13-1-2-2021-06")).toEqual([]);
  expect(oldVersionsOf("ELBSecurityPolicy-TLS14-1-4-2031-01")).toBeUndefined();
});

test("the source says when", () => {
  expect(tlsPolicySource()).toMatch(/ \d+\.\d+.*, \d{4}-\d\d-\d\d$/);
});
