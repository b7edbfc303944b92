import { Severity } from '../core/problem';
import { parsedYaml } from '../manifests/parsed-yaml';
import { filled, items, struct } from '../manifests/raw';
import { configMapTexts } from './metallb/config-maps';
import { metalLbObjects } from './metallb/objects';
import { metalLbSettings } from './metallb/settings';
import { Rule } from './rule';
import { counted } from './words';

/** MetalLB has not read the ConfigMap since 0.13: pools that are nowhere but there are no pools any more. */
export const legacyConfig: Rule = {
  id: 'metallb.legacy-config',
  severity: Severity.WARNING,
  check: (manifests, facts) => {
    const { existing } = metalLbSettings(manifests, facts);
    const made = new Set(metalLbObjects(manifests).pools.map(({ name }) => name));
    return configMapTexts('config', 'config', manifests, facts)
      .map(({ document, text }) => ({ document, names: poolsOf(text).filter((name) => !made.has(name) && !existing.pools.has(name)) }))
      .filter(({ names }) => names.length > 0)
      .map(({ document, names }) => ({
        origin: document.origin,
        field: 'data.config',
        what: `the ConfigMap has the ${counted('pool', names)}, and MetalLB has not read it since 0.13`,
        fix: 'make an IPAddressPool and an advertisement for each, which MetalLbLegacyConfig can read from it',
      }));
  },
};

function poolsOf(text: string): string[] {
  return items(struct(parsedYaml(text))['address-pools']).flatMap((pool) => filled(struct(pool).name) ?? []);
}
