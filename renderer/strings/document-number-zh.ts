/** A number by hand, of whichever document. */
export const documentNumberZh = {
  which: '请选择证件',
  whichLead: '红线是号码在证件上的位置',
  clear: '清空',
  older: '旧证：字母开头',
  letter: { H: '香港居民', M: '澳门居民' },
  name: {
    'resident-card': '居民身份证',
    'residence-permit': '港澳台居民居住证',
    'permanent-resident-card': '外国人永久居留身份证',
    'hk-macao-travel-permit': '港澳居民来往内地通行证',
    'taiwan-travel-permit': '台湾居民来往大陆通行证',
  },
  about: {
    'resident-card': '18 位号码，最后一位可能是 X',
    'residence-permit': '18 位号码，以 81、82 或 83 开头',
    'permanent-resident-card': '9 开头的 18 位，旧证是 3 个字母和 12 位数字',
    'hk-macao-travel-permit': '回乡证：字母 H 或 M，再加 8 位数字',
    'taiwan-travel-permit': '台胞证：8 位数字',
  },
  lead: {
    'resident-card': '居民身份证上的 18 位号码',
    'residence-permit': '港澳台居民居住证上的 18 位号码',
    'permanent-resident-card': '新证号码 18 位，旧证号码 15 位',
    'hk-macao-travel-permit': '回乡证上的号码：字母 H 或 M，再加 8 位数字',
    'taiwan-travel-permit': '台胞证上的号码：8 位数字',
  },
  short: '已输入 {{typed}} 位，还差 {{count}} 位',
  whole: '已输满，请核对后按确认',
  enough: '号码已经够了。后面 {{count}} 位换证次数可以不输',
  fault: {
    length: {
      'resident-card': '证件号码是 18 位，现在是 {{count}} 位。请对照证件补全。',
      'residence-permit': '居住证号码是 18 位，现在是 {{count}} 位。请对照证件补全。',
      'permanent-resident-card': '新证号码是 18 位，旧证是 15 位，现在是 {{count}} 位。请对照证件补全。',
      'hk-macao-travel-permit': '号码是 1 个字母和 8 位或 10 位数字，现在共 {{count}} 位。请对照证件补全。',
      'taiwan-travel-permit': '号码是 8 位或 10 位数字，现在是 {{count}} 位。请对照证件补全。',
    },
    'old-15-digits': '这是旧的 15 位号码，请输入第二代身份证上的 18 位号码。',
    characters: {
      'resident-card': '第 {{position}} 位不会是“{{character}}”：前 17 位都是数字，最后一位是数字或 X。请改好这一位。',
      'residence-permit': '第 {{position}} 位不会是“{{character}}”：前 17 位都是数字，最后一位是数字或 X。请改好这一位。',
      'permanent-resident-card': '第 {{position}} 位不会是“{{character}}”：新证以 9 开头，最后一位是数字或 X，其他都是数字。请改好这一位。',
      'old-permanent-resident-card': '第 {{position}} 位不会是“{{character}}”：旧证前 3 位是字母，后 12 位是数字。请改好这一位。',
      'hk-macao-travel-permit': '第 {{position}} 位不会是“{{character}}”：字母后面都是数字。请改好这一位。',
      'taiwan-travel-permit': '第 {{position}} 位不会是“{{character}}”：号码都是数字。请改好这一位。',
    },
    'first-letter': {
      'hk-macao': '第 1 位应是字母：香港居民是 H，澳门居民是 M。请从第 1 位重新输入。',
      taiwan: '台胞证号码没有字母。如果证件上有 H 或 M，请返回，选择港澳居民来往内地通行证。',
    },
    region: {
      'resident-card': '开头 6 位（地区）有误，请对照身份证再看一遍。',
      'residence-permit': '开头 6 位应是 810000（香港）、820000（澳门）或 830000（台湾），请对照证件再看一遍。',
      'permanent-resident-card': '第 2、3 位（发证的省份）有误，请对照证件再看一遍。',
      'old-permanent-resident-card': '第 4 到 7 位（发证的地区）有误，请对照证件再看一遍。',
    },
    birth: {
      new: '第 7 到 14 位是出生日期，没有这一天，请对照证件再看一遍。',
      old: '第 8 到 13 位是出生日期，没有这一天，请对照证件再看一遍。',
    },
    'birth-to-come': {
      new: '第 7 到 14 位是出生日期，这一天还没有到，请对照证件再看一遍。',
      old: '第 8 到 13 位是出生日期，这一天还没有到，请对照证件再看一遍。',
    },
    'check-digit': '最后一位（校验码）与前面对不上，有一位可能输错了，请从头核对一遍。',
  },
}
