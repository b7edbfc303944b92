import { ClusterFacts, MetalLbBgpMode } from '../../../lib/core/cluster-facts';
import { KubeObject } from '../../../lib/manifests/document';
import { Manifests } from '../../../lib/manifests/manifests';
import { checkRules } from '../../../lib/rules/all-rules';
import { Allocator } from '../../../lib/rules/ledger/allocator';
import { PoolView } from '../../../lib/rules/ledger/pool-view';
import { ServiceRequest } from '../../../lib/rules/ledger/service-request';
import { readPoolAddress } from '../../../lib/rules/metallb/pool-address';
import { AddressRange } from '../../../lib/values/address-range';
import { isCodedError } from '../../../lib/values/coded-error';
import { METALLB_NAMESPACE, Subject, Writer } from './documents';
import { judge, Judged } from './judged';
import { Mode, Outcome, Outcomes, Step } from './world';

// As conformance/kube starts the API server.
const SERVICE_CIDR = '10.96.0.0/16,fd00:96::/112';
const ALWAYS_THERE = ['default', 'kube-system', 'kube-public', 'kube-node-lease', METALLB_NAMESPACE];
const DEPRECATED = 'metallb.universe.tf/';
// In this order MetalLB comes to Services.
const [SERVED, WAITING, NEW] = [0, 1, 2];

/** What our ledger makes of a world, step by step, given what was answered so far. */
export class Ours {
  private readonly writer: Writer;
  private readonly facts: ClusterFacts;
  private readonly stored = new Map<string, KubeObject>();
  /** What was refused as well. */
  private readonly written = new Map<string, KubeObject>();
  /** What MetalLB goes by: the last configuration that it could read. */
  private inForce: readonly Subject[] = [];
  private services: ReadonlyMap<string, KubeObject> = new Map();
  private before: Outcomes = {};
  private known: ReadonlyMap<string, ServiceRequest> = new Map();

