import { quoted, refuse } from './coded-error';

/** A TCP or UDP port: a whole number from 1 to 65535 (kube-apiserver, Istio and MetalLB agree). */
export function parsePort(value: number): number {
  if (!Number.isInteger(value) || value < 1 || value > 65535) {
    throw refuse('port.range', `${quoted(value)} is not a port`, 'write a whole number from 1 to 65535', '1 to 65535');
  }
  return value;
}
