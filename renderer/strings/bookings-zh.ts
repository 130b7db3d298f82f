/** What whoever has booked (预约) is told when they lay their card, or when no number is left but theirs. */
export const bookingsZh = {
  title: '您今天有预约',
  lead: '{{name}}，请点您的预约，按预约取号。',
  looking: '正在查看您的预约',
  state: {
    early: '{{from}} 开始。现在就可以取号，到时间按预约叫号',
    'on-time': '现在就是您的预约时间，点这里取号',
    late: '已过 {{from}} 十分钟以上。仍可取号，从现在起排队',
    'has-ticket': '号码 {{number}} 已取，点这里查看或补打',
    over: '这次预约的号已经用过',
  },
  ordinary: '不用预约，取“{{business}}”的号',
  ordinaryAbout: '从现在起排队，预约仍然保留',
  failed: '暂时查不到您的预约',
  failedLead: '预约没有变化。请再试一次，或先取普通号。',
  again: '再试一次',
  mine: '我有预约',
  personLimit: '您今天取这项业务的号已达上限',
  personLimitAbout: '如果还要办理，请到人工导引台。',
}
