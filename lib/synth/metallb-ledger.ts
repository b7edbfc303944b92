import { App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { clusterOf } from '../core/cluster-facts';
import { Problem } from '../core/problem';
import { LedgerLine } from '../rules/ledger/book';
import { Ledger } from '../rules/ledger/ledger';
import { refuse } from '../values/coded-error';
import { tableOf } from './ledger-table';
import { objectsByCluster } from './render';
import { RenderedCluster } from './rendered-cluster';
import { LEDGER_RULES, ledgerOf } from './rules.late';

/** One address of one Service. */
export interface LedgerEntry {
  /** The address, or 'automatic' where MetalLB chooses one. */
  readonly address: string;
  /**
   * Name of the pool it is from.
   * @default - one of several, or one that is not made in this cluster
   */
  readonly pool?: string;
  /** The Service, `namespace/name`. */
  readonly service: string;
  /**
   * The key under which the Service shares the address.
   * @default - it shares with nobody
   */
  readonly sharedKey?: string;
  /** Its ports, such as `80/TCP`. */
  readonly ports: string[];
  /** Path of the construct that is the Service. */
  readonly origin: string;
}

/** How much of a pool is spoken for. Numbers are decimal, as those of IPv6 exceed what a number holds. */
export interface PoolUsage {
  /** Name of the pool. */
  readonly pool: string;
  /** Its ranges, as they are written. */
  readonly addresses: string[];
  /** How many addresses it hands out: without those that avoidBuggyIPs holds back. */
  readonly capacity: string;
  /** How many of them Services ask for by name. */
  readonly reserved: string;
  /** How many are left for Services that leave the choice to MetalLB. */
  readonly free: string;
}

/**
 * Who has which address of MetalLB's pools in one cluster: what its Services ask for, over all charts, whatever the order in
 * which they were made. It follows what MetalLB's controller does (`controller/service.go`, `internal/allocator`).
 */
export class MetalLbLedger {
  /**
   * The ledger of the cluster that a construct stands in, as the tree is now; outside any cluster, that of all objects of the
   * app which are outside too.
   * @throws `metallb.ledger-unknown` when a construct of the cluster is in error, since it cannot be rendered then
   */
  public static of(scope: IConstruct): MetalLbLedger {
    const app = scope.node.root as App;
    const root = clusterOf(scope) ?? app;
    const inError = app.node.findAll().find((construct) => (clusterOf(construct) ?? app) === root && construct.node.validate().length > 0);
    if (inError !== undefined) {
      const what = `"${inError.node.path}" is in error: ${inError.node.validate()[0]}`;
      throw refuse('metallb.ledger-unknown', what, 'solve the problems of the constructs first');
    }
    const cluster = objectsByCluster(app).find((one) => one.root === root) ?? { root, objects: [] };
    const rendered = RenderedCluster.of(cluster, '.k8s.yaml');
    const { manifests, facts } = rendered;
    return new MetalLbLedger(rendered, ledgerOf(manifests, facts));
  }

  private constructor(
    private readonly rendered: RenderedCluster,
    private readonly ledger: Ledger,
  ) {}

  /** Every address that a Service has or will be given, by address; those that MetalLB chooses come last, by Service. */
  public entries(): LedgerEntry[] {
    return [...this.ledger.lines].sort(byAddress).map(({ service, address, pools }) => ({
      address: address === undefined ? 'automatic' : String(address),
      pool: pools.length === 1 ? pools[0].name : undefined,
      service: service.key,
      sharedKey: service.sharingKey === '' ? undefined : service.sharingKey,
      ports: [...service.ports],
      origin: service.origin,
    }));
  }

  /** The pools, by name. */
  public pools(): PoolUsage[] {
    return this.ledger.pools.map(({ pool, capacity, reserved }) => ({
      pool: pool.name,
      addresses: pool.entries.map(({ range }) => range.text),
      capacity: String(capacity),
      reserved: String(reserved),
      free: String(capacity - reserved),
    }));
  }

  /** What is wrong with the pools and with what Services ask of them. `GitOpsApp.synth()` reports it too. */
  public problems(): Problem[] {
    return this.rendered.problems(LEDGER_RULES);
  }

  /** The entries as a text table: address, pool, Service, shared key and ports. */
  public table(): string {
    const rows = this.entries().map(({ address, pool, service, sharedKey, ports }) => [
      address,
      pool,
      service,
      sharedKey,
      ports.join(', '),
    ]);
    return tableOf(['ADDRESS', 'POOL', 'SERVICE', 'SHARED KEY', 'PORTS'], rows);
  }
}

function byAddress(a: LedgerLine, b: LedgerLine): number {
  const [one, other] = [a, b].map(({ address }) => ({ family: address?.family ?? Infinity, value: address?.value ?? 0n }));
  if (one.family !== other.family) {
    return one.family < other.family ? -1 : 1;
  }
  if (one.value !== other.value) {
    return one.value < other.value ? -1 : 1;
  }
  return a.service.key < b.service.key ? -1 : 1;
}
