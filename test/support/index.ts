export * from "./literals";
export { testRule } from "./rule-tester";
