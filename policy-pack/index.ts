/**
 * The entry the engine loads. `new PolicyPack` starts a server at once, so this file does nothing else, and no test
 * imports it.
 */
import { readFileSync } from "node:fs";
import { PolicyPack } from "@pulumi/policy";
import { HOMEPAGE } from "./engine/links";
import { toPolicies } from "./engine/policies";
import { startWithFastPath } from "./engine/server";
import { PACK_NAME } from "./pack";
import { rules } from "./rules";
import { PackState } from "./settings/state";

// The engine runs a pack in its own directory, and the SDK takes the version from there too.
const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

const state = new PackState(rules);
const start = () => {
  new PolicyPack(PACK_NAME, {
    policies: toPolicies(rules, state),
    enforcementLevel: "advisory",
    displayName: "Preflight for AWS",
    description: "What a Pulumi AWS program must get right before it flies, found at preview.",
    provider: "aws",
    tags: ["aws", "preflight"],
    repository: HOMEPAGE,
  });
};
startWithFastPath(rules, { name: PACK_NAME, version }, start, state);