  public constructor(private readonly mode: Mode) {
    this.writer = new Writer('w', mode);
    const { loadBalancerClass, bgpMode } = mode;
    this.facts = {
      serviceCidr: SERVICE_CIDR,
      metallb: { namespace: METALLB_NAMESPACE, loadBalancerClass, bgpMode: bgpMode as MetalLbBgpMode | undefined },
    };
    for (const name of ALWAYS_THERE) {
      this.stored.set(`Namespace/${name}`, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    }
  }

  /**
   * Takes what a step says beside Services.
   * @param isRefused what MetalLB refuses for reasons that neither our values nor our ledger know
   * @returns the pools that are refused, or the configuration
   */
  public configure(step: Omit<Step, 'expect'>, isRefused: (about: string) => boolean = () => false): Outcomes {
    const refused: Record<string, Outcome> = {};
    for (const object of this.writer.namespaces(step)) {
      this.stored.set(`Namespace/${object.metadata.name}`, object);
    }
    for (const { about, object } of [...this.writer.pools(step), ...this.writer.advertisements(step)]) {
      this.written.set(about, object);
      const reason = this.mode.webhooks === true ? this.refusalOf(about, object) : undefined;
      if (reason !== undefined) {
        refused[about] = { refused: reason };
      } else if (!isRefused(about)) {
        this.stored.set(about, object);
      }
    }
    step.delete?.forEach((about) => this.stored.delete(about) && this.written.delete(about));
    this.services = new Map([...this.services].filter(([about]) => step.delete?.includes(about) !== true));
    const wrong = whatIsWrong(this.stored.values(), this.facts);
    if (wrong !== undefined) {
      return { ...refused, configuration: { refused: wrong } };
    }
    if (isRefused('configuration')) {
      return refused;
    }
    this.inForce = subjectsIn(this.stored);
    return refused;
  }

  /** What becomes of each Service of the world, in the order in which MetalLB comes to it: who has an address, who waits, what is new. */
  public serve(sketches: NonNullable<Step['services']>, actual: Outcomes): Judged[] {
    const written = this.writer.services({ services: sketches });
    this.services = new Map([...this.services, ...written.map(({ about, object }): [string, KubeObject] => [about, object])]);
    const allocator = allocatorOf([...this.inForce, ...subjectsIn(this.services)], this.facts);
    const had = ({ origin }: ServiceRequest): readonly string[] => this.before[origin]?.addresses ?? [];
    // A changed Service has its addresses as what it was, until its turn comes.
    allocator.services.forEach((service) => allocator.assign(this.known.get(service.origin) ?? service, had(service)));
    const rank = (service: ServiceRequest): number => (service.origin in sketches ? NEW : had(service).length > 0 ? SERVED : WAITING);
    const inOrder = [...allocator.services].sort((a, b) => rank(a) - rank(b));
    const judged = inOrder.map((service) => this.judgeOne(allocator, service, actual, rank(service) === WAITING));
    const late = inOrder.filter((_, index) => judged[index] === undefined).map((service) => this.judgeOne(allocator, service, actual));
    this.known = new Map(inOrder.map((service) => [service.origin, service]));
    this.before = actual;
    return [...judged, ...late].filter((one) => one !== undefined);
  }

  /** The ids of all problems that our rules find in what is written by now. */
  public problems(): ReadonlySet<string> {
    const objects = new Map([...this.stored, ...this.written, ...this.services]);
    return new Set(checkRules(manifestsOf(subjectsIn(objects)), this.facts).map(({ id }) => id));
  }

  /** @param mayWait whether it is looked at again, as whoever waits is whenever an address becomes free: nothing where it has to be */
  private judgeOne(allocator: Allocator, service: ServiceRequest, actual: Outcomes, mayWait = false): Judged | undefined {
    const outcome = actual[service.origin] as Outcome | undefined;
    const judged = judge(service.origin, allocator.verdictOf(service), remarksOn(service), outcome);
    if (judged.difference !== undefined && mayWait) {
      return undefined;
    }
    allocator.release(service);
    allocator.assign(service, outcome?.addresses ?? []);
    return judged;
  }

  private refusalOf(about: string, object: KubeObject): string | undefined {
    if (object.kind !== 'IPAddressPool') {
      return undefined;
    }
    if (object.metadata.namespace !== METALLB_NAMESPACE) {
      return 'wrong-namespace';
    }
    return whatIsWrong(new Map([...this.stored, [about, object]]).values(), this.facts);
  }
}

/** Why MetalLB would not take the pools. */
function whatIsWrong(objects: Iterable<KubeObject>, facts: ClusterFacts): string | undefined {
  const subjects = [...objects].map((object) => ({ about: object.metadata.name, object }));
  const { isValid, index } = allocatorOf(subjects, facts);
  const wrong = index.pools.find((pool) => !pool.isValid);
  return wrong !== undefined ? classOfPool(wrong) : isValid ? undefined : 'overlap';
}

function classOfPool({ isWhole, object }: PoolView): string {
  const { addresses = [] } = object.spec;
  const unreadable = addresses.find((text) => readPoolAddress(text).ranges === undefined);
  return isWhole ? 'duplicate' : unreadable === undefined ? 'empty' : classOfRange(unreadable);
}

function classOfRange(text: string): string {
  try {
    AddressRange.parse(text);
  } catch (error) {
    if (isCodedError(error) && ['address.reversed', 'address.mixed-families'].includes(error.defects[0].id)) {
      return 'backwards';
    }
  }
  return 'not-a-range';
}

function allocatorOf(subjects: readonly Subject[], facts: ClusterFacts): Allocator {
  return Allocator.of(manifestsOf(subjects), facts);
}

function manifestsOf(subjects: readonly Subject[]): Manifests {
  return new Manifests(
    subjects.map(({ about, object }) => ({ origin: about, chart: 'world', file: 'world.yaml', object })),
    'default',
  );
}

function subjectsIn(objects: ReadonlyMap<string, KubeObject>): Subject[] {
  return [...objects].map(([about, object]) => ({ about, object }));
}

/** What is said beside an address. */
function remarksOn({ annotations }: ServiceRequest): string[] {
  return Object.keys(annotations).some((key) => key.startsWith(DEPRECATED)) ? ['deprecated-annotation'] : [];
}
