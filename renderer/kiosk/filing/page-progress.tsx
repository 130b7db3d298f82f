import { useTranslation } from 'react-i18next'

/** Which page of how many, in words and as a line of doors. */
export function PageProgress({ page, pages }: { readonly page: number; readonly pages: number }) {
  const { t } = useTranslation()
  return (
    <div className="filing-progress">
      <p>{t('filing.form.progress', { page: page + 1, pages })}</p>
      <div className="filing-doors" aria-hidden="true">
        {Array.from({ length: pages }, (_, at) => (
          <span key={at} data-at={at === page ? 'here' : at < page ? 'done' : 'ahead'} />
        ))}
      </div>
    </div>
  )
}
