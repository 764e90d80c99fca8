import type { Place, Style } from "./outputs";

/**
 * What a data source (`aws.getCallerIdentity`, `aws.iam.getPolicyDocument`, …) would have answered.
 *
 * @param token the function token, for example `aws:index/getCallerIdentity:getCallerIdentity`.
 * @returns the result, or `undefined` when the data source is not one this project knows the shape of.
 */
export function answerInvoke(
  token: string,
  args: Readonly<Record<string, unknown>>,
  place: Place,
  _style: Style,
): Readonly<Record<string, unknown>> | undefined {
  switch (token) {
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return {
        accountId: place.account,
        arn: `arn:${place.partition}:iam::${place.account}:root`,
        id: place.account,
        userId: place.account,
      };
    case "aws:index/getRegion:getRegion":
      return {
        id: place.region,
        name: place.region,
        region: place.region,
        description: place.region,
        endpoint: "",
        ...args,
      };
    default:
      return undefined;
  }
}
