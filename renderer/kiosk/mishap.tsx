import { Component, type ReactNode } from 'react'
import { Translation } from 'react-i18next'
import { PrimaryButton } from '../components/buttons.tsx'
import { Title } from '../components/page.tsx'

interface MishapState {
  readonly state: 'well' | 'broken'
}

/** A page that cannot be drawn becomes a calm one with a way out: it loads anew and finds no session. */
export class MishapBoundary extends Component<{ readonly children: ReactNode }, MishapState> {
  override state: MishapState = { state: 'well' }

  static getDerivedStateFromError(): MishapState {
    return { state: 'broken' }
  }

  override render(): ReactNode {
    if (this.state.state === 'well') return this.props.children
    return (
      <Translation>
        {(t) => (
          <main className="whole">
            <Title>{t('trouble.page')}</Title>
            <p className="lead">{t('trouble.pageLead')}</p>
            <PrimaryButton icon="home" onPress={() => location.reload()}>
              {t('trouble.restart')}
            </PrimaryButton>
          </main>
        )}
      </Translation>
    )
  }
}
