/** The file the engine loads: "main" in package.json names it, compiled. */
import { startPolicyPack } from "pulumi-preflight/kit";
import { rules } from "./rules";

startPolicyPack({ name: "acme-policies", displayName: "Acme's policies", rules });
