import { MetalLbBgpMode } from '../core/cluster-facts';
import { configMapTexts } from './metallb/config-maps';
import { metalLbSettings } from './metallb/settings';
import { Rule } from './rule';

/** Lines for FRR's configuration, which only the FRR of the speaker takes: the other modes refuse all of the configuration for them. */
export const bgpExtras: Rule = {
  id: 'metallb.bgpextras',
  check: (manifests, facts) => {
    const { bgpMode } = metalLbSettings(manifests, facts);
    const isRefused = bgpMode !== undefined && bgpMode !== MetalLbBgpMode.FRR;
    return (isRefused ? configMapTexts('bgpextras', 'extras', manifests, facts) : []).map(({ document: { origin } }) => ({
      origin,
      field: 'data.extras',
      what: `MetalLB in BGP mode ${bgpMode} takes no ConfigMap "bgpextras", and its speakers refuse their BGP configuration because of it`,
      fix: bgpMode === MetalLbBgpMode.FRR_K8S ? 'remove it, and write an FRRConfiguration of frr-k8s instead' : 'remove it',
    }));
  },
};
