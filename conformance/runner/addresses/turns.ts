import { KubeObject } from '../../../lib/manifests/document';
import { KubeApi } from '../kube-api';
import { StoredEvent } from '../kube-objects';
import { METALLB_NAMESPACE, Subject, Writer } from './documents';
import { RandomWorld } from './generator';
import { outcomeOf } from './outcome';
import { classOf } from './refusal';
import { Outcome, Outcomes } from './world';

// When a Service has no answer by then, a marker tells whether it was looked at; how long that takes does not matter.
const PATIENCE = 200;
const LIMIT = 60_000;

/**
 * Plays a random world: one Service after the other, each awaited by its own answer or, where silence is the answer, by that of
 * a marker behind it. So nothing depends on how fast the machine is.
 */
export class Turns {
  private readonly writer: Writer;
  private readonly kept: KubeObject[] = [];
  private markers = 0;

  public constructor(
    private readonly api: KubeApi,
    private readonly world: RandomWorld,
  ) {
    this.writer = new Writer(`r${world.seed}`);
  }

  public async play(): Promise<Outcomes> {
    const { step } = this.world;
    await Promise.all(this.writer.namespaces(step).map((namespace) => this.api.apply(namespace)));
    const outcomes: Record<string, Outcome> = {};
    for (const subject of [...this.writer.pools(step), ...this.writer.advertisements(step)]) {
      Object.assign(outcomes, await this.write(subject));
      await this.poolsLoaded(); // a webhook checks the next one against what the controller has seen
    }
    for (const subject of this.writer.services(step)) {
      Object.assign(outcomes, (await this.write(subject)) ?? { [subject.about]: await this.answerTo(subject.object) });
    }
    await this.cleanUp();
    return outcomes;
  }

  /** Nothing, or what a refusal is recorded as. */
  private async write({ about, object }: Subject): Promise<Outcomes | undefined> {
    const { status, message = '' } = await this.api.apply(object);
    if (status >= 400) {
      return { [about]: { refused: classOf(message) } };
    }
    this.kept.push(object);
    return undefined;
  }

  /** A pool in force says how many addresses it has; all of ours have some. What was there before them is forgotten by then. */
  private async poolsLoaded(): Promise<void> {
    const names = this.kept.filter(({ kind }) => kind === 'IPAddressPool').map(({ metadata }) => metadata.name);
    await this.sure('the pools', async () => {
      const pools = await this.api.list(`/apis/metallb.io/v1beta1/namespaces/${METALLB_NAMESPACE}/ipaddresspools`);
      const loaded = pools.filter(({ status = {} }) => (status.availableIPv4 ?? 0) + (status.availableIPv6 ?? 0) > 0);
      return names.every((name) => loaded.some(({ metadata }) => metadata.name === name)) || undefined;
    });
  }

  private async answerTo(service: KubeObject): Promise<Outcome> {
    const answer = await this.api.waitFor(PATIENCE, () => this.answered(service));
    if (answer !== undefined && isFinal(answer, service)) {
      return answer;
    }
    await this.allLookedAt();
    return this.look(service);
  }

  /** Services are looked at, and events written, in the order in which they come. */
  private async allLookedAt(): Promise<void> {
    const marker = this.writer.marker(`marker-${++this.markers}`);
    this.kept.push(marker);
    await this.api.apply(marker);
    await this.sure(marker.metadata.name, () => this.answered(marker));
  }

  private async answered(service: KubeObject): Promise<Outcome | undefined> {
    const outcome = await this.look(service);
    return outcome.pending === undefined ? outcome : undefined;
  }

  private async look(service: KubeObject): Promise<Outcome> {
    const { name, namespace = 'default' } = service.metadata;
    const events = `/api/v1/namespaces/${namespace}/events?fieldSelector=involvedObject.name%3D${name}`;
    const [{ object }, told] = await Promise.all([this.api.get(service), this.api.list<StoredEvent>(events)]);
    return outcomeOf(object, told);
  }

  private async sure<T>(what: string, probe: () => Promise<T | undefined>): Promise<T> {
    const found = await this.api.waitFor(LIMIT, probe);
    if (found === undefined) {
      throw new Error(`${this.world.name}: no word of ${what} for a minute`);
    }
    return found;
  }

  private async cleanUp(): Promise<void> {
    await Promise.all(this.kept.map((object) => this.api.delete(object)));
    for (const namespace of ['default', ...Object.keys(this.world.step.namespaces ?? {})]) {
      await this.api.call({ method: 'DELETE', path: `/api/v1/namespaces/${namespace}/events` }); // every look would read them again
    }
  }
}

/** A warning is written behind the address, and two addresses that were asked for are put in order at the second look. */
function isFinal({ addresses = [] }: Outcome, { metadata }: KubeObject): boolean {
  return addresses.length < 2 && !Object.keys(metadata.annotations ?? {}).some((key) => key.startsWith('metallb.universe.tf/'));
}
