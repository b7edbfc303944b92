import { KubeProxyMode } from '../../core/cluster-facts';
import { Manifests } from '../../manifests/manifests';
import { parsedYaml } from '../../manifests/parsed-yaml';
import { filled, struct } from '../../manifests/raw';

/** What the ConfigMap of kube-proxy says of what matters to MetalLB. */
export interface KubeProxySettings {
  /** Construct path of the ConfigMap. */
  readonly origin: string;
  readonly mode: string;
  readonly strictArp: boolean;
}

/** Nothing where the cluster has no such ConfigMap, or one that kube-proxy could not read either. */
export function kubeProxySettings(manifests: Manifests): KubeProxySettings | undefined {
  const document = manifests
    .ofKind('/ConfigMap')
    .find((candidate) => candidate.object.metadata.name === 'kube-proxy' && manifests.namespaceOf(candidate) === 'kube-system');
  const config = struct(parsedYaml(struct(document?.object.data)['config.conf']));
  if (document === undefined || config.kind !== 'KubeProxyConfiguration') {
    return undefined;
  }
  return {
    origin: document.origin,
    mode: filled(config.mode) ?? KubeProxyMode.IPTABLES, // its default on Linux
    strictArp: struct(config.ipvs).strictARP === true,
  };
}
