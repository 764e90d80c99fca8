import { defineRule, finding, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";

const FUNCTION_URL = "aws:lambda/functionUrl:FunctionUrl";
const HTTP_API = "aws:apigatewayv2/api:Api";

export const corsNoWildcardCredentials = defineRule({
  id: "cors-no-wildcard-credentials",
  title: "APIs that take credentials across origins name the origins",
  rationale:
    "Browsers throw away an answer that allows credentials to the origin `*`. Where the service puts the asking origin in its " +
    "place, they do not, and then any page a user opens may act with the user's session.",
  remediation:
    "List the origins in `allowOrigins`. Without cookies or HTTP authentication, leave `allowCredentials` out; an `Authorization` header needs `allowHeaders` only.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("text of CWE-942"),
  seeds: ["F"],
  scope: "resource",
  targets: [FUNCTION_URL, HTTP_API],
  *check(api) {
    const cors = api.at(api.type === FUNCTION_URL ? "cors" : "corsConfiguration");
    for (const each of cors.items) {
      const [credentials, origins] = [each.at("allowCredentials"), each.at("allowOrigins")];
      const wildcard = origins.items.find((origin) => origin.string === "*");
      if (wildcard !== undefined && credentials.boolean === true) {
        yield finding(
          wildcard,
          `\`${credentials.path}\` is true, and \`${wildcard.path}\` is \`*\`: credentials for every origin. Browsers refuse that, or any site may use a visitor's session.`,
        );
      } else if (credentials.boolean !== false && !credentials.absent && (credentials.unknown || origins.halfKnown)) {
        yield undecided(each, "whether every origin may send credentials is not known yet");
      }
    }
  },
});
