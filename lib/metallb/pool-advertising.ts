import { ApiObject, ApiObjectMetadata } from 'cdk8s';
import { addObject } from '../core/add-object';
import { Findings } from '../core/findings';
import { Resource } from '../core/resource';
import { parseDnsSubdomain } from '../values/dns-name';
import { struct } from '../values/input';
import { AdvertisedPools, AdvertisementCheck, AdvertisementOptions } from './advertisement';
import { BgpAdvertisement, L2Advertisement } from './crd.private';
import { placeAfter } from './install-reference';
import { BgpAdvertisementOptions, bgpSpec, checkBgp } from './metallb-bgp-advertisement';
import { checkL2, L2AdvertisementOptions, l2Spec } from './metallb-l2-advertisement';
import { Placement } from './metallb-object';
import { IMetalLbPool } from './references';

type AdvertisedPool = Resource & IMetalLbPool;
type Advertise = (pool: AdvertisedPool, placement: Placement) => void;

/**
 * How the network learns where the addresses of a pool are. Without an advertisement MetalLB still hands addresses out,
 * and nobody can reach them (MetalLB `controllers/pool_controller.go`, `speaker/layer2_controller.go`).
 */
export class PoolAdvertising {
  /** One node answers ARP and NDP for each address: an `L2Advertisement` of this pool. */
  public static layer2(options: L2AdvertisementOptions = {}): PoolAdvertising {
    return new PoolAdvertising(
      by(options, checkL2, (pool, metadata, spec) =>
        addObject(pool, 'Advertisement', L2Advertisement, { metadata, spec: () => l2Spec(spec) }),
      ),
    );
  }

  /** Nodes announce each address to their BGP peers: a `BGPAdvertisement` of this pool. It needs a `BgpPeer` in the cluster. */
  public static bgp(options: BgpAdvertisementOptions = {}): PoolAdvertising {
    return new PoolAdvertising(
      by(options, checkBgp, (pool, metadata, spec) =>
        addObject(pool, 'Advertisement', BgpAdvertisement, { metadata, spec: () => bgpSpec(spec) }),
      ),
    );
  }

  /**
   * By a `MetalLbL2Advertisement` or a `MetalLbBgpAdvertisement` of the same cluster. `metallb.pool-unadvertised` is an error of
   * `GitOpsApp.synth()` when there is none.
   */
  public static byOthers(): PoolAdvertising {
    return new PoolAdvertising(() => undefined);
  }

  /** By nothing of this program: the advertisement is kept elsewhere, or routers know the way without one. */
  public static none(): PoolAdvertising {
    return new PoolAdvertising((pool) => Findings.of(pool).waive('metallb.pool-unadvertised'));
  }

  private constructor(private readonly advertise: Advertise) {}

  /** @internal */
  public _advertise(pool: AdvertisedPool, placement: Placement): void {
    this.advertise(pool, placement);
  }
}

/** By an object of its own, in the scope of the pool. */
function by<T extends AdvertisementOptions>(
  given: T,
  checkOptions: (check: AdvertisementCheck, options: T) => void,
  add: (pool: AdvertisedPool, metadata: ApiObjectMetadata, spec: T & AdvertisedPools) => ApiObject,
): Advertise {
  return (pool, { metadata: { namespace }, install }) => {
    const check = new AdvertisementCheck(pool, 'advertise.');
    const options = check.findings.parse('advertise', given, struct<T>) ?? ({} as T);
    check.findings.parseOptional('advertise.name', options.name, parseDnsSubdomain);
    checkOptions(check, options);
    placeAfter(install, add(pool, { name: options.name ?? pool.poolName, namespace }, { ...options, pools: [pool] }));
  };
}
