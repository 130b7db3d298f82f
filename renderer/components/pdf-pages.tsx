interface PdfPagesProps {
  /** The document in base64. */
  readonly pdf: string
  readonly masked: { readonly name?: string; readonly number: string }
  readonly label: string
}

/** The pages of a document as they are to be printed. */
export function PdfPages({ label }: PdfPagesProps) {
  return (
    <svg className="pdf-pages" viewBox="0 0 210 297" role="img" aria-label={label}>
      <path className="pdf-sheet" d="M1 1h208v295H1Z" />
      <path className="pdf-line" d="M55 40h100M25 70h160M25 90h160M25 110h160M25 130h110" />
    </svg>
  )
}
