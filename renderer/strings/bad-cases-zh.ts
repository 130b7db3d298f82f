/** What is said of bad evaluations that are being put right, at the terminal and on the manager's page. */
export const badCasesZh = {
  open_one: '{{count}} 件差评要整改',
  open_other: '{{count}} 件差评要整改',
  window: '{{window}} 号窗口',
  due: '最迟 {{date}}整改完',
  overdue: '已经超期：应在 {{date}}前整改完',
  noDue: '日历里没有这么多工作日，请尽快整改',
  by: '{{by}}，{{time}}',
  step: { accepted: '受理', verified: '核实', rectified: '整改', answered: '反馈', 'called-back': '回访', reviewed: '复核' },
  about: {
    accepted: '由您接手，接着核实。',
    verified: '写下查到了什么。',
    rectified: '写下改了什么。',
    answered: '写下怎样答复。',
    'called-back': '写下回访的情况；不写姓名、电话。',
    reviewed: '写下复核意见，这件差评就此办结。',
  },
  act: '{{step}}（{{about}}）',
  recorded: '已记下：{{step}}（{{about}}）',
  notNext: '同事已经记下了这一步，请看现在的情况。',
  noteMissing: '请先写几句。',
}
