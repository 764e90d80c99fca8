import { actionsOf, services } from "../../policy-pack/iam/authorization";
import { isServiceUsedByAws, isUsedByAws } from "../../policy-pack/iam/undocumented-actions";

describe("actions AWS uses and does not document", () => {
  test.each(["SNS:Receive", "sns:Rec*", "logs:PutLogEventsBatch", "payments:GetPaymentAttempt", "payments:GetAcc*"])(
    "%s",
    (action) => {
      const [service = "", name = ""] = action.toLowerCase().split(":");
      expect(actionsOf(service).has(name)).toBe(false);
      expect(isUsedByAws(action)).toBe(true);
    },
  );
  test.each(["sns:Receives", "logs:PutLogEventsBatches", "s3:HeadObject", "s3:ListObjects"])("not %s", (action) => {
    expect(isUsedByAws(action)).toBe(false);
  });
  test("services that are gone from the reference", () => {
    expect(services()).not.toContain("deeplens");
    expect(isServiceUsedByAws("DeepLens")).toBe(true);
    expect(isServiceUsedByAws("deeplenses")).toBe(false);
  });
});
