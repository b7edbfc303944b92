import { KubeObject } from '../../../lib/manifests/document';
import { KubeAnswer, KubeApi } from '../kube-api';
import { Stored, StoredEvent } from '../kube-objects';
import { METALLB_NAMESPACE, Subject, Writer } from './documents';
import { outcomeOf } from './outcome';
import { Pace } from './pace';
import { classOf } from './refusal';
import { Outcome, Outcomes, Step, World } from './world';

// How long nothing may change before it counts as the end: shortly where everybody was answered, longer where silence is an answer.
const QUIET = 120;
const SILENCE = 450;
const SEEN_BY_WEBHOOKS = 40;
const LIMIT = 20_000;
const STATE = {
  apiVersion: 'metallb.io/v1beta1',
  kind: 'ConfigurationState',
  metadata: { name: 'controller', namespace: METALLB_NAMESPACE },
};

/** What can be seen of the controller's work. */
interface Sight {
  readonly outcomes: Outcomes;
  readonly isMarkerAnswered: boolean;
  /** Alters with every write to Services, their events, pools and the state of the configuration. */
  readonly fingerprint: string;
}

/** Plays one world in a running cluster, and cleans up. */
export class Player {
  private readonly writer: Writer;
  private readonly services = new Map<string, KubeObject>();
  private readonly others = new Map<string, KubeObject>();
  private readonly namespaces = new Set<string>();
  public constructor(
    private readonly api: KubeApi,
    private readonly world: World,
    prefix: string,
    private readonly pace: Pace,
  ) {
    this.writer = new Writer(prefix, world.mode);
  }

  public async play(): Promise<Outcomes[]> {
    const outcomes: Outcomes[] = [];
    for (const step of this.world.steps) {
      outcomes.push(await this.step(step, outcomes.length > 0));
    }
    await this.cleanUp();
    return outcomes;
  }

  private async step(step: Step, isChange: boolean): Promise<Outcomes> {
    await Promise.all(this.writer.namespaces(step).map((namespace) => this.apply(namespace)));
    const refused: Record<string, Outcome> = {};
    for (const subject of [...this.writer.pools(step), ...this.writer.advertisements(step)]) {
      Object.assign(refused, await this.write(subject, this.others));
      await pause(this.world.mode.webhooks === true ? this.pace.here(SEEN_BY_WEBHOOKS) : 0); // they check against what they have seen
    }
    for (const name of step.delete ?? []) {
      Object.assign(refused, await this.delete(name));
    }
    await this.poolsLoaded(isChange || step.objects !== undefined);
    for (const subject of this.writer.services(step)) {
      Object.assign(refused, await this.write(subject, this.services));
    }
    const { outcomes } = await this.settled(isChange);
    return { ...refused, ...outcomes };
  }

  private async apply(object: KubeObject): Promise<KubeAnswer> {
    if (object.kind === 'Namespace') {
      this.namespaces.add(object.metadata.name);
    }
    return this.api.apply(object);
  }

  /** Nothing, or what a refusal is recorded as. */
  private async write({ about, object }: Subject, kept: Map<string, KubeObject>): Promise<Outcomes> {
    const { status, message = '' } = await this.apply(object);
    if (status >= 400) {
      return { [about]: { refused: classOf(message) } };
    }
    kept.set(about, object);
    return {};
  }

  private async delete(about: string): Promise<Outcomes> {
    const kept = about.includes('/') ? this.others : this.services;
    const object = kept.get(about);
    if (object === undefined) {
      throw new Error(`${this.world.name}: there is no ${about} to delete`);
    }
    const { status, message = '' } = await this.api.delete(object);
    if (status >= 400) {
      return { [about]: { refused: classOf(message) } };
    }
    kept.delete(about);
    return {};
  }

  /** A pool that is in force says how many addresses it has; one that has none, a change and other objects are waited for by time. */
  private async poolsLoaded(isByTime: boolean): Promise<void> {
    const limit = this.pace.here(isByTime ? SILENCE : 2 * SILENCE);
    await this.api.waitFor(limit, async () => {
      const pools = await this.api.list(`/apis/metallb.io/v1beta1/namespaces/${METALLB_NAMESPACE}/ipaddresspools`);
      const isCounted = ({ status = {} }: Stored) => (status.availableIPv4 ?? 0) + (status.availableIPv6 ?? 0) > 0;
      const areLoaded = !isByTime && pools.length > 0 && pools.every(isCounted);
      return areLoaded || (await this.configuration()) !== undefined || undefined;
    });
  }

