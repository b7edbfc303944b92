export interface Options {
  /** The suites to run, each once; all when none is named. */
  readonly suites: readonly string[];
  readonly json: boolean;
  readonly record: boolean;
  /** Whether programs that are not built are left out rather than built. */
  readonly ifBuilt: boolean;
}

/** A wrong command line. */
export class UsageError extends Error {}

const FLAGS = ['--json', '--record', '--if-built'];

export function parseArguments(args: readonly string[], known: readonly string[]): Options {
  const flags = args.filter((argument) => argument.startsWith('-'));
  const named = args.filter((argument) => !argument.startsWith('-'));
  const wrong = flags.find((flag) => !FLAGS.includes(flag)) ?? named.find((name) => !known.includes(name));
  if (wrong !== undefined) {
    const what = wrong.startsWith('-') ? 'option' : 'suite';
    throw new UsageError(`unknown ${what} "${wrong}"\nusage: npm run conformance [${known.join('|')}]... -- [${FLAGS.join('] [')}]`);
  }
  return {
    suites: named.length === 0 ? known : known.filter((name) => named.includes(name)),
    json: flags.includes('--json'),
    record: flags.includes('--record'),
    ifBuilt: flags.includes('--if-built'),
  };
}

/** Without `--` before them, npm takes options for its own and leaves them in the environment. */
export function flagsTakenByNpm(environment: NodeJS.ProcessEnv): string[] {
  return FLAGS.filter((flag) => environment[`npm_config_${flag.slice(2).replace('-', '_')}`] === 'true');
}
