import { PDFHexString, PDFName, PDFNumber, type PDFContext, type PDFObject, type PDFRef } from 'pdf-lib';

/** Standard structure types used here (PDF 32000-1 §14.8.4). */
export type StructureRole =
  | 'Document'
  | 'Sect'
  | 'H1'
  | 'H2'
  | 'P'
  | 'Table'
  | 'THead'
  | 'TBody'
  | 'TR'
  | 'TH'
  | 'TD'
  | 'L'
  | 'LI'
  | 'LBody'
  | 'Figure';

interface MarkedContent {
  readonly page: PDFRef;
  readonly markedContentId: number;
}

/** A node of the logical structure: what a screen reader walks. */
export class StructureElement {
  private readonly kids: (StructureElement | MarkedContent)[] = [];

  /** @param alternative what a screen reader says instead of a figure */
  constructor(
    readonly role: StructureRole,
    private readonly alternative?: string,
  ) {}

  /** Appends and returns a child. */
  child(role: StructureRole, alternative?: string): StructureElement {
    const element = new StructureElement(role, alternative);
    this.kids.push(element);
    return element;
  }

  /** Records that a piece of a page's content belongs to this element. */
  addContent(page: PDFRef, markedContentId: number): void {
    this.kids.push({ page, markedContentId });
  }

  /**
   * Writes this element and everything under it.
   * @param onContent told of every piece of content, to build the parent tree
   */
  write(context: PDFContext, parent: PDFRef, onContent: (content: MarkedContent, owner: PDFRef) => void): PDFRef {
    const ref = context.nextRef();
    const kids: PDFObject[] = this.kids.map((kid) => {
      if (kid instanceof StructureElement) return kid.write(context, ref, onContent);
      onContent(kid, ref);
      return context.obj({ Type: 'MCR', Pg: kid.page, MCID: PDFNumber.of(kid.markedContentId) });
    });
    const entries = context.obj({ Type: 'StructElem', S: this.role, P: parent, K: kids });
    if (this.role === 'TH') entries.set(PDFName.of('A'), context.obj({ O: 'Table', Scope: 'Column' }));
    if (this.alternative) entries.set(PDFName.of('Alt'), PDFHexString.fromText(this.alternative));
    context.assign(ref, entries);
    return ref;
  }
}
