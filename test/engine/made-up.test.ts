import { isHalfKnown, isMadeUp, MADE_UP_ACCOUNT, MASK, maskUnknown } from "../../policy-pack/engine/made-up";
import { UNKNOWN } from "../../policy-pack/engine/wire";

describe("made-up values", () => {
  test.each([
    ["vpc-0facade0123456789", `vpc-${MASK}`],
    [
      "arn:aws:kms:us-east-1:000000000000:key/0facade0-1234-4234-8234-123456789abc",
      `arn:aws:kms:us-east-1:${MASK}:key/${MASK}`,
    ],
    ["logs-0facade", `logs-${MASK}`],
    [`prefix-${UNKNOWN}-suffix`, `prefix-${MASK}-suffix`],
    ["424242424242007", MASK],
    ["logs-vpc-0facade0123456789-20241103", `logs-vpc-${MASK}-20241103`],
    ["logs-0facade-1700000000000", `logs-${MASK}-1700000000000`],
  ])("%s is half known", (text, masked) => {
    expect(maskUnknown(text)).toBe(masked);
    expect(isHalfKnown(text)).toBe(true);
  });

  test.each(["arn:aws:s3:::data", "210987654321", "1000000000000", "logs-1a2b3c4", "a-facade-of-words"])(
    "%s is known",
    (text) => {
      expect(maskUnknown(text)).toBe(text);
      expect(isHalfKnown(text)).toBe(false);
    },
  );

  test("only what holds nothing else is made up as a whole", () => {
    expect(isMadeUp(MADE_UP_ACCOUNT)).toBe(true);
    expect(isMadeUp(UNKNOWN)).toBe(true);
    expect(isMadeUp("vpc-0facade0123456789")).toBe(false);
    expect(isMadeUp("plain")).toBe(false);
  });
});
