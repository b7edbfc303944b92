import { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { BgpAdvertisement, BgpAdvertisementSpec, L2Advertisement, L2AdvertisementSpec } from './crd.private';

/** What every way of advertising a pool has. */
export interface AdvertisementOptions {
  /**
   * Name of the advertisement object, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the name of the pool
   */
  readonly name?: string;
}

type Protocol = 'layer2' | 'bgp';

/**
 * How the network learns where the addresses of a pool are. Without an advertisement MetalLB still hands addresses out,
 * and nobody can reach them (MetalLB `controllers/pool_controller.go`, `speaker/layer2_controller.go`).
 */
export class PoolAdvertising {
  /** One node answers ARP and NDP for each address: an `L2Advertisement` of this pool. */
  public static layer2(options: AdvertisementOptions = {}): PoolAdvertising {
    return new PoolAdvertising('layer2', options);
  }

  /** Nodes announce each address to their BGP peers: a `BGPAdvertisement` of this pool. It needs a `BGPPeer` in the cluster. */
  public static bgp(options: AdvertisementOptions = {}): PoolAdvertising {
    return new PoolAdvertising('bgp', options);
  }

  private constructor(
    private readonly protocol: Protocol,
    private readonly options: AdvertisementOptions,
  ) {}

  /**
   * The word the legacy ConfigMap has for it.
   * @internal
   */
  public get _protocol(): Protocol {
    return this.protocol;
  }

  /** @internal */
  public get _name(): string | undefined {
    return this.options.name;
  }

  /** @internal */
  public _advertise(scope: Construct, metadata: ApiObjectMetadata, pool: string): void {
    const spec: L2AdvertisementSpec & BgpAdvertisementSpec = { ipAddressPools: [pool] };
    const Advertisement = this.protocol === 'layer2' ? L2Advertisement : BgpAdvertisement;
    addObject(scope, 'Advertisement', Advertisement, { metadata, spec });
  }
}
