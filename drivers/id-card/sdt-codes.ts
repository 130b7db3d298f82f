/**
 * The words of the SDT protocol (SAM_V in GA 467-2004, SAM_A in GA/T 467-2019): what can be asked, and what an answer's
 * third status byte means. Commands that change a reader's settings are left out on purpose: nothing here sends them.
 */

interface CommandCodes {
  readonly cmd: number
  readonly para: number
  /** How many data bytes a successful answer may carry. An answer outside it belongs to some other command. */
  readonly answer: { readonly least: number; readonly most: number }
  /** SW3 of success. */
  readonly success: number
}

const OK = 0x90
const FOUND = 0x9f

/** Lengths before text and photo in the answer to `readBase`: two big-endian 16-bit numbers. */
export const BASE_HEADER_BYTES = 4
/** The same with the length of the fingerprints, in the answer to `readWithFingerprints`. */
export const FINGERPRINT_HEADER_BYTES = 6
export const TEXT_BYTES = 256

export const SDT_COMMANDS = {
  status: { cmd: 0x11, para: 0xff, answer: { least: 0, most: 0 }, success: OK },
  /** Four bytes of IIN, in practice zeros. */
  find: { cmd: 0x20, para: 0x01, answer: { least: 0, most: 4 }, success: FOUND },
  /** Eight bytes of SN, in practice zeros. */
  select: { cmd: 0x20, para: 0x02, answer: { least: 0, most: 8 }, success: OK },
  /** Text and photo. */
  readBase: {
    cmd: 0x30,
    para: 0x01,
    answer: { least: BASE_HEADER_BYTES + TEXT_BYTES, most: 0x0fff },
    success: OK,
  },
  /** Text, photo and fingerprints; of a card without any its length is 0. */
  readWithFingerprints: {
    cmd: 0x30,
    para: 0x10,
    answer: { least: FINGERPRINT_HEADER_BYTES + TEXT_BYTES, most: 0x0fff },
    success: OK,
  },
  /** 追加住址: 35 characters of UTF-16LE. */
  readNewestAddress: { cmd: 0x30, para: 0x03, answer: { least: 70, most: 70 }, success: OK },
  /** IIN 4 + SN 8 + DN 16 bytes; a maker's demonstration expects only 24. */
  readManagementNumber: { cmd: 0x30, para: 0x05, answer: { least: 24, most: 28 }, success: OK },
} as const satisfies Record<string, CommandCodes>

export type SdtCommand = keyof typeof SDT_COMMANDS

/** SW3 by the GA 467 table as several vendors' manuals print it; `meaning` is for the log and the operator. */
const STATUS_BYTES = {
  0x90: { status: 'ok', meaning: '操作成功 success' },
  0x91: { status: 'no-item', meaning: '证/卡中此项无内容 item not on this card' },
  0x9f: { status: 'found', meaning: '寻找证/卡成功 card found' },
  0x10: { status: 'host-checksum', meaning: '接收数据的校验和错 the reader received a wrong checksum' },
  0x11: { status: 'host-length', meaning: '接收数据的长度错 the reader received a wrong length' },
  0x21: { status: 'illegal-command', meaning: '命令错误 illegal command, parameter or sequence' },
  0x23: { status: 'not-permitted', meaning: '越权操作 operation not permitted' },
  0x24: { status: 'unrecognised-error', meaning: '无法识别的错误 unrecognised error' },
  0x31: { status: 'card-rejects-sam', meaning: '证/卡认证 SAM 失败 the card rejected the SAM' },
  0x32: { status: 'sam-rejects-card', meaning: 'SAM 认证证/卡失败 the SAM rejected the card' },
  0x33: { status: 'verification-failed', meaning: '信息验证错误 data verification failed' },
  0x34: { status: 'not-found-yet', meaning: '尚未找卡 no card was found before this command' },
  0x37: { status: 'fingerprint-failed', meaning: '指纹信息验证错误 fingerprint verification failed' },
  0x3f: { status: 'information-length', meaning: '信息长度错误 information length error' },
  0x40: { status: 'unknown-card-type', meaning: '无法识别的证/卡类型 unknown card type' },
  0x41: { status: 'read-failed', meaning: '读证/卡操作失败 read failed' },
  0x47: { status: 'random-failed', meaning: '取随机数失败 get random number failed' },
  0x50: { status: 'write-failed', meaning: '写卡操作失败 write failed' },
  0x60: { status: 'self-test-failed', meaning: 'SAM 自检失败 SAM self-test failed' },
  0x61: { status: 'login-failed', meaning: '用户登录失败 login failed' },
  0x66: { status: 'not-authorised', meaning: 'SAM 没经过授权 SAM not authorised' },
  0x80: { status: 'no-card', meaning: '寻找证/卡失败 no card found' },
  0x81: { status: 'select-failed', meaning: '选取证/卡失败 select failed' },
} as const

export type SdtStatus = (typeof STATUS_BYTES)[keyof typeof STATUS_BYTES]['status'] | 'unlisted'

const BY_BYTE: ReadonlyMap<number, { readonly status: SdtStatus; readonly meaning: string }> = new Map(
  Object.entries(STATUS_BYTES).map(([byte, entry]) => [Number(byte), entry]),
)

/** What SW3 says. Any other byte is `unlisted`, which the reference takes as unknown and worth one more try. */
export function sdtStatus(sw3: number): { readonly status: SdtStatus; readonly meaning: string } {
  return BY_BYTE.get(sw3) ?? { status: 'unlisted', meaning: '未知 not in the table' }
}
