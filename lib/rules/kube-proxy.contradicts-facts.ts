import { kubeProxySettings } from './metallb/kube-proxy';
import { Rule } from './rule';

/** A mode that the cluster is said to have, and will not have once its ConfigMap is applied. */
export const kubeProxyContradictsFacts: Rule = {
  id: 'kube-proxy.contradicts-facts',
  check: (manifests, facts) => {
    const settings = kubeProxySettings(manifests);
    const said: string | undefined = facts?.kubeProxy;
    if (settings === undefined || said === undefined || settings.mode === said) {
      return [];
    }
    const what = `config.conf has kube-proxy run in mode "${settings.mode}", and the facts of the cluster say "${said}"`;
    return [{ origin: settings.origin, what, fix: 'say the same in both, or leave kubeProxy out of the facts' }];
  },
};
