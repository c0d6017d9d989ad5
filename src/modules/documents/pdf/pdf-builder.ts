import { PDFDocument, PDFName, PDFNumber, type PDFRef } from 'pdf-lib';
import type { Temporal } from 'temporal-polyfill';
import { toDate } from '../../../kernel/clock';
import { cleanText } from './clean-text';
import { EmbeddedFace } from './embedded-face';
import type { Face } from './face';
import { PageCanvas } from './page-canvas';
import { StructureElement } from './structure-element';

/** US Letter, points. */
export const PAGE = { width: 612, height: 792 } as const;

export interface PdfInfo {
  /** Shown in the window title: kind and number only, never a patient's name. */
  readonly title: string;
  readonly author: string;
  /** Stands for both dates in the file; a document's bytes never depend on when they were made. */
  readonly createdAt: Temporal.Instant;
}

/**
 * A tagged PDF 1.7 in the making. The same calls give the same bytes: no random names, no clock, no identifiers, and
 * compression by the library rather than the platform. Has no way to add an action, a script, a link or an attachment.
 */
export class PdfBuilder {
  readonly root = new StructureElement('Document');
  readonly pages: PageCanvas[] = [];
  private readonly faces = new Map<Face, EmbeddedFace>();

  private constructor(private readonly file: PDFDocument) {}

  static async create(info: PdfInfo): Promise<PdfBuilder> {
    const file = await PDFDocument.create({ updateMetadata: false });
    file.setTitle(cleanText(info.title), { showInWindowTitleBar: true });
    file.setAuthor(cleanText(info.author));
    file.setLanguage('en-US');
    file.setProducer('clinic-billing');
    file.setCreationDate(toDate(info.createdAt));
    file.setModificationDate(toDate(info.createdAt));
    return new PdfBuilder(file);
  }

  addPage(): PageCanvas {
    const canvas = new PageCanvas(this.file.addPage([PAGE.width, PAGE.height]), (face) => this.embed(face));
    this.pages.push(canvas);
    return canvas;
  }

  async finish(): Promise<Uint8Array> {
    for (const face of this.faces.values()) face.write();
    this.writePages();
    this.writeStructure();
    return this.file.save({ addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: Infinity });
  }

  private embed(face: Face): EmbeddedFace {
    let embedded = this.faces.get(face);
    if (!embedded) {
      const { context } = this.file;
      embedded = new EmbeddedFace(context, face, `F${this.faces.size + 1}`, context.nextRef());
      this.faces.set(face, embedded);
    }
    return embedded;
  }

  private writePages(): void {
    const { context } = this.file;
    const fonts = context.obj({});
    for (const face of this.faces.values()) fonts.set(PDFName.of(face.resourceName), face.ref);
    const resources = context.register(context.obj({ Font: fonts }));
    this.pages.forEach((canvas, index) => {
      const { node } = canvas.page;
      node.set(PDFName.of('Resources'), resources);
      node.set(PDFName.of('Contents'), context.register(context.flateStream(canvas.content())));
      node.set(PDFName.of('StructParents'), PDFNumber.of(index));
      node.set(PDFName.of('Tabs'), PDFName.of('S'));
    });
  }

  /** Tags: the tree of elements and, per page, which element each piece of content belongs to (§14.7). */
  private writeStructure(): void {
    const { context, catalog } = this.file;
    const owners = new Map<PDFRef, PDFRef[]>(this.pages.map((canvas) => [canvas.page.ref, []]));
    const treeRef = context.nextRef();
    const documentRef = this.root.write(context, treeRef, (content, owner) => {
      const page = owners.get(content.page);
      if (page) page[content.markedContentId] = owner;
    });
    const numbers = this.pages.flatMap((canvas, index) => [
      PDFNumber.of(index),
      context.register(context.obj(owners.get(canvas.page.ref) ?? [])),
    ]);
    context.assign(
      treeRef,
      context.obj({
        Type: 'StructTreeRoot',
        K: [documentRef],
        ParentTree: context.register(context.obj({ Nums: numbers })),
        ParentTreeNextKey: this.pages.length,
      }),
    );
    catalog.set(PDFName.of('StructTreeRoot'), treeRef);
    catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }));
  }
}
