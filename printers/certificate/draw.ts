import PDFDocument from 'pdfkit'
import type { Drawing, Element, Ink, PagePlan } from './drawing.ts'
import type { CertificateFonts } from './fonts.ts'
import { packed } from './pack.ts'

/** PDF/A-2b is what is delivered; A-1b is what a free validator can judge, of the same pages. */
export type Archive = 'PDF/A-2b' | 'PDF/A-1b'

/** The pages as a tagged PDF. The same pages, title and time are the same bytes. */
export function drawPdf(
  pages: readonly PagePlan[],
  {
    title,
    createdAt,
    fonts,
    archive,
  }: { readonly title: string; readonly createdAt: Date; readonly fonts: CertificateFonts; readonly archive: Archive },
): Uint8Array {
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: archive === 'PDF/A-1b' ? '1.4' : '1.7',
    subset: archive,
    tagged: true,
    lang: 'zh-CN',
    displayTitle: true,
    // Said of the file, and taken into its id: nothing of a person, no name of a machine, no clock.
    info: { Title: title, Producer: 'Yimen', Creator: 'Yimen', CreationDate: createdAt },
    // Otherwise pdfkit opens its Helvetica, which PDF/A would have to embed.
    font: null as unknown as string,
  })
  for (const { name, font } of fonts.faces) pdf.registerFont(name, font as unknown as string)
  const structure = new Structure(pdf)
  for (const { artifacts, content } of pages) {
    pdf.addPage()
    pdf.markContent('Artifact', { type: 'Pagination' })
    for (const drawing of artifacts) draw(pdf, drawing)
    pdf.endMarkedContent()
    for (const { element, drawings } of content) {
      structure.mark(element, () => {
        for (const drawing of drawings) draw(pdf, drawing)
      })
    }
  }
  structure.end()
  pdf.end()
  const bytes = bytesOf(pdf)
  return archive === 'PDF/A-1b' ? bytes : packed(bytes)
}

type Pdf = PDFKit.PDFDocument

/** pdfkit's tree of the document, grown as its elements are first drawn. */
class Structure {
  readonly #pdf: Pdf
  readonly #known = new Map<Element, PDFKit.PDFStructureElement>()

  constructor(pdf: Pdf) {
    this.#pdf = pdf
  }

  mark(element: Element, drawn: () => void): void {
    this.#of(element).add(drawn)
  }

  end(): void {
    for (const [element, each] of this.#known) if (element.parent === null) each.end()
  }

  #of(element: Element): PDFKit.PDFStructureElement {
    const known = this.#known.get(element)
    if (known !== undefined) return known
    const { tag, parent: _, ...attributes } = element
    const made = this.#pdf.struct(tag, attributes)
    if (element.parent === null) this.#pdf.addStructure(made)
    else this.#of(element.parent).add(made)
    this.#known.set(element, made)
    return made
  }
}

/** A pale mark leaves 12 % of the ink: seen on every copy, and black type reads through it. */
const INKS: Readonly<Record<Ink, string>> = { black: '#000000', seal: '#A8321F', pale: '#E0E0E0' }
const SHADE = '#F0F0F0'

function draw(pdf: Pdf, drawing: Drawing): void {
  switch (drawing.draw) {
    case 'text':
      pdf.fillColor(INKS[drawing.ink])
      for (const { face, text, x, spacing } of drawing.runs) {
        pdf.font(face.name).fontSize(drawing.size)
        pdf.text(text, short(drawing.x + x), short(drawing.baseline), {
          lineBreak: false,
          baseline: 'alphabetic',
          characterSpacing: short(spacing),
        })
      }
      return
    case 'rule':
      pdf
        .lineWidth(drawing.width)
        .moveTo(short(drawing.from.x), short(drawing.from.y))
        .lineTo(short(drawing.to.x), short(drawing.to.y))
        .stroke(INKS.black)
      return
    case 'frame': {
      const { x, y, width, height } = drawing.box
      pdf.lineWidth(drawing.width).rect(short(x), short(y), short(width), short(height)).stroke(INKS[drawing.ink])
      return
    }
    case 'shade': {
      const { x, y, width, height } = drawing.box
      pdf.rect(short(x), short(y), short(width), short(height)).fill(SHADE)
      return
    }
    case 'qr':
      // In modules, whole numbers: it stands on every page, and so takes half as much.
      pdf.save().translate(short(drawing.x), short(drawing.y)).scale(drawing.module)
      for (const { x, y, width, height } of drawing.rectangles) pdf.rect(x, y, width, height)
      pdf.fill(INKS.black).restore()
      return
    case 'ring':
      pdf.lineWidth(drawing.width).circle(drawing.centre.x, drawing.centre.y, drawing.radius).stroke(INKS[drawing.ink])
      return
    case 'turned':
      pdf.save().rotate(-drawing.degrees, { origin: [drawing.about.x, drawing.about.y] })
      for (const each of drawing.drawings) draw(pdf, each)
      pdf.restore()
  }
}

/** A hundredth of a point is less than a dot of any printer, and a file of such numbers is a tenth smaller. */
function short(points: number): number {
  return Math.round(points * 100) / 100
}

/** Everything was written before `end` returned: nothing has to be waited for. */
function bytesOf(pdf: Pdf): Uint8Array {
  const chunks: Buffer[] = []
  for (let chunk = pdf.read() as Buffer | null; chunk !== null; chunk = pdf.read() as Buffer | null) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}
