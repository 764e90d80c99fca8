/** Under which name the pack reports; its version is package.json's. */
export const PACK_NAME = "preflight-aws";
