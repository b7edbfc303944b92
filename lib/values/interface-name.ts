import { quoted, refuse } from './coded-error';
import { text } from './input';

/** A name that a Linux network device, a VRF among them, can have (Linux `dev_valid_name`). */
export function parseInterfaceName(name: string): string {
  if (!/^[^\s/:]{1,15}$/.test(text(name)) || name === '.' || name === '..') {
    throw refuse(
      'interface.name',
      `${quoted(name)} is not a name of a network interface`,
      'write it as "ip link" shows it',
      '1 to 15 characters without spaces, "/" and ":"',
    );
  }
  return name;
}
