import { ClusterFacts, KubeProxyMode } from '../core/cluster-facts';
import { Manifests } from '../manifests/manifests';
import { advertised } from './metallb/advertised';
import { kubeProxySettings } from './metallb/kube-proxy';
import { Rule } from './rule';

/**
 * In IPVS mode every node carries the addresses of all Services on an interface of its own, and Linux answers ARP for any
 * address of the node: all of them claim what one speaker announces. It does not answer NDP so. In the other modes no node
 * carries such an address.
 */
export const strictArp: Rule = {
  id: 'metallb.strict-arp',
  check: (manifests, facts) => {
    const pools = [...advertised(manifests).l2.advertisementsOf.keys()];
    const pool = pools.find(({ ranges }) => ranges.some(({ family }) => family === 4));
    if (pool === undefined || !needsStrictArp(manifests, facts)) {
      return [];
    }
    const what = `kube-proxy runs in IPVS mode without strictARP, so every node answers ARP for the addresses of pool "${pool.name}"`;
    const fix = 'set strictArp of a KubeProxyConfig, or say strictArp in the facts of the cluster where other means set it';
    return [{ origin: kubeProxySettings(manifests)?.origin ?? pool.origin, what, fix }];
  },
};

function needsStrictArp(manifests: Manifests, facts: ClusterFacts | undefined): boolean {
  const settings = kubeProxySettings(manifests);
  const mode = settings?.mode ?? facts?.kubeProxy;
  return mode === KubeProxyMode.IPVS && settings?.strictArp !== true && facts?.strictArp !== true;
}
