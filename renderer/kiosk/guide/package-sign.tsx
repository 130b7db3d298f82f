/** Several sheets held by one band: handed in together. The house's grid of 24 and its one weight. */
export function PackageSign() {
  return (
    <svg className="icon package-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M9 5.5V3h11.5v13H18M6 8.5V5.5H18v13H15.5M3 8.5h12.5V21H3ZM3 15.5h12.5M9.25 8.5V21" />
    </svg>
  )
}