  /** Waits until the controller has nothing more to say. */
  private async settled(isChange: boolean): Promise<Sight> {
    const marker = this.writer.marker('marker');
    const start = Date.now();
    await this.apply(marker);
    let last = await this.look();
    let since = Date.now();
    while (Date.now() - start < LIMIT && Date.now() - since <= this.pace.here(quietTime(last, isChange))) {
      await pause(30);
      const now = await this.look();
      if (now.fingerprint !== last.fingerprint) {
        since = Date.now();
      }
      if (now.isMarkerAnswered && !last.isMarkerAnswered) {
        this.pace.measured(Date.now() - start);
      }
      last = now;
    }
    await this.api.delete(marker);
    return last;
  }

  private async look(): Promise<Sight> {
    const [services, events, configuration] = await Promise.all([
      this.api.list('/api/v1/services'),
      this.api.list<StoredEvent>('/api/v1/events'),
      this.configuration(),
    ]);
    const outcomes: Record<string, Outcome> = configuration === undefined ? {} : { configuration };
    const at = (object: KubeObject) => services.find(({ metadata }) => isSame(metadata, object.metadata));
    for (const [about, object] of this.services) {
      outcomes[about] = outcomeOf(at(object), events);
    }
    const marker = outcomeOf(at(this.writer.marker('marker')), events);
    const versions = [...services, ...events].map(({ metadata }) => metadata.resourceVersion);
    return { outcomes, isMarkerAnswered: marker.pending === undefined, fingerprint: JSON.stringify([versions, outcomes]) };
  }

  /** The refusal of the configuration as a whole, if there is one. */
  private async configuration(): Promise<Outcome | undefined> {
    const { object } = await this.api.get(STATE);
    return object?.status?.result === 'Invalid' ? { refused: classOf(object.status.errorSummary ?? '') } : undefined;
  }

  private async cleanUp(): Promise<void> {
    const hadAddress = await this.hasAddress();
    await this.deleteAll(this.others);
    await this.poolsForgotten(hadAddress);
    await this.deleteAll(this.services);
    for (const name of ['default', ...this.namespaces]) {
      await this.api.call({ method: 'DELETE', path: `/api/v1/namespaces/${name}/events` }); // every look would read them again
    }
    for (const name of this.namespaces) {
      await this.api.deleteNamespace(name);
    }
    await this.api.waitFor(LIMIT, async () => (await this.configuration()) === undefined || undefined);
  }

  /** A wrong pool of the next world would leave ours in force, were they not forgotten: that they are shows where an address is taken back. */
  private async poolsForgotten(hadAddress: boolean): Promise<void> {
    const start = Date.now();
    await this.api.waitFor(LIMIT, async () => {
      const isSure = hadAddress || Date.now() - start > this.pace.here(SILENCE);
      return (isSure && !(await this.hasAddress())) || undefined;
    });
  }

  private async hasAddress(): Promise<boolean> {
    return Object.values((await this.look()).outcomes).some(({ addresses }) => addresses !== undefined);
  }

  /** What others refer to comes last, as a webhook may insist. */
  private async deleteAll(objects: ReadonlyMap<string, KubeObject>): Promise<void> {
    for (const object of [...objects.values()].sort((a, b) => Number(isReferredTo(a)) - Number(isReferredTo(b)))) {
      await this.api.waitFor(LIMIT, async () => (await this.api.delete(object)).status !== 403 || undefined);
    }
  }
}

function quietTime({ outcomes, isMarkerAnswered }: Sight, isChange: boolean): number {
  if (!isMarkerAnswered) {
    return 2 * SILENCE; // so it is where there is no pool: then nothing is said to anybody
  }
  const isSilent = Object.values(outcomes).some(({ pending }) => pending);
  return isChange || isSilent ? SILENCE : QUIET;
}

function isReferredTo({ kind }: KubeObject): boolean {
  return kind === 'BFDProfile';
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function isSame(a: KubeObject['metadata'], b: KubeObject['metadata']): boolean {
  return a.name === b.name && a.namespace === b.namespace;
}
