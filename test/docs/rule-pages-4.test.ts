import { testPages } from "../support/rule-pages";

testPages(__filename);
