import { ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, Interface } from 'node:readline';
import { envoyBinary } from './envoy';
import { IstioProblem, IstioWorld } from './istio';
import { Programs } from './suite';

/** One answer: the pod that gave it, nothing when Envoy itself did, and the status, 0 when there was none. */
export interface TrafficAnswer {
  readonly pod?: string;
  readonly status: number;
  /** Which of the clients got it, from 1 on; nothing for the first one. */
  readonly client?: number;
}

/** Requests that are all alike. */
export interface Load {
  readonly host: string;
  readonly path?: string;
  readonly port: number;
  readonly count: number;
  /** How many are sent at once. @default 1 */
  readonly clients?: number;
  /** Whether each client keeps the cookies that it is given. @default false */
  readonly cookies?: boolean;
}

interface Reply {
  readonly error?: string;
  readonly problems?: readonly IstioProblem[];
  readonly answers?: readonly TrafficAnswer[];
  readonly counts?: Readonly<Record<string, number>>;
}

/** The client of conformance/istio/traffic: a proxy with live configuration, and pods behind it. */
export class Traffic {
  /** Starts the mesh of a world. */
  public static async start(world: Omit<IstioWorld, 'calls'>, programs: Programs): Promise<Traffic> {
    const binary = await programs.binary('traffic');
    const args = ['-envoy', await envoyBinary(programs), '-dir', join(programs.scratch('traffic'), 'work')];
    const traffic = new Traffic(spawn(binary, args));
    const { problems = [] } = await traffic.ask({ start: { ...world, calls: [] } }).catch(async (error: unknown) => {
      await traffic.stop();
      throw error;
    });
    if (problems.length > 0) {
      await traffic.stop();
      throw new Error(`${world.id}: ${problems.map(({ object, text }) => `${object}: ${text}`).join('; ')}`);
    }
    return traffic;
  }

  private readonly lines: Interface;
  private readonly waiting: ((reply: Reply) => void)[] = [];
  private readonly errors: string[] = [];
  private readonly ended: Promise<void>;
  private hasEnded = false;

  private constructor(private readonly child: ChildProcess) {
    this.lines = createInterface({ input: child.stdout! });
    // Packages that the program is made of print lines of their own.
    this.lines.on('line', (line) => line.startsWith('{') && this.waiting.shift()?.(JSON.parse(line) as Reply));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => this.errors.push(text));
    child.stdin!.on('error', () => undefined); // it has ended, which is reported below
    this.ended = new Promise((resolve) => {
      const end = (reason: string): void => {
        this.hasEnded = true;
        this.waiting.splice(0).forEach((reply) => reply({ error: `traffic ended (${reason}): ${this.errors.join('')}` }));
        resolve();
      };
      child.once('error', (error) => end(error.message)).once('close', (code) => end(`${code}`));
    });
  }

  /** The answers to some requests, in their order when they are sent one by one. */
  public async send(load: Load): Promise<readonly TrafficAnswer[]> {
    return (await this.ask({ send: load })).answers ?? [];
  }

  /** Lets these pods, and no others, answer 503 from now on. */
  public async fail(...pods: string[]): Promise<void> {
    await this.ask({ fail: pods });
  }

  /** How many requests each pod was sent so far, copies among them. */
  public async counts(): Promise<Readonly<Record<string, number>>> {
    return (await this.ask({ count: {} })).counts ?? {};
  }

  /** Changes the configuration, and gives the answers to what is sent before, meanwhile and after. */
  public async apply(yaml: string, load?: Load): Promise<readonly TrafficAnswer[]> {
    return (await this.ask({ apply: { yaml, load } })).answers ?? [];
  }

  public async stop(): Promise<void> {
    this.child.stdin!.end();
    await this.ended;
  }

  private async ask(command: object): Promise<Reply> {
    if (this.hasEnded) {
      throw new Error(`traffic has ended: ${this.errors.join('')}`);
    }
    const reply = await new Promise<Reply>((resolve) => {
      this.waiting.push(resolve);
      this.child.stdin!.write(`${JSON.stringify(command)}\n`);
    });
    if (reply.error !== undefined) {
      throw new Error(reply.error);
    }
    return reply;
  }
}
