import type { Guide, GuideTime } from '../contract/guide.ts'

/** What a guide on paper calls its parts: the words of the screen (renderer/strings/guide-zh.ts), as a test holds. */
export const GUIDE_WORDS = {
  element: {
    codes: '事项编码',
    name: '事项名称',
    type: '事项类型',
    law: '设定依据',
    authority: '权限范围',
    time: '办理时限',
    flow: '办理流程',
    conditions: '办理条件',
    materials: '申请材料',
    forms: '申请表单',
    fees: '收费标准',
    result: '办理结果',
  },
  codes: { catalogue: '基本编码', task: '实施编码', handled: '办理项编码', local: '本地编码' },
  type: {
    licence: '行政许可',
    penalty: '行政处罚',
    enforcement: '行政强制',
    levy: '行政征收',
    benefit: '行政给付',
    inspection: '行政检查',
    confirmation: '行政确认',
    reward: '行政奖励',
    ruling: '行政裁决',
    other: '其他行政权力',
    service: '公共服务',
  },
  authority: {
    department: '实施部门',
    level: '行使层级',
    power: '权力来源',
    body: '实施主体',
    entrusted: '受委托部门',
    area: '通办范围',
  },
  level: { nation: '国家级', province: '省级', city: '市级', county: '县级', township: '乡级', village: '村级' },
  where: { title: '在哪里办', address: '地点', hours: '时间', questions: '咨询', complaints: '监督' },
} as const

const UNITS: Readonly<Record<GuideTime['unit'], string>> = { 'working-day': '个工作日', day: '天', hour: '小时' }

/** 法定20个工作日，承诺5个工作日; null where the catalogue says neither. */
export function timeOnPaper({ legal, promised }: Guide['time']): string | null {
  const told = [legal && `法定${span(legal)}`, promised && `承诺${span(promised)}`].filter((each) => each !== null)
  return told.length === 0 ? null : told.join('，')
}

function span({ count, unit }: GuideTime): string {
  return count === 0 ? '当场办结' : `${count}${UNITS[unit]}`
}
