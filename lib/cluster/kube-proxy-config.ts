import { Construct } from 'constructs';
import type { Document } from 'yaml';
import { addObject } from '../core/add-object';
import { KubeProxyMode } from '../core/cluster-facts';
import { k8s } from '../core/k8s.private';
import { Resource } from '../core/resource';
import { yaml } from '../values/bundled-packages';
import { refuse } from '../values/coded-error';
import { fieldsOf, madeBy, oneOf, text, truth } from '../values/input';
import { KubeProxySource } from './kube-proxy-source';

/** Properties of {@link KubeProxyConfig}. */
export interface KubeProxyConfigProps {
  /** What the configuration starts from. */
  readonly source: KubeProxySource;

  /** How kube-proxy sends traffic of a Service to its Pods: `mode`. */
  readonly mode: KubeProxyMode;

  /**
   * Whether nodes answer ARP only for addresses of the interface that was asked: `ipvs.strictARP`. MetalLB in layer 2 needs
   * it under IPVS, where every node carries every Service address and otherwise answers for it; the other modes ignore it.
   * IPVS without it, with a pool of IPv4 addresses in layer 2, is an error of `GitOpsApp.synth()`, `metallb.strict-arp`.
   * @default - left as the source has it; without any, kube-proxy takes false
   */
  readonly strictArp?: boolean;
}

/**
 * The ConfigMap `kube-proxy` in `kube-system`. GitOps owns that object from then on, which kubeadm wrote before: an upgrade
 * by kubeadm and a sync would overwrite each other. kube-proxy reads it when its Pods start: restart its DaemonSet. A mode that
 * is not the one the facts of the cluster say is an error of `GitOpsApp.synth()`, `kube-proxy.contradicts-facts`.
 */
export class KubeProxyConfig extends Resource {
  public constructor(scope: Construct, id: string, props: KubeProxyConfigProps) {
    super(scope, id);
    const given = fieldsOf(props);
    const mode = this._findings.parse('mode', given.mode, oneOf(KubeProxyMode));
    const strictArp = this._findings.parseOptional('strictArp', given.strictArp, truth);
    const source = this._findings.parse('source', given.source, parseSource);
    const data = source?._read(this._findings, (configConf) => withSettings(configConf, mode, strictArp));
    const metadata = { name: 'kube-proxy', namespace: 'kube-system', labels: { app: 'kube-proxy' } };
    addObject(this, 'Resource', k8s.KubeConfigMap, { metadata, data: () => data });
  }
}

const parseSource = madeBy(KubeProxySource, 'KubeProxySource.current(…) or KubeProxySource.kubeadm(…)');

/** The text with two fields set and every other line as it was. */
function withSettings(configConf: string, mode?: KubeProxyMode, strictArp?: boolean): string {
  const document = parseConfig(text(configConf));
  document.set('mode', mode);
  if (strictArp !== undefined) {
    if (document.get('ipvs') === undefined) {
      document.delete('ipvs'); // `ipvs:` may be there with nothing in it, in which nothing can be set
    }
    document.setIn(['ipvs', 'strictARP'], strictArp);
  }
  return document.toString({ lineWidth: 0 });
}

function parseConfig(configConf: string): Document {
  const document = yaml().parseDocument(configConf);
  const ipvs = document.get('ipvs');
  const reason =
    document.errors[0]?.message.split('\n')[0] ??
    (document.get('kind') === 'KubeProxyConfiguration' ? undefined : 'its kind is not KubeProxyConfiguration') ??
    (ipvs === undefined || yaml().isMap(ipvs) ? undefined : 'its ipvs is not a map');
  if (reason !== undefined) {
    const fix = 'pass the text of the key config.conf as it is in the cluster';
    throw refuse('kube-proxy.unreadable', `config.conf cannot be used: ${reason}`, fix);
  }
  return document;
}
