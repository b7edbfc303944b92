import { PeerSpec } from './specs';

const isFilled = (value: unknown): boolean => value !== '';
const isTrue = (value: unknown): boolean => value === true;

/** The fields of a peer that MetalLB's own BGP refuses, with what tells that one is set (MetalLB `internal/config/validation.go`). */
const REFUSED: { readonly [Field in keyof PeerSpec]?: (value: unknown) => boolean } = {
  bfdProfile: isFilled,
  keepaliveTime: (value) => /[1-9]/.test(String(value)), // zero is none
  vrf: isFilled,
  connectTime: () => true,
  enableGracefulRestart: isTrue,
  disableMP: isTrue,
  dualStackAddressFamily: isTrue,
  dynamicASN: isFilled,
  interface: isFilled,
  localASN: (value) => value !== 0,
};

export function fieldsRefusedByNative(spec: Partial<PeerSpec>): string[] {
  return Object.entries(REFUSED).flatMap(([field, isSet]) => {
    const value = spec[field as keyof PeerSpec];
    return value !== undefined && isSet(value) ? [field] : [];
  });
}
