import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { k8s } from '../core/k8s.private';
import { Resource } from '../core/resource';
import { parseDnsLabel } from '../values/dns-name';
import { list } from '../values/input';
import { METALLB_NAMESPACE, MetalLbPool } from './metallb-pool';

/** Properties of {@link MetalLbLegacyConfig}. */
export interface MetalLbLegacyConfigProps {
  /** The pools to write, in this order. `metallb.legacy-empty` is reported when there is none. */
  readonly pools: MetalLbPool[];

  /**
   * The namespace MetalLB runs in.
   * @default 'metallb-system'
   */
  readonly namespace?: string;
}

/**
 * Pools as the ConfigMap `config` that MetalLB read before 0.13, for clusters that still run such a version.
 * Newer versions ignore it: there the pools themselves are what counts.
 */
export class MetalLbLegacyConfig extends Resource {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: MetalLbLegacyConfigProps,
  ) {
    super(scope, id);
    const { pools, namespace = METALLB_NAMESPACE } = props;
    this._findings.parse('namespace', namespace, parseDnsLabel);
    if ((this._findings.parse('pools', pools, list) ?? []).length === 0) {
      this._findings.error(
        { id: 'metallb.legacy-empty', what: 'there is no pool to write', fix: 'pass at least one MetalLbPool' },
        'pools',
      );
    }
    addObject(this, 'Resource', k8s.KubeConfigMap, {
      // MetalLB looked for this very name.
      metadata: { name: 'config', namespace },
      data: () => this._data(),
    });
  }

  /** @internal */
  public _data(): unknown {
    return { config: Yaml.stringify({ 'address-pools': this.props.pools.map((pool) => pool._legacyEntry()) }) };
  }
}
