import { quoted } from '../values/coded-error';
import { ServerSettings } from './istio-server';

const USUAL_PORTS: { readonly [protocol: string]: number } = { HTTP: 80, HTTPS: 443 };

/** The port name of each server: its own, or the usual one, numbered from the second on, since istiod refuses a name said twice. */
export function portNamesOf(servers: readonly ServerSettings[]): string[] {
  const taken = new Set(servers.map(({ portName }) => portName));
  const numbers = new Map<string, number>();
  const free = (usual: string): string => {
    const number = (numbers.get(usual) ?? 0) + 1;
    numbers.set(usual, number);
    const name = number === 1 ? usual : `${usual}-${number}`;
    return taken.has(name) ? free(usual) : name;
  };
  return servers.map((server) => {
    const name = server.portName ?? free(usualName(server));
    taken.add(name);
    return name;
  });
}

function usualName({ protocol, port }: ServerSettings): string {
  const word = protocol.toLowerCase();
  return port === USUAL_PORTS[protocol] ? word : `${word}-${quoted(port)}`;
}
