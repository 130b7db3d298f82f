import spoken from './spoken.json'

/** Where a social-security card identifies as well as an ID card. `social-card-en.ts` has the same keys. */
export const socialCardZh = {
  title: spoken['place-any-card'].zh,
  titleSlotOnly: '请插入社会保障卡',
  lead: '用一种就可以。放好不要动，读完会告诉您。',
  leadSlotOnly: '身份证现在读不了，社会保障卡可以用。',
  way: { reader: '身份证', slot: '社会保障卡' },
  how: { reader: '平放在读卡处', slot: '芯片朝前，插到底' },
  state: {
    absent: '等待插卡',
    reading: '正在读取，请不要拔卡',
    present: spoken['any-card-read'].zh,
    leftBehind: '里面的卡是前一位的。请取出它，再用您自己的。',
    'put-in-again': '没有读清楚，请拔出来重新插一次。',
    'other-card': '这不是社会保障卡。请插入社会保障卡，或改用身份证。',
    'holder-hidden': '这张社会保障卡在这里读不出姓名，请改用身份证。',
    'no-id-number': '这张社会保障卡上没有身份证号码，请改用您的证件。',
  },
  twoPeople: '两张卡不是同一个人的。请只留下您自己的一张。',
  cardOnly: {
    progress: '查询自己的办件要读卡，手动输入的号码不能代替。没有带，可以用回执查询。',
    number: '这项业务需要读卡。没有带，请到人工导引台。',
    certificate: '打印证明要读卡，手动输入的号码不能代替。没有带，请到窗口询问。',
    filing: '在这里申报要读卡，手动输入的号码不能代替。有的事项只收身份证。',
  },
  byHandAbout: '没带卡也可以取号',
}
