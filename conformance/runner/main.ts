/**
 * `npm run conformance [suite...] [-- --json --record --if-built --worlds N --seed N]`: asks the real programs every case and
 * compares what they say with our side and with what is recorded.
 */
import { driftOf, readAnswers, writeAnswers } from './answers';
import { flagsTakenByNpm, Options, parseArguments, UsageError } from './arguments';
import { binaryOf, CannotBuild } from './build';
import { BuildClock } from './build-clock';
import { inTurn } from './in-turn';
import { MemoryMeter } from './processes';
import { Scratch } from './scratch';
import { Case, ProgramName, Programs, Suite } from './suite';
import { allSuites } from './suites/all';
import { allSkipped, brokenOff, hasFailed, judge, renderTable, Result, toJson, wasNotAsked } from './table';

// Suites wait more than they work: for MetalLB, which writes slowly on purpose, and for Envoy to eject or readmit an endpoint.
const SIDE_BY_SIDE = 2;

const started = performance.now();
const say = (text: string): void => void process.stderr.write(`${secondsSince(started).padStart(7)} s  ${text}\n`);

async function main(args: readonly string[]): Promise<number> {
  const names = allSuites.map(({ name }) => name);
  const options = parseArguments([...args, ...flagsTakenByNpm(process.env)], names);
  const scratch = new Scratch();
  removeWhenStopped(scratch);
  const meter = new MemoryMeter();
  const suites = allSuites.filter(({ name }) => options.suites.includes(name));
  const results = await inTurn(suites, SIDE_BY_SIDE, (suite) => runSuite(suite, options, scratch));
  const memory = meter.stop();
  scratch.remove();
  report(results, memory, options);
  return results.some(hasFailed) ? 1 : 0;
}

/** A suite that breaks off has failed; the others are still asked. */
async function runSuite(suite: Suite, options: Options, scratch: Scratch): Promise<Result> {
  const cases = casesOf(suite, options);
  say(`${suite.name}: ${cases.length} cases`);
  try {
    return await askSuite(suite, cases, options, scratch);
  } catch (error) {
    if (error instanceof CannotBuild) {
      return allSkipped(suite, cases, error.message);
    }
    return brokenOff(suite, cases, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function casesOf(suite: Suite, options: Options): Case[] {
  const { worlds = 0, seed } = options;
  return areMade(suite, options) ? (suite.made?.(worlds, seed) ?? []) : suite.cases();
}

/** Whether other cases are asked than those that are kept. */
function areMade(suite: Suite, { worlds }: Options): boolean {
  return worlds !== undefined && suite.made !== undefined;
}

async function askSuite(suite: Suite, cases: readonly Case[], options: Options, scratch: Scratch): Promise<Result> {
  const { ifBuilt, record } = options;
  const clock = new BuildClock();
  const start = performance.now();
  const answers = await suite.ask(cases, programsOf(scratch, clock, !ifBuilt));
  const seconds = Number(secondsSince(start)) - clock.seconds;
  if (record) {
    writeAnswers(suite, answers);
  }
  const isRecorded = suite.varies !== true && !areMade(suite, options);
  const drift = isRecorded ? driftOf(suite.name, answers, readAnswers(suite.name)) : [];
  return { ...judge(suite, cases, answers), drift, seconds };
}

function programsOf(scratch: Scratch, clock: BuildClock, mayBuild: boolean): Programs {
  return {
    binary: (name: ProgramName) => clock.time(() => binaryOf(name, mayBuild, say)),
    scratch: (name) => scratch.folder(name),
    say,
  };
}

// The programs end by themselves when this process does: their stdin closes.
function removeWhenStopped(scratch: Scratch): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => {
      // A program may still write there; what it adds is removed by the next run.
      try {
        scratch.remove();
      } finally {
        process.exit(code);
      }
    });
  }
}

function report(results: readonly Result[], memory: ReadonlyMap<string, number>, { json, suites }: Options): void {
  const versions = allSuites.filter(({ name }) => suites.includes(name)).flatMap((suite) => Object.entries(suite.versions));
  const asked = new Set(versions.map(([name, version]) => `${name} ${version}`));
  const large = [...memory].filter(([, megabytes]) => megabytes >= 40).sort(([, a], [, b]) => b - a);
  const peaks = large.map(([name, megabytes]) => `${name} ${megabytes} MB`);
  say(`asked: ${[...asked].join(', ')}`);
  say(`peak memory: ${peaks.length === 0 ? 'none' : peaks.join(', ')}`);
  process.stdout.write(`${json ? JSON.stringify(toJson(results)) : renderTable(results)}\n`);
  const unasked = results.filter(wasNotAsked).map(({ suite }) => suite);
  if (unasked.length > 0) {
    say(`NOT ASKED: ${unasked.join(', ')}`);
  }
  say(results.some(hasFailed) ? 'the real programs contradict us' : 'no contradiction');
}

function secondsSince(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    process.stderr.write(`${isUsage ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(isUsage ? 2 : 1);
  },
);
