export interface Options {
  /** The suites to run, each once; all when none is named. */
  readonly suites: readonly string[];
  readonly json: boolean;
  readonly record: boolean;
  /** Whether programs that are not built are left out rather than built. */
  readonly ifBuilt: boolean;
  /** How many cases are made by chance, where a suite can, instead of the kept ones. */
  readonly worlds?: number;
  /** The seed of the first of them. */
  readonly seed: number;
}

/** A wrong command line. */
export class UsageError extends Error {}

const FLAGS = ['--json', '--record', '--if-built'];
const NUMBERS = ['--worlds', '--seed'];

export function parseArguments(args: readonly string[], known: readonly string[]): Options {
  const numbers = new Map(NUMBERS.map((name) => [name, numberAfter(name, args)]));
  const rest = args.filter((argument, index) => !NUMBERS.includes(argument) && !NUMBERS.includes(args[index - 1]));
  const flags = rest.filter((argument) => argument.startsWith('-'));
  const named = rest.filter((argument) => !argument.startsWith('-'));
  const wrong = flags.find((flag) => !FLAGS.includes(flag)) ?? named.find((name) => !known.includes(name));
  if (wrong !== undefined) {
    const what = wrong.startsWith('-') ? 'option' : 'suite';
    const options = [...FLAGS, ...NUMBERS.map((name) => `${name} N`)];
    throw new UsageError(`unknown ${what} "${wrong}"\nusage: npm run conformance [${known.join('|')}]... -- [${options.join('] [')}]`);
  }
  const [worlds, record] = [numbers.get('--worlds'), flags.includes('--record')];
  if (worlds !== undefined && record) {
    throw new UsageError('--record keeps the answers of cases that stay: leave --worlds out');
  }
  return {
    suites: named.length === 0 ? known : known.filter((name) => named.includes(name)),
    json: flags.includes('--json'),
    record,
    ifBuilt: flags.includes('--if-built'),
    ...(worlds === undefined ? {} : { worlds }),
    seed: numbers.get('--seed') ?? 1,
  };
}

/** Without `--` before them, npm takes options for its own and leaves them in the environment. */
export function flagsTakenByNpm(environment: NodeJS.ProcessEnv): string[] {
  const taken = (flag: string): string | undefined => environment[`npm_config_${flag.slice(2).replace('-', '_')}`];
  return [
    ...FLAGS.filter((flag) => taken(flag) === 'true'),
    ...NUMBERS.flatMap((name) => (/^\d+$/.test(taken(name) ?? '') ? [name, taken(name) ?? ''] : [])),
  ];
}

function numberAfter(name: string, args: readonly string[]): number | undefined {
  const at = args.indexOf(name);
  if (at < 0) {
    return undefined;
  }
  const value = args[at + 1] ?? '';
  if (!/^[1-9]\d{0,8}$/.test(value)) {
    throw new UsageError(`${name} needs a number from 1 on, not "${value}"`);
  }
  return Number(value);
}
