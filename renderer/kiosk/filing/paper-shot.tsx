import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainButton } from '../../components/buttons.tsx'
import { type Crop, turnedCrop } from '../../components/camera/crop.ts'
import { letGo } from '../../components/camera/jpeg-within.ts'
import type { Unreadable } from '../../components/camera/legibility.ts'
import type { CameraFault } from '../../components/camera/open-camera.ts'
import { cutOut, measured, turned } from '../../components/camera/paper-picture.ts'
import { StateLine, Title } from '../../components/page.tsx'
import { Scrolled } from '../../components/scrolled.tsx'
import { NextStep } from '../next-step.tsx'
import { FaultLine } from './fault-line.tsx'
import { useMaterialsWalk } from './materials-walk.ts'
import { PaperCamera } from './paper-camera.tsx'
import { PaperCrop } from './paper-crop.tsx'
import { type Asking, useAsking } from './use-asking.ts'
import { type OneMaterial, WayButtons } from './way-buttons.tsx'

/** A picture that was taken, the part of it that is kept, and how well that can be read. */
interface Shot {
  readonly picture: HTMLCanvasElement
  readonly crop: Crop
  readonly unclear: readonly Unreadable[]
  /** Of what is seen, as it is cut: handed over again, it is the same page. */
  readonly requestId: string
}

type Step = { readonly at: 'live' } | { readonly at: 'no-camera'; readonly fault: CameraFault } | { readonly at: 'taken'; readonly shot: Shot }

/** One page by the document camera: seen, taken, cut, and used or taken again. No picture outlives this page. */
export function PaperShot({ draft, material }: OneMaterial) {
  const { addPage } = useMaterialsWalk()
  const asking = useAsking()
  const [step, setStep] = useState<Step>({ at: 'live' })
  const held = useRef<HTMLCanvasElement | null>(null)
  const hold = useCallback((picture: HTMLCanvasElement | null) => {
    if (held.current !== null && held.current !== picture) letGo(held.current)
    held.current = picture
  }, [])
  useEffect(() => () => hold(null), [hold])

  const show = (picture: HTMLCanvasElement, crop: Crop) => {
    hold(picture)
    setStep({ at: 'taken', shot: { picture, crop, unclear: measured(picture, crop), requestId: crypto.randomUUID() } })
  }
  const live = () => {
    hold(null)
    setStep({ at: 'live' })
  }
  const use = ({ picture, crop, requestId }: Shot) => {
    const jpeg = cutOut(picture, crop)
    asking.ask(async () => (jpeg === null ? 'damaged' : addPage({ draft, material: material.key }, jpeg, requestId)))
  }
  switch (step.at) {
    case 'live':
      return <Live onPicture={show} onFault={(fault) => setStep({ at: 'no-camera', fault })} />
    case 'no-camera':
      return <NoCamera of={{ draft, material }} fault={step.fault} again={live} asking={asking} />
    case 'taken':
      return (
        <Taken
          shot={step.shot}
          asking={asking}
          onCrop={(crop) => setStep({ at: 'taken', shot: { ...step.shot, crop, requestId: crypto.randomUUID() } })}
          onShot={show}
          onRetake={live}
          onUse={use}
        />
      )
  }
}

interface LiveProps {
  readonly onPicture: (picture: HTMLCanvasElement, frame: Crop) => void
  readonly onFault: (fault: CameraFault) => void
}

function Live({ onPicture, onFault }: LiveProps) {
  const { t } = useTranslation()
  return (
    <div className="page shot-page">
      <div className="page-words">
        <Title>{t('filingMaterials.camera.title')}</Title>
        <p className="lead">{t('filingMaterials.camera.lead')}</p>
      </div>
      <PaperCamera onPicture={onPicture} onFault={onFault} />
    </div>
  )
}

interface NoCameraProps {
  readonly of: OneMaterial
  readonly fault: CameraFault
  readonly again: () => void
  readonly asking: Asking
}

/** No camera is no dead end: the other ways stand here. */
function NoCamera({ of: { draft, material }, fault, again, asking }: NoCameraProps) {
  const { t } = useTranslation()
  return (
    <div className="page">
      <Title>{t('filingMaterials.camera.no')}</Title>
      <Scrolled>
        <StateLine tone="attention">{t(`filingMaterials.camera.fault.${fault}`)}</StateLine>
        <FaultLine {...asking} />
        <WayButtons draft={draft} material={material} not="camera" asking={asking} />
      </Scrolled>
      <NextStep icon="again" onPress={again}>
        {t('filingMaterials.again')}
      </NextStep>
    </div>
  )
}

interface TakenProps {
  readonly shot: Shot
  readonly asking: Asking
  readonly onCrop: (crop: Crop) => void
  readonly onShot: (picture: HTMLCanvasElement, crop: Crop) => void
  readonly onRetake: () => void
  readonly onUse: (shot: Shot) => void
}

function Taken({ shot, asking, onCrop, onShot, onRetake, onUse }: TakenProps) {
  const { t } = useTranslation()
  const { picture, crop } = shot
  const turn = () => {
    const next = turned(picture)
    if (next !== null) onShot(next, turnedCrop(crop))
  }
  return (
    <div className="page shot-page crop-page">
      <Scrolled>
        <div className="page-words">
          <Title>{t('filingMaterials.crop.title')}</Title>
          <p className="lead">{t('filingMaterials.crop.lead')}</p>
          {asking.busy || asking.fault !== null ? <FaultLine {...asking} /> : <Clarity unclear={shot.unclear} />}
        </div>
      </Scrolled>
      <PaperCrop picture={picture} crop={crop} onCrop={onCrop} onRest={(rested) => onShot(picture, rested)} />
      <div className="crop-ways">
        <PlainButton icon="again" onPress={turn}>
          {t('filingMaterials.crop.rotate')}
        </PlainButton>
        <PlainButton icon="camera" onPress={onRetake}>
          {t('filingMaterials.crop.retake')}
        </PlainButton>
      </div>
      {!asking.busy && (
        <NextStep icon="done" onPress={() => onUse(shot)}>
          {t('filingMaterials.crop.use')}
        </NextStep>
      )}
    </div>
  )
}

/** What can be measured of it, said before it is used; the person decides. */
function Clarity({ unclear }: { readonly unclear: readonly Unreadable[] }) {
  const { t } = useTranslation()
  if (unclear.length === 0) return <StateLine tone="done">{t('filingMaterials.crop.clear')}</StateLine>
  return (
    <StateLine tone="attention">
      {t('filingMaterials.crop.warns')}
      {unclear.map((one) => (
        <span className="state-more" key={one}>
          {t(`filingMaterials.crop.unclear.${one}`)}
        </span>
      ))}
      <span className="state-more">{t('filingMaterials.crop.judge')}</span>
    </StateLine>
  )
}
