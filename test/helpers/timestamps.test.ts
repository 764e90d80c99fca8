import { MASK } from "../../policy-pack/engine/made-up";
import { findTimestamp } from "../../policy-pack/helpers/timestamps";

describe("findTimestamp finds", () => {
  test.each([
    ["logs-1700000000000", "1700000000000", "epoch in milliseconds", "2023-11-14"],
    ["logs1700000000000", "1700000000000", "epoch in milliseconds", "2023-11-14"],
    ["db1700000000000", "1700000000000", "epoch in milliseconds", "2023-11-14"],
    ["logs-1700000000", "1700000000", "epoch in seconds", "2023-11-14"],
    ["logs-1700000000.482", "1700000000", "epoch in seconds", "2023-11-14"],
    ["1420070400-logs", "1420070400", "epoch in seconds", "2015-01-01"],
    ["logs-2398377599", "2398377599", "epoch in seconds", "2045-12-31"],
    ["logs-20241103", "20241103", "date", "2024-11-03"],
    ["logs20241103", "20241103", "date", "2024-11-03"],
    ["v20241103", "20241103", "date", "2024-11-03"],
    ["logs-20240229", "20240229", "date", "2024-02-29"],
    ["logs-20241103101500", "20241103101500", "date and time", "2024-11-03"],
    ["logs-20241103101500482", "20241103101500482", "date and time", "2024-11-03"],
    ["logs-20241103T101500Z", "20241103T101500Z", "date and time", "2024-11-03"],
    ["logs-20241103t1015", "20241103t1015", "date and time", "2024-11-03"],
    ["logs-20241103-101500-eu", "20241103-101500", "date and time", "2024-11-03"],
    ["logs-2024-11-03", "2024-11-03", "date", "2024-11-03"],
    ["logs.2024.11.03.eu", "2024.11.03", "date", "2024-11-03"],
    ["logs_2024_11_03", "2024_11_03", "date", "2024-11-03"],
    ["logs-2024-11-03t10-15-00z", "2024-11-03t10-15-00z", "date and time", "2024-11-03"],
    ["logs-2024-11-03t10-15-00-482z", "2024-11-03t10-15-00-482z", "date and time", "2024-11-03"],
    ["2024-11-03T10:15:00.482Z", "2024-11-03T10:15:00.482Z", "date and time", "2024-11-03"],
    ["logs-2024-11-03-10-15", "2024-11-03-10-15", "date and time", "2024-11-03"],
    ["123456789012-2024-11-03", "2024-11-03", "date", "2024-11-03"],
    ["logs-20241103-123456789012", "20241103", "date", "2024-11-03"],
    ["logs-2024-11-03-99-99", "2024-11-03", "date", "2024-11-03"],
    ["20241103-and-1700000000000", "20241103", "date", "2024-11-03"],
    ["1700000000000-and-20241103", "1700000000000", "epoch in milliseconds", "2023-11-14"],
    [`${MASK}-20241103-${MASK}`, "20241103", "date", "2024-11-03"],
  ])("%s", (text, part, form, day) => {
    expect(findTimestamp(text)).toEqual({ text: part, form, day });
  });
});

describe("findTimestamp finds nothing in", () => {
  test.each([
    ["an empty text", ""],
    ["words", "shop-access-logs"],
    ["a year", "reports-2024"],
    ["a year and a month", "reports-2024-11"],
    ["a year and a month, compact", "reports-202411"],
    ["a short date", "logs-241103"],
    ["a date without leading zeros", "logs-2024-1-3"],
    ["mixed separators", "logs-2024-11.03"],
    ["a version number", "app-v1-2-3"],
    ["a dotted version number", "app-1.2.20"],
    ["a longer version number", "app-10.20.30.40"],
    ["a port", "proxy-8080"],
    ["an account id", "logs-123456789012"],
    ["an account id that reads as a date with hours and minutes", "logs-202411031015"],
    ["a region and an account id", "logs-us-east-1-210987654321"],
    ["an eight-digit number that is no date", "project-48151623"],
    ["a month that does not exist", "logs-20241303"],
    ["a day that does not exist", "logs-2024-02-30"],
    ["the 29th of February of a common year", "logs-20230229"],
    ["an hour that does not exist", "logs-20241103251500"],
    ["a minute that does not exist", "logs-20241103106100"],
    ["an API version", "api-2012-10-17"],
    ["a year far ahead", "logs-20991231"],
    ["a ten-digit number before 2015", "customer-1234567890"],
    ["a ten-digit number after 2045", "customer-4815162342"],
    ["an ISBN", "book-9783161484100"],
    ["an eleven-digit number", "logs-17000000000"],
    ["a fourteen-digit number that is no date", "logs-17000000000000"],
    ["nine digits", "logs-170000000"],
    ["a UUID", "logs-20241103-e29b-41d4-a716-446655440000"],
    ["a hexadecimal id", "logs-a1b2c31700000000ff"],
    ["a commit", "build-3f20241103bc9d1e"],
    ["Pulumi's random suffix", "logs-1a2b3c4"],
    ["Pulumi's random suffix, digits only", "logs-1234567"],
    ["a base-36 time, which reads as a word", "logs-lxyz1234"],
    ["digits that run on into an unknown part", `logs-1700000000${MASK}`],
    ["digits that continue an unknown part", `logs-${MASK}20241103`],
  ])("%s", (_, text) => {
    expect(findTimestamp(text)).toBeUndefined();
  });
});
