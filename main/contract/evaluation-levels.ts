/** From 1 非常不满意 to 5 非常满意, by its stars (好差评); 1 and 2 are bad ones (差评). */
export type Level = 1 | 2 | 3 | 4 | 5

/** As they stand on screen, the best first. */
export const LEVELS: readonly Level[] = [5, 4, 3, 2, 1]

/** The eight reasons of each level by their national codes, whose first digit is the level (全国一体化在线政务服务平台“好差评”). */
export const REASONS = {
  5: ['510', '511', '512', '513', '514', '515', '516', '517'],
  4: ['406', '407', '408', '409', '410', '411', '412', '413'],
  3: ['307', '308', '309', '310', '311', '312', '313', '314'],
  2: ['207', '208', '209', '210', '211', '212', '213', '214'],
  1: ['108', '109', '110', '111', '112', '113', '114', '115'],
} as const satisfies Record<Level, readonly string[]>
export type Reason = (typeof REASONS)[Level][number]

/** Characters that a citizen may write; a hanzi is one, however rare. */
export const LONGEST_WORDS = 150

/** What is done about a bad one, in this order: 受理, 核实, 整改, 反馈, 回访, 复核. Nobody is left uncalled (回访率 100%): the last closes it. */
export const RECTIFYING = ['accepted', 'verified', 'rectified', 'answered', 'called-back', 'reviewed'] as const
export type RectifyingStep = (typeof RECTIFYING)[number]
