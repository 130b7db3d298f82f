import type { Place, TerminalFacts } from '../../main/contract/facts.ts'

export type Device = 'reader' | 'socialCard' | 'ticket' | 'document'

/** What happens at the device: nothing yet, something moves, it is done, or it does not work. */
export type Activity = 'waiting' | 'working' | 'done' | 'broken'

interface CaseProps {
  readonly facts: TerminalFacts
  readonly device: Device
  readonly activity: Activity
  /** Another that does as well. */
  readonly or?: Device
}

/** This terminal's own front: its screen as it stands, its devices where the configuration says they sit. */
export function CasePicture({ facts, device, activity, or }: CaseProps) {
  const place = facts.case[device]
  const other = or && facts.case[or]
  return (
    <div className="case" data-place={place ?? 'nowhere'}>
      <CaseDrawing facts={facts} device={device} activity={activity} {...(or === undefined ? {} : { or })} />
      {place !== undefined && activity !== 'broken' && <Pointer place={place} />}
      {other !== undefined && <Pointer place={other} />}
    </div>
  )
}

/** The arrow at the edge of the real screen, on the side where the device sits. */
export function Pointer({ place }: { readonly place: Place }) {
  return (
    <svg className="pointer" data-place={place} viewBox="0 0 60 60" aria-hidden="true" focusable="false">
      <path d="M6 22h24V8l24 22-24 22V38H6Z" />
    </svg>
  )
}

/** Drawing units: the long side of the screen, the case's rim at each side, and above and below. */
const LONG = 150
const RIM = 42
const BROW = 34
const CHIN = 46

interface Point {
  readonly x: number
  readonly y: number
}

function CaseDrawing({ facts, device, activity, or }: CaseProps) {
  const { width: w, height: h } = facts.screen
  const scale = LONG / Math.max(w, h)
  const screen = { x: RIM, y: BROW, width: w * scale, height: h * scale }
  const whole = { width: screen.width + 2 * RIM, height: screen.height + BROW + CHIN }
  const at = (place: Place): Point => ({
    x: place.endsWith('left') ? RIM / 2 + shift(place) : place.endsWith('right') ? whole.width - RIM / 2 - shift(place) : whole.width / 2,
    y: place.startsWith('top') ? BROW / 2 : place.startsWith('bottom') ? whole.height - CHIN / 2 : BROW + screen.height / 2,
  })
  const middle = { x: whole.width / 2, y: BROW + screen.height / 2 }
  const place = facts.case[device]
  return (
    <svg
      className={`drawing drawing-${activity}`}
      viewBox={`-4 -4 ${whole.width + 8} ${whole.height + 8}`}
      aria-hidden="true"
      focusable="false"
    >
      <rect className="drawing-body" x="0" y="0" width={whole.width} height={whole.height} rx="9" />
      <rect className="drawing-screen" {...screen} rx="2" />
      {DEVICES.map((other) => {
        const spot = facts.case[other]
        // Where two sit at one place, the one that is meant is drawn.
        if (spot === undefined || (other !== device && spot === place)) return null
        const Drawn = DRAWN[other]
        return <Drawn key={other} {...at(spot)} activity={other === device || other === or ? activity : null} />
      })}
      {[place, or && facts.case[or]].map((to) => to !== undefined && <Arrow key={to} from={middle} to={at(to)} />)}
    </svg>
  )
}

/** Corner devices sit a little inwards from the rim. */
function shift(place: Place): number {
  return place.includes('-') ? 8 : 0
}

function Reader({ x, y, activity }: Point & { readonly activity: Activity | null }) {
  return (
    <g className={activity === null ? 'device' : 'device device-meant'} transform={`translate(${x} ${y})`}>
      <rect className="device-plate" x="-17" y="-13" width="34" height="26" rx="3" />
      <g className="device-card">
        <rect x="-12" y="-8" width="24" height="16" rx="2" />
        <path d="M-8.5-3h8M-8.5 1h6M4-4h4.5v7H4Z" />
      </g>
      {activity === 'working' && <path className="device-scan" d="M-12 -9v18" />}
      {activity === 'broken' && <path className="device-cross" d="m-9-9 18 18M9-9-9 9" />}
    </g>
  )
}

/** A card with its chip, half way in. */
function CardSlot({ x, y, activity }: Point & { readonly activity: Activity | null }) {
  return (
    <g className={activity === null ? 'device' : 'device device-meant'} transform={`translate(${x} ${y})`}>
      <rect className="device-plate" x="-17" y="-13" width="34" height="11" rx="3" />
      <path className="device-mouth" d="M-12 -7.5h24" />
      <g className="device-card">
        <rect x="-9" y="-7" width="18" height="24" rx="2" />
        <path d="M-3-3h6v6h-6Z" />
      </g>
      {activity === 'broken' && <path className="device-cross" d="m-9-9 18 18M9-9-9 9" />}
    </g>
  )
}

/** The mouth of the A4 printer: wider than a ticket's, and the sheet comes out whole. */
function Tray({ x, y, activity }: Point & { readonly activity: Activity | null }) {
  return (
    <g className={activity === null ? 'device' : 'device device-meant'} transform={`translate(${x} ${y})`}>
      <rect className="device-plate" x="-25" y="-9" width="50" height="11" rx="3" />
      <path className="device-mouth" d="M-20 -3h40" />
      {(activity === 'working' || activity === 'done') && (
        <g className="device-paper">
          <path d="M-16-3H16V18H-16Z" />
          <path d="M-10 3H10M-10 7.5H10M-10 12H2" />
        </g>
      )}
      {activity === 'broken' && <path className="device-cross" d="m-9-12 18 18M9-12-9 6" />}
    </g>
  )
}

function Slot({ x, y, activity }: Point & { readonly activity: Activity | null }) {
  return (
    <g className={activity === null ? 'device' : 'device device-meant'} transform={`translate(${x} ${y})`}>
      <rect className="device-plate" x="-17" y="-9" width="34" height="11" rx="3" />
      <path className="device-mouth" d="M-12 -3h24" />
      {(activity === 'working' || activity === 'done') && (
        <g className="device-paper">
          <path d="M-9-3H9v19l-3-2-3 2-3-2-3 2-3-2-3 2Z" />
          <path d="M-5 3H5M-5 7.5H5" />
        </g>
      )}
      {activity === 'broken' && <path className="device-cross" d="m-9-12 18 18M9-12-9 6" />}
    </g>
  )
}

const DEVICES = ['reader', 'socialCard', 'ticket', 'document'] as const
const DRAWN = { reader: Reader, socialCard: CardSlot, ticket: Slot, document: Tray } as const

/** From the middle of the drawn screen towards the device, ending inside the screen. */
function Arrow({ from, to }: { readonly from: Point; readonly to: Point }) {
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI
  return (
    <g className="drawing-arrow" transform={`translate(${from.x} ${from.y}) rotate(${angle})`}>
      <path d="M-16 0H18M8-10 18 0 8 10" />
    </g>
  )
}
