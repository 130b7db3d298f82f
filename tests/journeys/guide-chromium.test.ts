import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SPECIMEN_CATALOGUE } from '../../simulators/platform/catalogue.ts'
import { setUpCertificateHall, type CertificateHallOnADesk } from '../certificate-hall.ts'
import { codeIn, NO_ZBARIMG } from '../zbarimg.ts'
import { inChromium } from './browser.ts'
import { begins, citizenAt, type Citizen } from './citizen.ts'

describe('the guides in Chromium', () => {
  let hall: CertificateHallOnADesk
  const open = inChromium({ width: 1080, height: 1920 })
  let shell: Awaited<ReturnType<typeof open>>
  let citizen: Citizen
  beforeEach(async () => {
    hall = await setUpCertificateHall({ forPhones: true })
    shell = await open(hall)
    citizen = citizenAt(shell.page)
  })
  afterEach(async () => {
    await shell.close()
    await hall.clear()
  })

  test('what the platform says of an item is read by situation, whole, with the version it comes from, and nobody is asked who they are', async () => {
    // Home offers what the terminal has when the session opens.
    await vi.waitFor(() => expect(existsSync(path.join(hall.data, 'platform-catalogue.json'))).toBe(true), { timeout: 30_000 })
    await begins(citizen)
    await citizen.touch('办事指南')
    await citizen.sees('您想了解哪件事？')
    await citizen.touch('住房')
    await citizen.sees('住房：您要看哪一项？')
    await citizen.touch('不动产转移登记（二手房）')
    await citizen.sees('不动产转移登记（二手房）')
    const guide = await citizen.screen()
    for (const told of [
      '法定30个工作日，承诺3个工作日',
      '11530323MB0A00050P4530715007000',
      '房屋买卖合同',
      '80 元一件',
      `目录版本 ${SPECIMEN_CATALOGUE.version}，来自政务服务平台`,
    ]) {
      expect(guide).toContain(told)
    }
    const code = await citizen.page.locator('.guide-code').screenshot()
    const address = `${hall.platform.publicUrl}/g/11530323MB0A00050P4530715007000`
    if (!NO_ZBARIMG) expect(codeIn(code)).toBe(address)
    expect(await (await fetch(address)).text()).toContain('不动产转移登记（二手房）')
    await citizen.touch('打印这份指南')
    await citizen.sees('请取走您的指南')
    const [job, ...others] = hall.document.jobs
    expect(others).toEqual([])
    expect(hall.document.outputs.map(({ page }) => page)).toEqual([1, 2])
    expect(job?.state).toBe('completed')
    await citizen.touch('回到指南')
    await citizen.sees('不动产转移登记（二手房）')
    await citizen.touch('返回')
    await citizen.touch('返回')
    await citizen.touch('企业开办一件事')
    await citizen.sees('企业开办一件事')
    await citizen.reads('用于：有限责任公司设立登记和公章刻制备案')
    await citizen.touch('有限责任公司设立登记')
    await citizen.sees('有限责任公司设立登记')
    await citizen.touch('看填写样本')
    await citizen.sees('样本：公司登记（备案）申请书')
    await vi.waitFor(async () => expect(await citizen.page.locator('.guide-picture').evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(992), { timeout: 30_000 })
    await citizen.touch('关闭')
    await citizen.sees('有限责任公司设立登记')
    await citizen.touch('返回')
    await citizen.touch('返回')
    await citizen.touch('示例县公安局')
    await citizen.touch('无犯罪记录证明开具')
    await citizen.sees('无犯罪记录证明开具')
    await citizen.reads(/目录里没有写明/)
    await citizen.touch('返回')
    await citizen.touch('返回')
    await citizen.touch('搜索')
    for (const key of 'huzhao') await citizen.touch(key)
    await citizen.touch('普通护照首次申领')
    await citizen.sees('普通护照首次申领')
    await citizen.touch('返回')
    await citizen.touch('返回')
    await citizen.touch('生育')
    await citizen.touch('已经出生')
    await citizen.touch('孩子要上学')
    await citizen.touch('义务教育阶段入学报名')
    await citizen.sees('义务教育阶段入学报名')
    await citizen.touch('首页')
    await citizen.sees('欢迎，请选择要办的事')
  })
})
