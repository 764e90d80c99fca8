/** The entry the engine loads. It starts a server at once, so this file does nothing else, and no test imports it. */
import { HOMEPAGE } from "./engine/links";
import { PACK_NAME } from "./pack";
import { rules } from "./rules";
import { startPolicyPack } from "./start";

startPolicyPack({
  name: PACK_NAME,
  rules,
  displayName: "Preflight for AWS",
  description: "What a Pulumi AWS program must get right before it flies, found at preview.",
  tags: ["aws", "preflight"],
  repository: HOMEPAGE,
});
