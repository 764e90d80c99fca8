/** `node ../start.cjs ./provider/main.ts PACKAGE ENGINE_ADDRESS`: serves a stand-in provider until the engine ends it. */
import { AwsStandIn } from "./aws";
import { RandomStandIn } from "./random";
import { serve } from "./serve";

serve(process.argv[3] === "random" ? new RandomStandIn() : new AwsStandIn(process.env));
