import { policyDocument } from "./policy";

/**
 * The policy of an interface endpoint: this account's own principals, and nobody who carries another account's keys in
 * here to carry data out. What each of them may do is said by its role.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function endpointPolicy(accountId: string): string {
  return policyDocument({
    Sid: "OwnAccountOnly",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
  });
}
