import { quoted } from '../values/coded-error';
import { bgpModeOf, metalLbCharts } from './metallb/installs';
import { Rule } from './rule';

/** Facts that say otherwise than what is written in the install beside them: whatever is checked by them is checked for a MetalLB that is not there. */
export const installContradictsFacts: Rule = {
  id: 'metallb.install-contradicts-facts',
  check: (manifests, facts) => {
    const { namespace, bgpMode, loadBalancerClass } = facts?.metallb ?? {};
    return metalLbCharts(manifests).flatMap((install) =>
      [
        { name: 'namespace', declared: namespace, said: install.namespace?.value, field: install.namespace?.field },
        { name: 'bgpMode', declared: bgpMode, said: bgpModeOf(install.values.value), field: install.values.field },
        {
          name: 'loadBalancerClass',
          declared: loadBalancerClass,
          said: install.values.value.loadBalancerClass,
          field: `${install.values.field}.loadBalancerClass`,
        },
      ]
        .filter(({ declared, said }) => declared !== undefined && said !== undefined && declared !== said)
        .map(({ name, declared, said, field }) => ({
          origin: install.origin,
          field,
          what: `MetalLB is installed here ${said === '' ? 'without any' : `with ${quoted(said)}`}, and the facts of the cluster say metallb.${name} is ${quoted(declared)}`,
          fix: `drop ${name} from the facts, which then follow the install`,
        })),
    );
  },
};
