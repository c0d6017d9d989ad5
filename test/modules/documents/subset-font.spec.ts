import fontkit from '@pdf-lib/fontkit';
import { Face, type FaceName } from '../../../src/modules/documents/pdf/face';
import { subsetFont } from '../../../src/modules/documents/pdf/subset-font';

const SAMPLES: Record<FaceName, string> = {
  regular: 'Łukasz Nguyễn Ελένη עברית محمد 0123456789 $,.–•□\uFFFD ÁÉÍ ñ',
  bold: 'Łukasz Nguyễn Ελένη עברית 0123456789 PAID IN FULL',
  cjk: '李刘德华劉德華王佐藤太郎渡邉あいう、',
  hangul: '김민준이박최정한글',
};

describe('a font is cut down without losing anything of the glyphs it keeps', () => {
  it.each(Object.keys(SAMPLES) as FaceName[])('keeps outlines and widths of the %s face', (name) => {
    const face = Face.named(name);
    const ids = [...SAMPLES[name]].flatMap((character) => face.glyphFor(character.codePointAt(0) ?? 0)?.glyphId ?? []);
    const { file, glyphIds } = subsetFont(face.file, ids);
    const subset = fontkit.create(Buffer.from(file));
    expect(ids.length).toBeGreaterThan(5);
    expect(file.length).toBeLessThan(face.file.length / 10);
    for (const id of ids) {
      const kept = subset.getGlyph(glyphIds.get(id) ?? -1);
      const whole = face.font.getGlyph(id);
      expect(kept.advanceWidth).toBe(whole.advanceWidth);
      expect(kept.path.toSVG()).toBe(whole.path.toSVG());
    }
  });

  it('numbers glyphs in the order asked for and keeps the missing glyph first', () => {
    const face = Face.named('regular');
    const a = face.glyphFor(0x41)?.glyphId ?? 0;
    const b = face.glyphFor(0x42)?.glyphId ?? 0;
    const { glyphIds } = subsetFont(face.file, [b, a, b]);
    expect([glyphIds.get(0), glyphIds.get(b), glyphIds.get(a)]).toEqual([0, 1, 2]);
  });
});
