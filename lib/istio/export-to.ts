import { quoted, refuse } from '../values/coded-error';
import { parseDnsLabel } from '../values/dns-name';
import { list, madeBy } from '../values/input';

const OWN = '.';
const ALL = '*';
const NONE = '~';

/** The namespaces whose proxies see an object of Istio: its `exportTo` (istiod `pkg/config/validation`, `pkg/config/visibility`). */
export class ExportTo {
  /** The namespace of the object only, written `.`. */
  public static ownNamespace(): ExportTo {
    return new ExportTo([OWN]);
  }

  /** Every namespace, written `*`. What Istio does by default, unless the mesh is configured otherwise. */
  public static all(): ExportTo {
    return new ExportTo([ALL]);
  }

  /**
   * These namespaces only.
   * @param namespaces their names, each once, at least one; `.` stands for the one of the object. Reported otherwise: `name.syntax`,
   * `istio.export-to`.
   */
  public static namespaces(namespaces: string[]): ExportTo {
    return new ExportTo(namespaces);
  }

  /**
   * No namespace, written `~`: only the workloads of a ServiceEntry see it themselves. For an `IstioServiceEntry` alone;
   * `istio.export-to` is reported elsewhere.
   */
  public static none(): ExportTo {
    return new ExportTo([NONE]);
  }

  private constructor(private readonly namespaces: readonly string[]) {}

  /** @internal */
  public _document(): string[] {
    return [...list(this.namespaces)];
  }

  /**
   * Throws what istiod would refuse.
   * @internal
   */
  public _check({ ownNamespace, mayBeNone = false, onlyOwn = false }: ExportToUse): void {
    const namespaces = this._document();
    if (namespaces.length === 0) {
      throw refuse('istio.export-to', 'no namespace is named', 'name one, or leave exportTo out for what the mesh does by default');
    }
    const isWord = namespaces.length === 1 && [OWN, ALL, NONE].includes(namespaces[0]);
    if (!isWord) {
      checkNames(namespaces, ownNamespace);
    }
    if (namespaces[0] === NONE && !mayBeNone) {
      throw refuse('istio.export-to', 'only a ServiceEntry can be exported to no namespace', 'write ExportTo.ownNamespace()');
    }
    if (onlyOwn && !namespaces.every((namespace) => namespace === OWN || namespace === ownNamespace)) {
      const what = `${quoted(namespaces.join(', '))} reaches beyond the own namespace, which a rule with workloadSelector cannot`;
      throw refuse('istio.export-to', what, 'write ExportTo.ownNamespace(), or leave exportTo out');
    }
  }
}

/** Where an {@link ExportTo} is used. */
export interface ExportToUse {
  readonly ownNamespace: string;
  /** Whether the object can be hidden from everybody. */
  readonly mayBeNone?: boolean;
  /** Whether the object holds for its own namespace whatever is said. */
  readonly onlyOwn?: boolean;
}

const parseMade = madeBy(ExportTo, 'ExportTo.ownNamespace(), ExportTo.all() or ExportTo.namespaces([…])');

/** One with a list of namespaces; which those may be depends on where it is used. */
export function parseExportTo(exportTo: ExportTo): ExportTo {
  parseMade(exportTo)._document();
  return exportTo;
}

function checkNames(namespaces: readonly string[], ownNamespace: string): void {
  const seen = new Set<string>();
  for (const namespace of namespaces) {
    if (namespace === ALL || namespace === NONE) {
      const fix = namespace === ALL ? 'write ExportTo.all()' : 'write ExportTo.none(), or drop it';
      throw refuse('istio.export-to', `${quoted(namespace)} stands among other namespaces`, fix);
    }
    const name = namespace === OWN ? ownNamespace : parseDnsLabel(namespace);
    if (seen.size === seen.add(name).size) {
      throw refuse('istio.export-to', `namespace ${quoted(name)} is named more than once`, 'name it once');
    }
  }
}
