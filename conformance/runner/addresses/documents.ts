import { KubeObject } from '../../../lib/manifests/document';
import { ObjectSketch, PoolSketch, ServiceSketch, Step } from './world';

export const METALLB_NAMESPACE = 'metallb-system';

const VERSIONS: Readonly<Record<string, string>> = { BGPPeer: 'v1beta2' };
const CORE = ['Node', 'ConfigMap'];

/** One object of a step with the word for it in an outcome. */
export interface Subject {
  readonly about: string;
  readonly object: KubeObject;
}

/**
 * Writes the objects of one world. Worlds follow each other in one cluster, so the pools of each carry its prefix: the
 * controller remembers what it counted for a name.
 */
export class Writer {
  public constructor(
    private readonly prefix: string,
    /** The class of Services that name none of their own. */
    private readonly defaults: { readonly loadBalancerClass?: string } = {},
  ) {}

  public namespaces({ namespaces = {} }: Omit<Step, 'expect'>): KubeObject[] {
    return Object.entries(namespaces).map(([name, labels]) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }));
  }

  public pools({ pools = {} }: Omit<Step, 'expect'>): Subject[] {
    return Object.entries(pools).map(([name, sketch]) => ({ about: `pool/${name}`, object: this.pool(name, sketch) }));
  }

  public pool(name: string, sketch: PoolSketch = []): KubeObject {
    const { namespace = METALLB_NAMESPACE, ...spec } = 'length' in sketch ? { addresses: sketch } : sketch;
    return {
      apiVersion: 'metallb.io/v1beta1',
      kind: 'IPAddressPool',
      metadata: { name: this.named(name), namespace },
      spec,
    };
  }

  /** L2Advertisements first, then what else MetalLB reads. */
  public advertisements({ advertisements = {}, objects = {} }: Omit<Step, 'expect'>): Subject[] {
    return [
      ...Object.entries(advertisements).map(([name, sketch]) => ({
        about: `advertisement/${name}`,
        object: this.object('L2Advertisement', name, sketch),
      })),
      ...Object.entries(objects).map(([about, sketch]) => {
        const [kind, name] = about.split('/');
        return { about, object: this.object(kind, name, sketch) };
      }),
    ];
  }

  public services({ services = {} }: Omit<Step, 'expect'>): Subject[] {
    return Object.entries(services).map(([about, sketch]) => ({ about, object: this.service(about, sketch) }));
  }

  /** A Service that gets an answer, though never an address, as soon as everything before it was looked at. */
  public marker(name: string): KubeObject {
    return this.service(name, { 'metallb.io/address-pool': 'marker', spec: this.defaults });
  }

  public service(name: string, sketch: ServiceSketch): KubeObject {
    const { namespace = 'default', labels, ports = [80], selector = { app: name }, spec, ...annotations } = sketch;
    const metadata = { name, namespace, labels, annotations: this.annotations(annotations) };
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { type: 'LoadBalancer', selector, ports: ports.map(portOf), ...spec },
    };
  }

  private object(kind: string, name: string, { namespace = METALLB_NAMESPACE, labels, ...fields }: ObjectSketch): KubeObject {
    if (CORE.includes(kind)) {
      return { apiVersion: 'v1', kind, metadata: { name, labels, ...(kind === 'Node' ? {} : { namespace }) }, ...fields };
    }
    return {
      apiVersion: `metallb.io/${VERSIONS[kind] ?? 'v1beta1'}`,
      kind,
      metadata: { name, namespace, labels },
      spec: { ...fields, ipAddressPools: fields.ipAddressPools?.map((pool) => this.named(pool)) },
    };
  }

  private annotations(annotations: Readonly<Record<string, string>>): Record<string, string> {
    const naming = (key: string, value: string) => (key.endsWith('/address-pool') && value !== '' ? this.named(value) : value);
    return Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key, naming(key, value)]));
  }

  private named(pool: string): string {
    return `${this.prefix}-${pool}`;
  }
}

function portOf(text: string | number): unknown {
  const [port, protocol = 'TCP'] = String(text).split('/');
  return { name: `${protocol.toLowerCase()}-${port}`, port: Number(port), protocol };
}
