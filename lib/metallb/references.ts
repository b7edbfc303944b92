import { Construct } from 'constructs';
import { quoted, refuse } from '../values/coded-error';
import { parseDnsSubdomain } from '../values/dns-name';

/** A pool of MetalLB: a `MetalLbPool`, or one that is kept elsewhere, `MetalLbPool.fromName(…)`. */
export interface IMetalLbPool {
  /** Name of the IPAddressPool. */
  readonly poolName: string;
}

/** A BGP peer of MetalLB: a `BgpPeer`, or one that is kept elsewhere, `BgpPeer.fromName(…)`. */
export interface IBgpPeer {
  /** Name of the BGPPeer. */
  readonly peerName: string;
}

/** A BFD profile of MetalLB: a `BfdProfile`, or one that is kept elsewhere, `BfdProfile.fromName(…)`. */
export interface IBfdProfile {
  /** Name of the BFDProfile. */
  readonly profileName: string;
}

export const parsePool = named<IMetalLbPool>('MetalLbPool', ({ poolName }) => poolName);
export const parsePeer = named<IBgpPeer>('BgpPeer', ({ peerName }) => peerName);
export const parseProfile = named<IBfdProfile>('BfdProfile', ({ profileName }) => profileName);

/** A parser of references. The name of a construct is its own matter. */
function named<T extends object>(kind: string, nameOf: (reference: T) => string): (reference: T) => T {
  return (reference) => {
    const name = typeof reference === 'object' && reference !== null ? nameOf(reference) : undefined;
    if (name === undefined) {
      throw refuse('input.type', `${quoted(reference)} is not a ${kind}`, `pass a ${kind}, or ${kind}.fromName(…)`);
    }
    if (!Construct.isConstruct(reference)) {
      parseDnsSubdomain(name);
    }
    return reference;
  };
}
