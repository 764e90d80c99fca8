import { scheduleFault, type ScheduleService } from "../../policy-pack/helpers/schedule-expressions";

test.each<[ScheduleService, string]>([
  ["rule", "rate(1 minute)"],
  ["rule", "rate(5 minutes)"],
  ["rule", "rate(1 day)"],
  ["rule", "cron(0 20 * * ? *)"],
  ["rule", "cron(0/15 8-18 ? * MON-FRI *)"],
  ["rule", "cron(0/5, 9-18, ?, *, MON-FRI, *)"],
  ["rule", "rate(5 0facade)"],
  ["scheduler", "rate(1 minutes)"],
  ["scheduler", "at(2030-01-31T08:00:00)"],
])("%s: %s is in order", (service, text) => {
  expect(scheduleFault(text, service)).toBeUndefined();
});

test.each<[ScheduleService, string, string, string]>([
  ["rule", "rate(1 minutes)", "`minutes` with 1", "rate(1 minute)"],
  ["rule", "rate(5 hour)", "`hour` with 5", "rate(5 hours)"],
  ["rule", "rate(0 minutes)", "whole number", "rate(5 minutes)"],
  ["rule", "rate(1.5 hours)", "whole number", "rate(5 minutes)"],
  ["rule", "rate(30 seconds)", "minutes, hours or days", "rate(5 minutes)"],
  ["rule", "rate(5 minutes later)", "whole number", "rate(5 minutes)"],
  ["rule", "every 5 minutes", "no schedule expression", "rate(5 minutes)"],
  ["rule", "at(2030-01-31T08:00:00)", "no schedule expression", "rate(5 minutes)"],
  ["rule", "cron(0 2 * * *)", "has 5 fields", "cron(0 2 * * ? *)"],
  ["rule", "cron(0 2 * * 1-5)", "has 5 fields", "cron(0 2 ? * 1-5 *)`, with Sunday as 1"],
  ["rule", "cron(0 2 * *)", "has 4 fields", "cron(0 20 * * ? *)"],
  ["rule", "cron(7 20 * * 1-7 *)", "both the day of the month", "cron(7 20 ? * 1-7 *)"],
  ["rule", "cron(7 20 * * * *)", "both the day of the month", "cron(7 20 * * ? *)"],
  ["scheduler", "cron(0 2 * * *)", "has 5 fields", "cron(0 2 * * ? *)"],
  ["scheduler", "at(2030-01-31)", "names no time", "at(2030-01-31T08:00:00)"],
])("%s: %s is refused", (service, text, what, remediation) => {
  const fault = scheduleFault(text, service);
  expect(fault?.what).toContain(what);
  expect(fault?.remediation).toContain(remediation);
});
