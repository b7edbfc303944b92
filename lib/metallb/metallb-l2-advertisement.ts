import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { Resource } from '../core/resource';
import { fieldsOf } from '../values/input';
import { parseInterfaceName } from '../values/interface-name';
import { AdvertisedPools, AdvertisementCheck, AdvertisementOptions, renderAdvertisement } from './advertisement';
import { L2Advertisement, L2AdvertisementSpec } from './crd.private';
import { placeAfter } from './install-reference';
import { MetalLbObjectProps, placementOf } from './metallb-object';
import { readEntries } from './selectors';

/** How one node answers for an address on its own network. */
export interface L2AdvertisementOptions extends AdvertisementOptions {
  /**
   * Names of the network interfaces on which nodes answer. Reported otherwise: `interface.name`, `metallb.empty-list`. A node that has
   * none of them can still be chosen to answer, and then nobody does. Another advertisement of the same pool without interfaces
   * lifts this limit.
   * @default - all interfaces
   */
  readonly interfaces?: string[];
}

/** Properties of {@link MetalLbL2Advertisement}. Without `pools` and `poolSelectors` it is for all pools. */
export interface MetalLbL2AdvertisementProps extends L2AdvertisementOptions, AdvertisedPools, MetalLbObjectProps {}

/** One node answers ARP and NDP for each address of the pools: an `L2Advertisement` of MetalLB. */
export class MetalLbL2Advertisement extends Resource {
  private readonly props: MetalLbL2AdvertisementProps;

  public constructor(scope: Construct, id: string, props: MetalLbL2AdvertisementProps = {}) {
    super(scope, id);
    this.props = fieldsOf(props);
    const { metadata, install } = placementOf(this, this.props);
    const name = this._nameOf(this.props.name);
    placeAfter(install, addObject(this, 'Resource', L2Advertisement, { metadata: { ...metadata, name }, spec: () => this._spec() }));
    const check = new AdvertisementCheck(this);
    check.pools(this.props);
    checkL2(check, this.props);
  }

  /** @internal */
  public _spec(): unknown {
    return l2Spec(this.props);
  }
}

export function checkL2(check: AdvertisementCheck, options: L2AdvertisementOptions): void {
  check.selectors(options);
  readEntries(check.findings, check.field('interfaces'), options.interfaces, parseInterfaceName);
}

export function l2Spec(options: L2AdvertisementOptions & AdvertisedPools): unknown {
  const spec: L2AdvertisementSpec = { ...renderAdvertisement(options), interfaces: options.interfaces };
  return spec;
}
