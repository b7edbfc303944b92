import { AddressRange } from './address-range';
import { quoted, refuse } from './coded-error';
import { text as asText } from './input';

/** One CIDR, or one of each IP family with a comma between, as kubeadm writes what Pods and Services have. */
export function parseCidrPerFamily(text: string): AddressRange[] {
  const ranges = asText(text)
    .split(',')
    .map((cidr) => AddressRange.parseCidr(cidr));
  const [first, second, ...others] = ranges;
  if (others.length > 0 || first.family === second?.family) {
    const what = `${quoted(text)} is not one CIDR, or one of each IP family`;
    throw refuse(
      'address.cidr-per-family',
      what,
      'write it as podSubnet and serviceSubnet of kubeadm',
      'one CIDR, or two with a comma between',
    );
  }
  return ranges;
}
