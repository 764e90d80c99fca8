import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  // The example pack is a project of its own: its packages are not installed here (test/e2e/own-pack.test.ts).
  globalIgnores(["dist/", "coverage/", "node_modules/", "test/fixtures/", "docs/own-pack/"]),
  js.configs.recommended,
  {
    // Plain scripts that Node runs as they are.
    files: ["**/*.js", "**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        require: "readonly",
        module: "writable",
        process: "readonly",
        console: "readonly",
        __dirname: "readonly",
        setInterval: "readonly",
      },
    },
  },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      // The Value accessors return undefined for what is not there; `!== undefined` reads worse than `??` chains here.
      "@typescript-eslint/prefer-nullish-coalescing": "off",
      eqeqeq: ["error", "always"],
    },
  },
  {
    // Nothing the pack loads at run time may pull in @pulumi/aws: it costs seconds at start-up (docs/architecture.md).
    files: ["policy-pack/**/*.ts", "preflight/**/*.ts", "kit/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { paths: [{ name: "@pulumi/aws", message: "match by type token instead" }] }],
    },
  },
);
