import type { CatalogueFile } from '../../main/catalogue/catalogue-file.ts'

const ABOUT = ['个体工商户', '有限责任公司', '食品经营', '公共场所卫生', '建设工程', '不动产', '机动车', '道路运输', '社会团体', '民办学校']
const ABOUT_MORE = ['护士执业', '医疗机构', '农药经营', '林木采伐', '取水', '排污', '城镇职工养老保险', '失业保险', '生育保险', '残疾人']
const ABOUT_LAST = ['居住证', '普通护照', '驾驶证', '老年人', '烟草专卖零售', '出版物零售', '特种设备', '危险化学品', '劳务派遣', '人力资源服务']
const WHAT = ['许可', '资格', '登记', '备案', '信息', '证书', '补贴', '待遇', '关系', '住所']
const DONE = ['核发', '变更', '注销', '延续', '补发', '查询', '转移', '审批', '申领', '年检']
const FOR = ['', '（县级）', '（跨省）', '（首次）', '（简易程序）', '（企业）', '（个人）', '（外商投资）', '（分支机构）', '（告知承诺）']
const PLACES = ['', '重庆', '银行', '长乐', '大理', '西安', '六安', '蚌埠', '台州', '厦门', '丽水', '番禺', '铅山', '乐清', '涪陵', '泸州', '宜宾']
const DEPARTMENTS = ['市场监督管理局', '公安局', '卫生健康局', '人力资源和社会保障局', '自然资源局', '住房和城乡建设局', '交通运输局', '农业农村局', '教育体育局', '民政局']
const MATERIALS = ['居民身份证', '申请表', '营业执照', '授权委托书', '住所使用证明', '章程', '健康证明', '平面布局图', '从业人员名册', '验资报告']

/** As many different items as asked for, alike each time: the names of a large catalogue, six papers each, ten departments. */
export function manyItems(count: number): CatalogueFile {
  const topics = ['生育', '入学', '就业', '社保', '住房', '出入境', '车辆', '企业开办'].map((zh, at) => ({ code: `t${at}`, name: { zh } }))
  const items = Array.from({ length: count }, (_, at) => {
    const pick = (list: readonly string[], by: number) => list[Math.floor(at / by) % list.length] ?? ''
    const objects = [...ABOUT, ...ABOUT_MORE, ...ABOUT_LAST]
    const name = `${pick(PLACES, 30_000)}${pick(objects, 1)}${pick(WHAT, 30)}${pick(DONE, 300)}${pick(FOR, 3_000)}`
    return {
      catalog_code: String(530_000_000_000 + at),
      task_code: `11530323MB0A00018C4${530_000_000_000 + at}`,
      task_name: name,
      task_version: 1,
      dept_name: `示例县${pick(DEPARTMENTS, 3)}`,
      user_topic_type: [`t${at % topics.length}`],
      material: Array.from({ length: 6 }, (_, of) => ({ material_name: MATERIALS[(at + of) % MATERIALS.length] ?? '' })),
    }
  })
  return { version: 'many', topics, items }
}
