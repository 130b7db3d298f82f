/** What whoever needs to go first (绿色通道) is asked before their number is taken. */
export const greenZh = {
  title: '优先办理',
  lead: '请选一项，再取号。优先号会提前叫到；到窗口时，工作人员会请您出示证件或证明。',
  grounds: '优先的理由',
  ground: { disabled: '残障人士', pregnant: '孕妇，或带婴儿', veteran: '退役军人', other: '其他需要优先的' },
  about: {
    disabled: '请出示残疾人证',
    pregnant: '请出示产检材料；带婴儿的，孩子同来即可',
    veteran: '请出示退役军人优待证等',
    other: '请向窗口工作人员说明',
  },
  take: '优先取号',
}
