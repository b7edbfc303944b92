import { Document } from '../manifests/document';
import { AddressRange } from '../values/address-range';
import { isCodedError } from '../values/coded-error';
import { Rule } from './rule';

/** An address of a machine inside a pool: MetalLB does not check (0.15.1 took its check back), and both then answer for it. */
export const nodeAddressInPool: Rule = {
  id: 'metallb.node-address-in-pool',
  check: (manifests, facts) => {
    const nodes = readable(facts?.nodeAddresses ?? [], (text) => AddressRange.parseOrAddress(text));
    return manifests.ofKind('metallb.io/IPAddressPool').flatMap((pool) =>
      addressesOf(pool).flatMap((range) =>
        nodes
          .filter((node) => node.overlaps(range))
          .map((node) => ({
            origin: pool.origin,
            what: `"${range.text}" holds "${node.text}", which a machine already uses`,
            fix: 'leave the addresses of machines out of the pool',
          })),
      ),
    );
  },
};

function addressesOf(pool: Document): AddressRange[] {
  const addresses = (pool.object.spec as { addresses?: unknown } | undefined)?.addresses;
  return Array.isArray(addresses) ? readable(addresses.map(String), (text) => AddressRange.parse(text)) : [];
}

// What cannot be read is reported by the construct that was given it.
function readable(texts: readonly string[], parse: (text: string) => AddressRange): AddressRange[] {
  return texts.flatMap((text) => {
    try {
      return [parse(text)];
    } catch (error) {
      if (isCodedError(error)) {
        return [];
      }
      throw error;
    }
  });
}
